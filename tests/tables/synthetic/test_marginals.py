from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic.marginals import missing, quantiles, rates, shares


def test_columns_are_the_dictionarys() -> None:
    known = set(home_credit().table("application").columns)
    assert set(missing()) | set(rates()) <= known
    assert len(missing()) == 47


def test_shares_cover_the_category() -> None:
    column = home_credit().table("application").column("NAME_EDUCATION_TYPE")
    assert set(shares("application", "NAME_EDUCATION_TYPE")) == set(column.values)


def test_quantiles_rise() -> None:
    values = quantiles("application", "AMT_CREDIT")
    assert len(values) == 9
    assert values == sorted(values)
