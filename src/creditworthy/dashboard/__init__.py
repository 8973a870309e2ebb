"""The dashboard: a decision, its reasons and what would move it, as the service answers them."""
