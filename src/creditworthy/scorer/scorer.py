"""A scorer answers: from an application and its histories to a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.decision import Costs, PointScale
from creditworthy.features import Features, features_of
from creditworthy.features.online import OnlineFeatures
from creditworthy.models import Calibration, Encoder, FittedModel
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
    dictionary: Dictionary = field(default_factory=home_credit, repr=False)
    version: str = ""

    @property
    def features(self) -> tuple[str, ...]:
        """The features that it looks at."""
        return self.encoder.features

    @property
    def known(self) -> Features:
        """All features of its lender, with their meanings."""
        return features_of(self.dictionary)

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
        return self._crowd.compute_many(cases)

    def incomplete(self, histories: Mapping[str, Rows] | None) -> tuple[str, ...]:
        """Return the tables that were not looked up."""
        return tuple(table.name for table in self.dictionary.histories if table.name not in (histories or {}))

    def decide(self, frame: pl.DataFrame, incomplete: tuple[str, ...] = ()) -> list[Decision]:
        """Decide on applicants whose features are known, in the order of the frame."""
        return [
            Decision(
                applicant=applicant or None,
                decision="decline" if probability >= self.threshold else "grant",
                probability=probability,
                threshold=self.threshold,
                points=self.points.of(probability),
                version=self.version,
                incomplete=incomplete,
            )
            for applicant, probability in zip(
                frame[self.dictionary.applicant].to_list(), self.probability(frame).tolist(), strict=True
            )
        ]

    def probability(self, frame: pl.DataFrame) -> Array:
        """Return calibrated probabilities of default, shape (rows,)."""
        return self.calibration.probability(self.model.margin(self.encoder.encode(frame)))

    def contributions(self, frame: pl.DataFrame) -> Contributions:
        """Return what each feature contributes; the columns of a category count for their feature."""
        raw = self.model.contributions(self.encoder.encode(frame))
        values = np.zeros((len(raw), len(self.features)))
        np.add.at(values.T, self.encoder.owners, raw[:, :-1].T)
        base = self.calibration.slope * float(raw[0, -1]) + self.calibration.intercept
        return Contributions(self.features, self.calibration.slope * values, base)

    @cached_property
    def _online(self) -> OnlineFeatures:
        return OnlineFeatures(self.features, self.dictionary)

    @cached_property
    def _crowd(self) -> OnlineFeatures:
        # A plan of its own: whoever asks for one decision does not wait for a crowd.
        return OnlineFeatures(self.features, self.dictionary)
