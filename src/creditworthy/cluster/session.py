"""A Spark session: of the cluster that a master's address names, or of this machine."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which
from typing import TYPE_CHECKING

from creditworthy.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["LOCAL", "session"]

LOCAL = "local[2]"
"""This machine, two cores of it."""

Settings = dict[str, bool | float | int | str | None]

PLANNING: Settings = {
    # Hundreds of expressions that are made of each other: these two would multiply them until memory is full.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
    # Compiled code would grow past what Java runs fast.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.session.timeZone": "UTC",
}
HERE: Settings = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""What a cluster of its own decides better."""

_NO_JAVA = "Spark needs Java 17 or newer, and the command java is not here; install it, or take another engine"


@contextmanager
def session(master: str = LOCAL) -> Iterator["SparkSession"]:
    """Yield a session that ends with the block.

    Parameters
    ----------
    master : str
        Address of the cluster; ``local[2]`` is two cores of this machine.

    Raises
    ------
    InputError
        Where there is no Java.
    """
    if which("java") is None and "JAVA_HOME" not in os.environ:
        raise InputError(_NO_JAVA)
    from pyspark.sql import SparkSession

    # Workers would pick another Python, and die in a long trace.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("creditworthy")
    builder = builder.config(map=PLANNING | (HERE if master.startswith("local") else {}))
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    try:
        yield made
    finally:
        made.stop()
