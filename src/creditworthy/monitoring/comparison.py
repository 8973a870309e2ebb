"""Current applicants against the reference: how far each feature has moved, and the score with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from creditworthy.features import FEATURES, Features, features_of
from creditworthy.monitoring.monitor import Level, worst
from creditworthy.monitoring.shift import ScoreShift, Shift, score_shift, shift_of
from creditworthy.monitoring.sides import Side, draw
from creditworthy.scorer import Scorer
from creditworthy.tables.load import Tables

__all__ = ["FEATURE_COUNT", "PROBABILITY", "ROWS_A_SIDE", "Comparison", "compare", "leading_features"]

FEATURE_COUNT = 20
ROWS_A_SIDE = 20_000
PROBABILITY = "probability"

# What is watched of the reference portfolio where no model says what matters: of each concept, the figures that a
# lender would ask about first.
USUAL = (
    "application_external_score_1",
    "application_external_score_2",
    "application_external_score_3",
    "application_credit",
    "application_annuity",
    "application_goods_price",
    "application_income",
    "application_contract_type",
    "application_term",
    "application_annuity_to_income",
    "application_age",
    "application_years_employed",
    "application_education",
    "application_income_type",
    "application_region_rating",
    "bureau_credits",
    "bureau_debt_to_credit",
    "previous_applications_refused_share",
    "installments_late_share",
    "credit_cards_use_mean",
)


@dataclass(frozen=True)
class Comparison:
    """What was compared and how far it has moved; ``shifts`` begin with what may do most to the score.

    The frames of the sides hold the compared features, and the column ``probability`` where there is a scorer;
    ``known`` are all features of the lender.
    """

    reference: Side
    current: Side
    shifts: tuple[Shift, ...]
    score: ScoreShift | None
    seed: int
    dictionary: str
    generated: bool
    version: str | None
    known: Features = field(default_factory=lambda: FEATURES, compare=False, repr=False)

    @property
    def chance(self) -> float:
        """The stability index of ten bins that two samples of this size of one population are expected to have.

        Source: Yurdakul, *Statistical properties of population stability index*, 2018.
        """
        return 9 * (1 / self.reference.frame.height + 1 / self.current.frame.height)

    @property
    def level(self) -> Level:
        """The gravest level of all."""
        return worst(self._levels)

    def count(self, level: Level) -> int:
        """Return how many features stand at a level."""
        return sum(shift.level == level for shift in self.shifts)

    @cached_property
    def alarms(self) -> tuple[str, ...]:
        """What alarms: the score first, as ``probability``, then features."""
        score = [PROBABILITY] if self.score and self.score.level == "alarm" else []
        return (*score, *(shift.name for shift in self.shifts if shift.level == "alarm"))

    @property
    def _levels(self) -> list[Level]:
        return [shift.level for shift in self.shifts] + ([self.score.level] if self.score else [])


def leading_features(
    importance: Mapping[str, float] | None, count: int = FEATURE_COUNT, known: Features = FEATURES
) -> list[str]:
    """Return the features to watch: those a model leans on most, or the usual ones where there is no model.

    >>> leading_features({"application_age": 0.1, "application_credit": 0.3}, 1)
    ['application_credit']
    """
    ranked = sorted(importance or {}, key=lambda name: -(importance or {})[name])
    usual = [] if importance or known is not FEATURES else USUAL
    return list(dict.fromkeys([*ranked, *usual, *known]))[:count]


def compare(
    tables: Tables,
    names: Sequence[str] | None = None,
    *,
    scorer: Scorer | None = None,
    importance: Mapping[str, float] | None = None,
    rows: int = ROWS_A_SIDE,
    seed: int = 7,
) -> Comparison:
    """Compare the applicants without outcome (current) with those whose outcome is known (reference).

    Parameters
    ----------
    tables : Tables
        Imported tables with both application files.
    names : sequence of str, optional
        Which features; by default the twenty that `leading_features` names.
    scorer : Scorer, optional
        Whose probabilities to compare as well.
    importance : mapping, optional
        How much the scorer leans on each feature: ``importance`` of its evidence.
    rows : int
        At most so many applicants are drawn on each side.
    seed : int
        Seed of the draw.

    Raises
    ------
    UnknownNameError
        Where a feature has no such name.
    InputError
        Where an application file is absent or empty.
    """
    known = features_of(tables.dictionary)
    chosen = [known[name].name for name in dict.fromkeys(names or leading_features(importance, known=known))]
    needed = list(dict.fromkeys([*chosen, *(scorer.features if scorer else ())]))
    reference = _with_probability(draw(tables, "train", needed, rows=rows, seed=seed), chosen, scorer)
    current = _with_probability(draw(tables, "test", needed, rows=rows, seed=seed), chosen, scorer)
    before, now = reference.frame, current.frame
    shifts = [shift_of(name, before[name], now[name], (importance or {}).get(name)) for name in chosen]
    return Comparison(
        reference,
        current,
        tuple(sorted(shifts, key=lambda shift: (-shift.effect, -shift.index, shift.name))),
        score_shift(before[PROBABILITY], now[PROBABILITY], scorer.threshold) if scorer else None,
        seed=seed,
        dictionary=tables.dictionary.name,
        generated=tables.generated,
        version=scorer.version if scorer else None,
        known=known,
    )


def _with_probability(side: Side, chosen: Sequence[str], scorer: Scorer | None) -> Side:
    columns = side.frame.select(chosen)
    if scorer:
        columns = columns.with_columns(pl.Series(PROBABILITY, scorer.probability(side.frame)))
    return Side(side.file, side.applicants, columns)
