"""The figures of the dashboard, as Altair charts with their content in words."""
