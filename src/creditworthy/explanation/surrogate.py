"""LIME: a linear model that imitates the scorer around one applicant. The only importer of lime."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from creditworthy.explanation.coding import Coding, coding
from creditworthy.language import current
from creditworthy.scorer import Scorer

__all__ = ["Surrogate", "Weight", "lime_explanation"]

Array = npt.NDArray[np.float64]

KEPT = 0.5
"""Share of the features that a variant keeps whatever it draws: without it hardly one is near the applicant, and the
fit on a boosted model of 97 features was .36 instead of .53."""


@dataclass(frozen=True)
class Weight:
    """What one feature weighs in the surrogate, as a change of the probability (0.01 is one percentage point).

    ``condition`` says what holds for the applicant; the weight is what it adds against the rest of the population.
    """

    feature: str
    meaning: str
    condition: str
    weight: float
    effect: Literal["raises", "lowers"]


@dataclass(frozen=True)
class Surrogate:
    """A linear model that imitates the scorer around one applicant.

    Parameters
    ----------
    weights : tuple of Weight
        One of every feature that weighs anything, the largest first.
    fit : float
        R² on the samples it was fitted on, weighted by their nearness: 1 imitates perfectly, near 0 not at all.
    probability : float
        What the scorer says of the applicant, missing values imputed.
    imitated : float
        What the surrogate says of the applicant.
    samples : int
        How many variants of the applicant it was fitted on.
    """

    weights: tuple[Weight, ...]
    fit: float
    probability: float
    imitated: float
    samples: int


def lime_explanation(
    scorer: Scorer, frame: pl.DataFrame, background: Mapping[str, Any], *, samples: int = 2_000, seed: int
) -> Surrogate:
    """Imitate the scorer around one applicant, in the current language.

    Variants of the applicant keep half of the features and draw the others from the population; a ridge regression of
    their probabilities on what was kept, weighted by nearness, tells what each feature weighs. Features are drawn
    independently of each other, so that variants need not look like real applicants: read the weights with ``fit``.

    Parameters
    ----------
    scorer : Scorer
        What decides.
    frame : polars.DataFrame
        The applicant's features, one row. What is missing is imputed here, and only here: the scorer needs none of it.
    background : mapping
        What `creditworthy.explanation.background` returned for the training rows.
    samples, seed
        How many variants, and the seed that draws them: the same seed gives the same weights.

    Notes
    -----
    Source: Ribeiro, Singh & Guestrin, *"Why should I trust you?": explaining the predictions of any classifier*, 2016.
    """
    codings = [coding(scorer.known[name], frame[name][0], background) for name in scorer.features]

    def probabilities(codes: Array) -> Array:
        decoded = pl.DataFrame([entry.decode(codes[:, place]) for place, entry in enumerate(codings)])
        default = scorer.probability(decoded)
        return np.column_stack([1 - default, default])

    own = np.array([entry.own for entry in codings], dtype=np.float64)
    found = _explainer(codings, seed).explain_instance(own, probabilities, num_samples=samples)
    return Surrogate(
        weights=tuple(_weight(codings[place], float(size)) for place, size in found.local_exp[1] if size),
        fit=float(found.score),
        probability=float(found.predict_proba[1]),
        imitated=float(found.local_pred[0]),
        samples=samples,
    )


def _explainer(codings: Sequence[Coding], seed: int) -> Any:
    """Return LIME over codes: all features are categories to it, so that it needs shares instead of rows."""
    from lime.lime_tabular import LimeTabularExplainer

    return LimeTabularExplainer(
        np.zeros((1, len(codings))),
        categorical_features=range(len(codings)),
        discretize_continuous=False,
        feature_selection="none",
        random_state=seed,
        training_data_stats={
            **{name: {} for name in ("means", "mins", "maxs", "stds")},
            "feature_values": [list(range(len(entry.values))) for entry in codings],
            "feature_frequencies": [_drawn(entry) for entry in codings],
        },
    )


def _drawn(entry: Coding) -> Array:
    """Return how often each code is drawn: the applicant's own more often than in the population."""
    shares = np.array(entry.shares) / sum(entry.shares) * (1 - KEPT)
    shares[entry.own] += KEPT
    return shares


def _weight(entry: Coding, size: float) -> Weight:
    meaning = entry.entry.meaning(current())
    return Weight(entry.entry.name, meaning, entry.condition, size, "raises" if size > 0 else "lowers")
