import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from creditworthy.models import CALIBRATIONS, Beta, Calibration, Isotonic, Platt

lawful = settings(max_examples=100, deadline=None, derandomize=True, database=None)

# At −1 a default in four, at +1 three in four: log-odds of −ln 3 and ln 3.
MARGIN = np.repeat([-1.0, 1.0], 4)
DEFAULTED = np.array([1, 0, 0, 0, 1, 1, 1, 0])
LINE = np.linspace(-8.0, 8.0, 401)


def outcomes(margin: np.ndarray, truth: Calibration, seed: int = 1) -> np.ndarray:
    """Outcomes of applicants whose true probabilities are a calibration of their log-odds."""
    return np.random.default_rng(seed).binomial(1, truth.probability(margin))


@pytest.mark.parametrize("method", CALIBRATIONS)
def test_fit_finds_the_observed_log_odds(method: str) -> None:
    found = CALIBRATIONS[method].fit(MARGIN, DEFAULTED)
    assert found.probability(MARGIN) == pytest.approx([0.25] * 4 + [0.75] * 4, abs=1e-3)
    assert found.log_odds(MARGIN) == pytest.approx([-np.log(3)] * 4 + [np.log(3)] * 4, abs=1e-2)


def test_platt_is_a_line() -> None:
    found = Platt.fit(MARGIN, DEFAULTED)
    assert found.slope == pytest.approx(np.log(3), abs=1e-3)
    assert found.intercept == pytest.approx(0.0, abs=1e-3)
    line = Platt(slope=2.0, intercept=-1.0)
    assert line.log_odds(np.array([0.5, 1.0])).tolist() == [0.0, 1.0]
    assert line.probability(np.array([0.5])).tolist() == [0.5]


def test_platt_undoes_any_straight_line() -> None:
    plain, moved = Platt.fit(MARGIN, DEFAULTED), Platt.fit(5 + 2 * MARGIN, DEFAULTED)
    assert moved.probability(5 + 2 * MARGIN) == pytest.approx(plain.probability(MARGIN), abs=1e-3)


@pytest.mark.parametrize("method", CALIBRATIONS)
def test_mean_probability_is_the_share_of_defaults(method: str) -> None:
    random = np.random.default_rng(1)
    margin, defaulted = random.normal(size=2_000), random.binomial(1, 0.08, 2_000)
    found = CALIBRATIONS[method].fit(margin, defaulted).probability(margin)
    assert found.mean() == pytest.approx(defaulted.mean(), abs=1e-3)


def test_beta_finds_two_slopes_that_a_line_cannot() -> None:
    truth = Beta(a=0.4, b=3.0, intercept=-1.0, slope=1.0)
    margin = np.random.default_rng(4).normal(size=200_000, scale=2.0)
    defaulted = outcomes(margin, truth)
    found = Beta.fit(margin, defaulted)
    assert (found.a, found.b, found.intercept) == pytest.approx((0.4, 3.0, -1.0), abs=0.05)
    inner = np.linspace(-3.0, 1.5, 50)
    off = {
        name: abs(one.fit(margin, defaulted).probability(inner) - truth.probability(inner))
        for name, one in CALIBRATIONS.items()
    }
    assert off["beta"].max() < 0.01 < off["platt"].max()


def test_beta_of_probabilities_that_come_true_changes_nothing() -> None:
    margin = np.random.default_rng(3).normal(-1.0, 1.5, size=200_000)
    found = Beta.fit(margin, outcomes(margin, Platt(1.0, 0.0)))
    assert (found.a, found.b) == pytest.approx((1.0, 1.0), abs=0.06)
    assert found.slope == pytest.approx(1.0, abs=0.02)


def test_a_slope_of_beta_that_would_be_negative_is_none() -> None:
    margin = np.random.default_rng(5).normal(size=20_000, scale=2.0)
    # Risk falls from the middle to the right: ln p would rise and −ln(1 − p) fall.
    risk = np.clip(0.5 - 0.15 * np.abs(margin - 0.5), 0.02, 0.98)
    found = Beta.fit(margin, np.random.default_rng(6).binomial(1, risk))
    assert min(found.a, found.b) == 0.0
    assert (np.diff(found.log_odds(LINE)) >= 0).all()


@pytest.mark.parametrize("method", ["beta", "isotonic"])
def test_a_model_that_ranks_upside_down_gives_everybody_the_same_probability(method: str) -> None:
    found = CALIBRATIONS[method].fit(MARGIN, DEFAULTED[::-1])
    assert found.probability(MARGIN) == pytest.approx(np.full(8, 0.5), abs=1e-9)
    assert found.slope == 1e-6


def test_isotonic_is_what_scikit_learn_predicts() -> None:
    from sklearn.isotonic import IsotonicRegression

    margin = np.random.default_rng(7).normal(size=3_000)
    defaulted = outcomes(margin, Platt(1.3, -2.0))
    steps = IsotonicRegression(out_of_bounds="clip").fit(margin, defaulted)
    found = Isotonic.fit(margin, defaulted)
    assert found.probability(LINE) == pytest.approx(np.clip(steps.predict(LINE), 1e-4, 1 - 1e-4), abs=1e-12)
    assert len(found.knots) == len(found.probabilities) < 200


