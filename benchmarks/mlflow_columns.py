"""A champion as MLflow users usually log one: a frame of application columns and one list of records a history.

python benchmarks/mlflow_columns.py SCORER FOLDER writes such a model into FOLDER, for `mlflow models serve`. It does
the full job as far as MLflow can: features, decision and reasons in words, by this project's code, but no journal.
"""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import pandas as pd
from mlflow.models import infer_signature, set_model
from mlflow.pyfunc import PythonModel, save_model
from mlflow.pyfunc.model import PythonModelContext

from creditworthy import answering
from creditworthy.scorer import load_scorer
from creditworthy.settings import lender

HISTORIES = tuple(table.name for table in lender().histories)
KINDS = {"integer": int, "number": float, "category": str}
TYPES = {name: KINDS[column.type] for table in lender().tables.values() for name, column in table.columns.items()}


class ColumnsModel(PythonModel):
    """A saved scorer behind a frame."""

    def load_context(self, context: PythonModelContext) -> None:
        self._scorer = load_scorer(Path(context.artifacts["scorer"]), lender())

    def predict(self, context: PythonModelContext, model_input: pd.DataFrame, params: Any = None) -> list[str]:  # noqa: ARG002
        answers = []
        for record in model_input.to_dict("records"):
            histories = {name: [known(row) for row in record.pop(name)] for name in HISTORIES}
            answers.append(answering.answer(self._scorer, known(record), histories, "en").model_dump_json())
        return answers


def known(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without what a frame made of nothing, in Python's own types."""
    return {name: TYPES[name](value) for name, value in record.items() if not pd.isna(value)}


def main(scorer: str, folder: str) -> None:
    from service_load import applicants, columns_of  # noqa: PLC0415 - the served model has no such module

    example = pd.DataFrame([columns_of(case) for case in applicants(8)])
    save_model(
        folder,
        python_model=__file__,
        artifacts={"scorer": scorer},
        signature=infer_signature(example, ["{}"]),
        pip_requirements=["mlflow"],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
else:
    set_model(ColumnsModel())
