"""A scorer answers: from an application and its histories to a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.decision import Costs, PointScale, Rule
from creditworthy.features import Features, features_of
from creditworthy.features.online import OnlineFeatures
from creditworthy.models import Calibration, Encoder, FittedModel
from creditworthy.models.matrix import Matrix
from creditworthy.scorer.fingerprints import fingerprints
from creditworthy.tables.dictionary import Dictionary, home_credit

__all__ = ["Contributions", "Decision", "Scorer"]

Array = npt.NDArray[np.float64]
Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Decision:
    """The answer on one application; ``incomplete`` names the tables that were not looked up."""

    applicant: int | None
    decision: str
    probability: float
    threshold: float
    points: int
    version: str
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contributions:
    """What each feature adds to the calibrated log-odds of default.

    ``values`` has shape (applicants, features); ``base`` + the sum of a row is the log-odds of that applicant.
    """

    features: tuple[str, ...]
    values: Array
    base: float


@dataclass(frozen=True)
class Scorer:
    """Features, model, calibration and threshold that belong together.

    Parameters
    ----------
    candidate : str
        Which candidate it is.
    encoder, model, calibration
        From features to calibrated log-odds.
    threshold : float
        An applicant whose probability reaches it is declined.
    review_band : float
        An applicant whose probability is nearer to the threshold than this goes to review; 0: nobody.
    costs : Costs
        What the threshold was chosen by.
    points : PointScale
        How probabilities are shown.
    version : str
        Digest of the saved form; empty before it is saved.
    """

    candidate: str
    encoder: Encoder
    model: FittedModel
    calibration: Calibration
    threshold: float
    costs: Costs = field(default_factory=Costs)
    points: PointScale = field(default_factory=PointScale)
    review_band: float = 0.0
    dictionary: Dictionary = field(default_factory=home_credit, repr=False)
    version: str = ""

    @property
    def features(self) -> tuple[str, ...]:
        """The features that it looks at."""
        return self.encoder.features

    @property
    def offered(self) -> tuple[str, ...]:
        """The features that it could have looked at in training."""
        return self.encoder.offered or self.encoder.features

    @cached_property
    def known(self) -> Features:
        """All features of its lender, with their meanings."""
        return features_of(self.dictionary)

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """How its features compute today."""
        return fingerprints(self.features, self.dictionary)

    def score(self, application: Mapping[str, object], histories: Mapping[str, Rows] | None = None) -> Decision:
        """Decide on one application.

        Parameters
        ----------
        application : mapping
            Raw columns of the application table; what is absent is unknown.
        histories : mapping, optional
            Rows of each history by table name. An empty list says that there is none; a table that is absent was
            not looked up.

        Raises
        ------
        InputError
            Where a table or a column is unknown, or a value has the wrong type.
        """
        return self.decide(self.features_of(application, histories), self.incomplete(histories))[0]

    def features_of(
        self, application: Mapping[str, object], histories: Mapping[str, Rows] | None = None
    ) -> pl.DataFrame:
        """Return the features of one application, one row."""
        return self._online.compute(application, histories or {})

    def features_of_many(self, cases: Sequence[tuple[Mapping[str, object], Mapping[str, Rows]]]) -> pl.DataFrame:
        """Return the features of several applications, each with its histories: one row each, in their order."""
        return self._online.compute_many(cases)

    def incomplete(self, histories: Mapping[str, Rows] | None) -> tuple[str, ...]:
        """Return the tables that were not looked up."""
        return tuple(table.name for table in self.dictionary.histories if table.name not in (histories or {}))

    def decide(self, frame: pl.DataFrame, incomplete: tuple[str, ...] = ()) -> list[Decision]:
        """Decide on applicants whose features are known, in the order of the frame."""
        return self._decided(frame[self.dictionary.applicant].to_list(), self.probability(frame), incomplete)

    def decide_and_explain(self, frame: pl.DataFrame) -> tuple[list[Decision], Contributions]:
        """Decide and say what each feature contributes: to the bit what `decide` and `contributions` say, sooner."""
        return self._explained(frame[self.dictionary.applicant].to_list(), self.encoder.encode(frame))

    def decide_and_explain_row(self, row: Mapping[str, float | str | None]) -> tuple[list[Decision], Contributions]:
        """Return what `decide_and_explain` does of one applicant, whose number and features are a row."""
        return self._explained([row[self.dictionary.applicant]], self.encoder.encode_row(row))

    def probability(self, frame: pl.DataFrame) -> Array:
        """Return calibrated probabilities of default, shape (rows,)."""
        return self.calibration.probability(self.model.margin(self.encoder.encode(frame)))

    def contributions(self, frame: pl.DataFrame) -> Contributions:
        """Return what each feature contributes; the columns of a category count for their feature."""
        matrix = self.encoder.encode(frame)
        return self._contributions(matrix, self.model.margin(matrix))

    def _explained(self, applicants: Sequence[Any], matrix: Matrix) -> tuple[list[Decision], Contributions]:
        margin = self.model.margin(matrix)
        decisions = self._decided(applicants, self.calibration.probability(margin))
        return decisions, self._contributions(matrix, margin)

    def _decided(
        self, applicants: Sequence[Any], probabilities: Array, incomplete: tuple[str, ...] = ()
    ) -> list[Decision]:
        rule = Rule(self.threshold, self.review_band)
        return [
            Decision(
                applicant=applicant or None,
                decision=rule.decide(probability),
                probability=probability,
                threshold=self.threshold,
                points=self.points.of(probability),
                version=self.version,
                incomplete=incomplete,
            )
            for applicant, probability in zip(applicants, probabilities.tolist(), strict=True)
        ]

    def _contributions(self, matrix: Matrix, margin: Array) -> Contributions:
        raw = self.model.contributions(matrix)
        values = np.zeros((len(raw), len(self.features)))
        np.add.at(values.T, self.encoder.owners, raw[:, self.encoder.filled].T)
        base = float(raw[0, -1])
        calibrated = float(self.calibration.log_odds(np.array([base]))[0])
        return Contributions(self.features, self.calibration.contributions(values, base, margin), calibrated)

    @cached_property
    def _online(self) -> OnlineFeatures:
        return OnlineFeatures(self.features, self.dictionary)
