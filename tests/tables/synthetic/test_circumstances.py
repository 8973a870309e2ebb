import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances, draw_circumstances


def test_one_application_in_forty_is_a_repeat(circumstances: Circumstances) -> None:
    assert len(np.unique(circumstances.person)) == 3_900
    assert (circumstances.later > 0).sum() == 100
    assert (circumstances.later[circumstances.later > 0] >= 30).all()


def test_two_applications_of_a_person_share_the_person(circumstances: Circumstances) -> None:
    second = np.flatnonzero(circumstances.later)
    first = [
        np.flatnonzero((circumstances.person == circumstances.person[place]) & (circumstances.later == 0))[0]
        for place in second
    ]
    for shared in (circumstances.age, circumstances.male, circumstances.income, circumstances.discipline):
        assert (shared[second] == shared[first]).all()


def test_work_and_papers_begin_after_birth(circumstances: Circumstances) -> None:
    assert (circumstances.registered < circumstances.age).all()
    assert (circumstances.identified < circumstances.age).all()
    assert (circumstances.employed < circumstances.age - 6_000).all()
    assert circumstances.employed.min() > 0


def test_shares_of_the_population(circumstances: Circumstances) -> None:
    assert circumstances.in_test.sum() == 560
    assert circumstances.pensioner.mean() == pytest.approx(0.18, abs=0.03)
    assert (circumstances.shock > 0).mean() == pytest.approx(0.125, abs=0.02)
    assert circumstances.discipline.std() == pytest.approx(1, abs=0.05)


def test_two_applicants_are_one_in_train_and_one_in_test(rng: np.random.Generator) -> None:
    assert sorted(draw_circumstances(2, rng).in_test) == [False, True]
