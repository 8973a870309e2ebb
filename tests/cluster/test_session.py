import os

import pytest

from creditworthy.cluster.session import LOCAL, session
from creditworthy.errors import InputError


def test_without_java_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(InputError, match="Spark needs Java 17 or newer"), session():
        pass


def test_the_usual_cluster_is_this_machine() -> None:
    assert LOCAL == "local[2]"


@pytest.mark.spark
def test_workers_run_this_python_and_the_session_ends() -> None:
    from pyspark.sql import SparkSession

    with session("local[1]") as spark:
        assert spark.range(3).count() == 3
        assert os.environ["PYSPARK_PYTHON"]
    assert SparkSession.getActiveSession() is None
