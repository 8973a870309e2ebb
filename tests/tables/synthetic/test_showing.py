import numpy as np
import pytest

from creditworthy.tables.synthetic.circumstances import Circumstances
from creditworthy.tables.synthetic.marginals import missing, shares
from creditworthy.tables.synthetic.showing import TEST, TRAIN, flagged, labelled, shown, unknown


def test_each_part_shows_its_own_distribution(circumstances: Circumstances) -> None:
    middle = shown(circumstances, "AMT_GOODS_PRICE", np.zeros(len(circumstances)))
    assert np.unique(middle[~circumstances.in_test]).tolist() == pytest.approx([450_000], rel=0.02)
    assert np.unique(middle[circumstances.in_test]).tolist() == pytest.approx([396_000], rel=0.05)


def test_the_lowest_scores_get_the_first_label(circumstances: Circumstances) -> None:
    score = circumstances["education"]
    labels = labelled(circumstances, "FLAG_OWN_CAR", score, ["Y", "N"])
    train = ~circumstances.in_test
    assert score[train & (labels == "Y")].max() < score[train & (labels == "N")].min()
    assert (labels[train] == "Y").mean() == pytest.approx(shares(TRAIN, "FLAG_OWN_CAR")["Y"], abs=0.03)


def test_labels_left_out_never_occur(circumstances: Circumstances) -> None:
    labels = labelled(circumstances, "NAME_INCOME_TYPE", circumstances["work_kind"], without=["Working"])
    assert "Working" not in set(labels)


def test_a_flag_among_some_is_raised_for_none_of_the_others(circumstances: Circumstances) -> None:
    some = circumstances["age"] > 0
    raised = flagged(circumstances, "FLAG_PHONE", circumstances["phone"], among=some)
    assert not raised[~some].any()
    assert raised[~circumstances.in_test].mean() == pytest.approx(shares(TRAIN, "FLAG_PHONE")["1"], abs=0.002)


def test_a_flag_that_never_occurs_is_raised_for_nobody(circumstances: Circumstances) -> None:
    assert not flagged(circumstances, "FLAG_PHONE", circumstances["phone"], "2").any()


def test_values_are_missing_as_often_as_in_each_part(circumstances: Circumstances) -> None:
    hidden = unknown(circumstances, "EXT_SOURCE_1", circumstances["external_1_told"])
    assert hidden[~circumstances.in_test].mean() == pytest.approx(missing(TRAIN, "EXT_SOURCE_1"), abs=0.03)
    assert hidden[circumstances.in_test].mean() == pytest.approx(missing(TEST, "EXT_SOURCE_1"), abs=0.06)
