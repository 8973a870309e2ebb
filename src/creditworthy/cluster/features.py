"""The same features on Spark: a job a block of features, then all of them beside each other in a folder of files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from creditworthy.features import features_of
from creditworthy.features.plan import as_they_come, by_block, finished, plan, table_schema
from creditworthy.tables.dictionary import Dictionary

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["build_on_spark"]

KINDS = {"Int64": "bigint", "Float64": "double", "String": "string"}


def build_on_spark(
    spark: "SparkSession",
    sources: Mapping[str, Sequence[Path | str]],
    target: Path | str,
    names: Sequence[str] | None = None,
    *,
    dictionary: Dictionary,
) -> None:
    """Compute features on a cluster and write them as a folder of Parquet files, sorted by applicant.

    Each block of features is written for itself first: Spark analyses a plan anew at every step of it, and one plan of
    hundreds of expressions over seven tables would take longer to think about than to run.

    Parameters
    ----------
    spark : SparkSession
        See `session`.
    sources : mapping
        Parquet files of imported tables by table name: paths, or addresses of the cluster's storage.
    target : Path or str
        The folder to write, which the cluster can reach; ``<target>.blocks`` beside it holds the blocks.
    names, dictionary
        As in `features.build`.
    """
    reader, applicant = spark.read.option("mergeSchema", "true"), dictionary.applicant
    rows = {name: reader.parquet(*map(str, paths)) for name, paths in sources.items()}
    given = {name: rows[name] if name in rows else _empty(spark, name, dictionary) for name in dictionary.tables}
    names = list(features_of(dictionary) if names is None else names)
    found = given[dictionary.application.name].select(applicant)
    for block, entries in by_block(names, dictionary).items():
        own = [entry.name for entry in entries]
        part = plan(given, own, dictionary=dictionary, arrange=as_they_come).to_native()
        found = found.join(_kept(spark, part, f"{target}.blocks/{block.name}"), applicant)
    whole = finished(nw.from_native(found), names, dictionary=dictionary).to_native()
    whole.write.mode("overwrite").parquet(str(target))


def _kept(spark: "SparkSession", part: "DataFrame", place: str) -> "DataFrame":
    part.write.mode("overwrite").parquet(place)
    return spark.read.parquet(place)


def _empty(spark: "SparkSession", name: str, dictionary: Dictionary) -> Any:
    schema = table_schema(name, dictionary)
    written = ", ".join(f"`{column}` {KINDS[str(kind)]}" for column, kind in schema.items())
    return spark.createDataFrame([], written)
