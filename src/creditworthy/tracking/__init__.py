"""What training tried and what it chose, written to MLflow: runs, metrics, the registered scorer."""

from creditworthy.tracking.aliases import follow
from creditworthy.tracking.record import record
from creditworthy.tracking.run import Registered, Run, Standing

__all__ = ["Registered", "Run", "Standing", "follow", "record"]
