"""The code that MLflow keeps beside a scorer and runs to load it: a model from code, nothing is pickled."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from creditworthy.tracking.quiet import quiet

with quiet():
    from mlflow.models import set_model
    from mlflow.pyfunc.model import PythonModel, PythonModelContext

__all__ = ["Answer", "Applicant", "ScorerModel"]

Value = bool | int | float | str | None


class Applicant(BaseModel):
    """What a lender has on one applicant.

    Parameters
    ----------
    application : dict[str, Value]
        The row of the application table: column to value.
    histories : dict[str, list[dict[str, Value]]]
        Table to its rows for this applicant; an empty list is "looked and found none".
    """

    model_config = ConfigDict(extra="forbid")

    application: dict[str, Value]
    histories: dict[str, list[dict[str, Value]]]


class Answer(BaseModel):
    """What the scorer decides for one applicant."""

    model_config = ConfigDict(from_attributes=True)

    decision: str
    probability: float
    points: int
    threshold: float


class ScorerModel(PythonModel):
    """A saved scorer behind MLflow's prediction interface."""

    def load_context(self, context: PythonModelContext) -> None:
        """Load the scorer's folder, with every check of its own.

        Parameters
        ----------
        context : mlflow.pyfunc.PythonModelContext
            Its artefact ``scorer`` is the folder.
        """
        from creditworthy.scorer import load_scorer

        self._scorer = load_scorer(Path(context.artifacts["scorer"]))

    def predict(
        self,
        context: PythonModelContext,  # noqa: ARG002  MLflow's signature
        model_input: list[Applicant],
        params: Mapping[str, object] | None = None,  # noqa: ARG002
    ) -> list[Answer]:
        """Decide for each applicant.

        The type hint is what MLflow makes the signature of and checks requests with; without it, MLflow would
        turn nested histories into a table. A frame of the two columns is accepted too.

        Parameters
        ----------
        context : mlflow.pyfunc.PythonModelContext
            Not needed: the scorer is loaded already.
        model_input : list[Applicant]
        params : Mapping[str, object], optional
            Not needed: a scorer has no options.

        Returns
        -------
        list[Answer]
            In the order of the applicants.
        """
        return [
            Answer.model_validate(self._scorer.score(applicant.application, applicant.histories))
            for applicant in model_input
        ]


set_model(ScorerModel())
