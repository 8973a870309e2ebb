import polars as pl

from creditworthy.exploration.focus import Focus, focus_on, known, label_of
from creditworthy.language import speaking
from creditworthy.tables.dictionary import Dictionary, home_credit


def names(focus: Focus, kind: str) -> list[str]:
    return [getattr(found, "column", found).name for found in getattr(focus, kind)]


def test_the_reference_portfolio_is_looked_at_where_it_matters() -> None:
    focus = focus_on(home_credit().application)
    assert names(focus, "categories")[:3] == ["NAME_CONTRACT_TYPE", "CODE_GENDER", "NAME_EDUCATION_TYPE"]
    assert names(focus, "categories")[-1] == "ORGANIZATION_TYPE"
    assert names(focus, "boxes") == ["AMT_INCOME_TOTAL", "DAYS_BIRTH"]
    assert names(focus, "scores") == ["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3"]
    assert len(focus.correlated) == len(set(names(focus, "correlated"))) == 15


def test_another_lender_shows_the_first_of_each_kind(small: Dictionary) -> None:
    focus = focus_on(small.application)
    assert names(focus, "categories") == ["SEX"]
    assert names(focus, "boxes") == ["INCOME", "DAYS_EMPLOYED"]
    assert names(focus, "scores") == ["SCORE_A", "SCORE_B"]
    assert names(focus, "spread") == ["DAYS_EMPLOYED", "INCOME", "SCORE_A", "SCORE_B"]


def test_no_label_and_no_identifier_is_measured(small: Dictionary) -> None:
    measured = {measure.column.name for measure in focus_on(small.application).measures}
    assert measured == {"INCOME", "DAYS_EMPLOYED", "SCORE_A", "SCORE_B"}


def test_days_become_years_and_a_sentinel_is_unknown(focus: Focus) -> None:
    rows = pl.DataFrame({"DAYS_EMPLOYED": [-1461, 365243, None]})
    (measure,) = (measure for measure in focus.boxes if measure.column.name == "DAYS_EMPLOYED")
    assert rows.select(measure.values()).to_series().to_list() == [4.0, None, None]


def test_labels_are_short_names_or_the_dictionary_s(focus: Focus) -> None:
    assert [measure.label for measure in focus.boxes] == ["Income a year", "Years in the current job"]
    with speaking("fr"):
        assert focus.boxes[0].label == "Revenu annuel"


def test_any_column_has_a_label(focus: Focus) -> None:
    with speaking("fr"):
        assert label_of(focus.categories[0]) == "Sexe de l’emprunteur"
        assert label_of(focus.boxes[1].column) == "Ancienneté dans l’emploi (années)"
    assert label_of(focus.categories[0]) == "Sex"


def test_known_values_are_no_sentinels(focus: Focus) -> None:
    rows = pl.DataFrame({"SEX": ["F", "XNA", None], "INCOME": [1.0, 2.0, None]})
    assert rows.select(known(focus.categories[0])).to_series().to_list() == ["F", None, None]
    assert rows.select(known(focus.boxes[0].column)).to_series().to_list() == [1.0, 2.0, None]
