"""Monitoring: how far current applicants, and the score, have moved from the reference."""

from creditworthy.monitoring.comparison import Comparison, compare, leading_features
from creditworthy.monitoring.monitor import MONITORS, Monitor, monitor
from creditworthy.monitoring.report import report, save_report

__all__ = ["MONITORS", "Comparison", "Monitor", "compare", "leading_features", "monitor", "report", "save_report"]
