import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import DEFAULT_RATE, Circumstances, draw_circumstances
from creditworthy.tables.synthetic.marginals import correlations


def test_one_application_in_forty_is_a_repeat(circumstances: Circumstances) -> None:
    assert len(np.unique(circumstances.person)) == 3_900
    assert (circumstances.later > 0).sum() == 100
    assert (circumstances.later[circumstances.later > 0] >= 30).all()


def test_two_applications_of_a_person_share_what_lasts(circumstances: Circumstances) -> None:
    second = np.flatnonzero(circumstances.later)
    first = [
        np.flatnonzero((circumstances.person == circumstances.person[place]) & (circumstances.later == 0))[0]
        for place in second
    ]
    for name in ("age", "sex", "income", "discipline"):
        assert (circumstances[name][second] == circumstances[name][first]).all()
    assert 0.3 < np.corrcoef(circumstances["goods"][second], circumstances["goods"][first])[0, 1] < 0.85


def test_scores_are_standard_normal_and_go_together_as_written(rng: np.random.Generator) -> None:
    names, matrix = correlations()
    c = draw_circumstances(40_000, rng)
    scores = np.array([c[name] for name in names[:-1]])
    assert scores.mean() == pytest.approx(0, abs=0.02)
    assert scores.std(axis=1) == pytest.approx(np.ones(len(scores)), abs=0.03)
    assert np.abs(np.corrcoef(scores) - matrix[:-1, :-1]).max() < 0.04


def test_the_default_rate_is_the_portfolios(rng: np.random.Generator) -> None:
    assert draw_circumstances(40_000, rng).default_chance.mean() == pytest.approx(DEFAULT_RATE, abs=0.003)


def test_whom_the_external_scores_trust_defaults_less(circumstances: Circumstances) -> None:
    trusted = circumstances["external_3"] > 1
    doubted = circumstances["external_3"] < -1
    assert circumstances.default_chance[doubted].mean() > 2.5 * circumstances.default_chance[trusted].mean()


def test_a_shock_raises_the_chance_of_default_and_shows_in_nothing_else(circumstances: Circumstances) -> None:
    shocked = circumstances["shock"] > 1
    assert circumstances.default_chance[shocked].mean() > 1.8 * circumstances.default_chance[~shocked].mean()
    assert abs(np.corrcoef(circumstances["shock"], circumstances["income"])[0, 1]) < 0.06


def test_shares_of_the_population(circumstances: Circumstances) -> None:
    assert circumstances.in_test.sum() == 560
    assert circumstances.in_bureau.mean() == pytest.approx(0.865, abs=0.02)
    assert circumstances.has_previous.mean() == pytest.approx(0.966, abs=0.01)
    assert circumstances.having("shock", 0.1).mean() == pytest.approx(0.1, abs=0.02)


def test_identifiers_go_on_after_earlier_ones(rng: np.random.Generator) -> None:
    assert draw_circumstances(3, rng, 500).sk_id_curr.tolist() == [100_502, 100_503, 100_504]


def test_two_applicants_are_one_in_train_and_one_in_test(rng: np.random.Generator) -> None:
    assert sorted(draw_circumstances(2, rng).in_test) == [False, True]
