"""What training tried and what it chose, written to MLflow: runs, metrics, the registered scorer."""

from creditworthy.tracking.record import record
from creditworthy.tracking.run import Registered, Run

__all__ = ["Registered", "Run", "record"]
