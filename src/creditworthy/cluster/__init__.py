"""The straight line on a Spark cluster: the only place that imports pyspark."""

from creditworthy.cluster.features import build_on_spark
from creditworthy.cluster.session import LOCAL, session

__all__ = ["LOCAL", "build_on_spark", "session"]
