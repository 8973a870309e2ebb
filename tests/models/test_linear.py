import numpy as np

from creditworthy.models.linear import logistic, prior

RANDOM = np.random.default_rng(5)
INCOME = RANDOM.lognormal(size=(500, 1))
DEFAULTED = (np.log(INCOME[:, 0]) + RANDOM.normal(size=500) < -0.5).astype(int)


def test_the_prior_is_the_default_rate_for_everybody() -> None:
    probability = prior(1).fit(INCOME, DEFAULTED).predict_proba(np.array([[0.1], [1e9]]))[:, 1]
    assert probability.tolist() == [DEFAULTED.mean()] * 2


def test_parameters_reach_the_line() -> None:
    model = logistic(9, C=0.5)
    assert model[-1].C == 0.5
    assert model[1].random_state == 9


def test_one_huge_income_does_not_decide() -> None:
    spoilt = INCOME.copy()
    spoilt[spoilt.argmax()] = 1e12
    probe = np.quantile(INCOME, [0.1, 0.5, 0.9]).reshape(-1, 1)
    plain, robust = (logistic(1).fit(matrix, DEFAULTED).predict_proba(probe)[:, 1] for matrix in (INCOME, spoilt))
    assert np.abs(plain - robust).max() < 0.001
    assert plain[0] > plain[1] > plain[2]


def test_a_missing_value_is_the_median_and_says_so() -> None:
    matrix = np.column_stack([np.arange(200.0), np.tile([1.0, 2.0], 100)])
    matrix[:50, 0] = np.nan
    model = logistic(1, C=10.0).fit(matrix, np.repeat([1, 0], [50, 150]))
    filled = model[0].transform(np.array([[np.nan, 1.0], [7.0, 1.0]]))
    assert filled.tolist() == [[124.5, 1.0, 1.0], [7.0, 1.0, 0.0]]  # the median of 50 … 199, and the indicator
    missing, known = model.predict_proba(np.array([[np.nan, 1.0], [124.5, 1.0]]))[:, 1]
    assert missing > 0.9
    assert known < 0.1