def test_between_two_steps_the_ranking_stays() -> None:
    found = Isotonic.fit(np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0, 0, 1, 1]))
    assert found.probability(np.array([-0.5, 0.0, 0.5])).tolist() == [0.25, 0.5, 0.75]


@pytest.mark.parametrize(
    "found",
    [Platt(1.0, 0.0), Beta(1.0, 1.0, 0.0, 1.0), Isotonic((-1.0, 1.0), (0.0, 1.0), 1.0)],
    ids=lambda one: one.method,
)
def test_nobody_is_certain(found: Calibration) -> None:
    assert found.probability(np.array([-700.0, 700.0])).tolist() == [1e-4, 1 - 1e-4]
    assert np.isfinite(found.log_odds(np.array([-700.0, 700.0]))).all()


@pytest.mark.parametrize("method", CALIBRATIONS)
def test_a_model_that_says_nothing_gives_everybody_the_share_of_defaults(method: str) -> None:
    found = CALIBRATIONS[method].fit(np.full(100, -2.5), np.repeat([1, 0], [8, 92]))
    assert found.probability(np.array([-2.5])) == pytest.approx([0.08], abs=1e-3)


@pytest.mark.parametrize("method", CALIBRATIONS)
def test_one_applicant_has_the_bits_of_the_crowd(method: str) -> None:
    margin = np.random.default_rng(9).normal(size=500)
    found = CALIBRATIONS[method].fit(margin, outcomes(margin, Platt(1.0, -1.0)))
    for ask in (found.probability, found.log_odds):
        assert [ask(margin[[row]])[0] for row in range(500)] == ask(margin).tolist()


@pytest.mark.parametrize("method", CALIBRATIONS)
def test_the_saved_form_is_plain_json_and_leads_back(method: str) -> None:
    found = CALIBRATIONS[method].fit(MARGIN, DEFAULTED)
    saved = json.loads(json.dumps(found.saved()))
    assert saved.pop("method") == method
    assert CALIBRATIONS[method](**saved) == found


samples = st.integers(4, 60).flatmap(
    lambda count: st.tuples(
        arrays(np.float64, count, elements=st.floats(-30.0, 30.0)),
        arrays(np.int64, count, elements=st.integers(0, 1)).map(lambda labels: np.concatenate([[0, 1], labels[2:]])),
    )
)


@lawful
@pytest.mark.parametrize("method", ["beta", "isotonic"])
@given(samples)
@example((np.array([-4.0, -5.0, 0.0, 0.0]), np.array([0, 1, 0, 0])))  # Newton's method gives up on it
def test_no_method_turns_a_ranking_round(method: str, sample: tuple[np.ndarray, np.ndarray]) -> None:
    found = CALIBRATIONS[method].fit(*sample)
    margin = np.sort(np.concatenate([sample[0], LINE]))
    probability = found.probability(margin)
    assert (np.diff(found.log_odds(margin)) >= -1e-9).all()
    assert (np.diff(probability) >= -1e-12).all()
    assert 1e-4 <= probability.min() <= probability.max() <= 1 - 1e-4


@pytest.mark.parametrize("method", CALIBRATIONS)
def test_a_line_that_is_fitted_already_changes_nothing(method: str) -> None:
    margin = np.random.default_rng(4).normal(-2.0, 1.0, 500)
    defaulted = outcomes(margin, Platt(0.8, -0.3))
    once = Platt.fit(margin, defaulted)
    assert CALIBRATIONS[method].fit(margin, defaulted, once) == CALIBRATIONS[method].fit(margin, defaulted)


contributed = st.integers(1, 8).flatmap(
    lambda features: arrays(np.float64, (5, features), elements=st.floats(-3.0, 3.0, allow_subnormal=False))
)
METHODS = [
    Platt(0.8, -0.3),
    Beta(0.4, 3.0, -1.0, 1.1),
    Beta(0.0, 0.0, -2.0, 1e-6),
    Isotonic((-3.0, -2.0, -1.9, 1.0), (0.0, 0.05, 0.3, 0.3), 0.9),
]


@lawful
@pytest.mark.parametrize("found", METHODS, ids=lambda one: one.method)
@given(contributed, st.floats(-4.0, 1.0))
def test_contributions_and_base_are_the_calibrated_log_odds(
    found: Calibration, values: np.ndarray, base: float
) -> None:
    margin = base + values.sum(axis=1)
    shares = found.contributions(values, base, margin)
    both = ((values > 0).any(axis=1) & (values < 0).any(axis=1)) | (abs(values.sum(axis=1)) > 1e-9)
    sums = found.log_odds(np.array([base])) + shares.sum(axis=1)
    assert sums[both] == pytest.approx(found.log_odds(margin)[both], abs=1e-9)
    assert (np.sign(shares) * np.sign(values) >= 0).all()
