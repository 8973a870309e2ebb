import polars as pl
import pytest
from polars.testing import assert_frame_equal

from creditworthy.errors import InputError
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.synthetic import generate, generate_with_truth
from creditworthy.tables.synthetic import portfolio as portfolio_module

Portfolio = dict[str, pl.DataFrame]

STEMS = {
    "application_train",
    "application_test",
    "bureau",
    "bureau_balance",
    "previous_application",
    "POS_CASH_balance",
    "installments_payments",
    "credit_card_balance",
    "sample_submission",
    "HomeCredit_columns_description",
}
CHILDREN = STEMS - {"application_train", "application_test", "sample_submission", "HomeCredit_columns_description"}


def test_the_same_seed_gives_the_same_tables() -> None:
    first, second = generate(200, seed=3), generate(200, seed=3)
    for stem in STEMS:
        assert_frame_equal(first[stem], second[stem])


def test_another_seed_gives_other_tables() -> None:
    first, second = generate(200, seed=3), generate(200, seed=4)
    assert not any(first[stem].equals(second[stem]) for stem in CHILDREN | {"application_train"})


def test_there_are_ten_tables(portfolio: Portfolio) -> None:
    assert set(portfolio) == STEMS


@pytest.mark.parametrize("table", [*home_credit().tables.values()], ids=lambda table: table.name)
def test_columns_stand_as_in_the_dictionary(portfolio: Portfolio, table) -> None:  # type: ignore[no-untyped-def]
    for stem in table.files:
        names = [name for name in table.columns if stem == table.files[0] or name != table.label]
        assert portfolio[stem].columns == names


@pytest.mark.parametrize("table", [*home_credit().tables.values()], ids=lambda table: table.name)
def test_types_values_and_ranges_are_the_dictionarys(portfolio: Portfolio, table) -> None:  # type: ignore[no-untyped-def]
    dtypes = {"integer": pl.Int64, "number": pl.Float64, "category": pl.String}
    for stem in table.files:
        frame = portfolio[stem]
        for name in frame.columns:
            column, values = table.columns[name], frame[name]
            assert values.dtype == dtypes[column.type], name
            assert not (column.required and values.has_nulls()), name
            usual = values.filter(~values.is_in(list(column.sentinels))) if column.sentinels else values
            if column.values:
                assert set(usual.drop_nulls()) <= set(column.values), name
            assert column.min is None or usual.is_empty() or usual.min() >= column.min, name  # type: ignore[operator]
            assert column.max is None or usual.is_empty() or usual.max() <= column.max, name  # type: ignore[operator]


@pytest.mark.parametrize("table", [*home_credit().tables.values()], ids=lambda table: table.name)
def test_keys_are_unique(portfolio: Portfolio, table) -> None:  # type: ignore[no-untyped-def]
    for stem in table.files:
        if table.key:
            assert portfolio[stem].select(table.key).is_unique().all()


def test_every_history_is_of_an_application(portfolio: Portfolio, applications: pl.DataFrame) -> None:
    for stem in CHILDREN - {"bureau_balance"}:
        assert portfolio[stem].join(applications, on="SK_ID_CURR", how="anti").is_empty(), stem
    assert portfolio["bureau_balance"].join(portfolio["bureau"], on="SK_ID_BUREAU", how="anti").is_empty()


def test_train_and_test_share_the_identifiers_at_random(portfolio: Portfolio) -> None:
    train, test = portfolio["application_train"]["SK_ID_CURR"], portfolio["application_test"]["SK_ID_CURR"]
    assert (len(train), len(test)) == (3440, 560)
    assert sorted([*train, *test]) == list(range(100_002, 104_002))
    assert 101_600 < test.median() < 102_400  # type: ignore[operator]
    assert portfolio["sample_submission"]["SK_ID_CURR"].equals(test)


def test_one_in_twelve_defaults(portfolio: Portfolio) -> None:
    assert portfolio["application_train"]["TARGET"].mean() == pytest.approx(0.0807, abs=0.005)


def test_the_histories_are_as_long_as_real_ones(portfolio: Portfolio) -> None:
    rows = {stem: portfolio[stem].height / 4_000 for stem in CHILDREN}
    expected = {
        "bureau": 4.8,
        "bureau_balance": 72,
        "previous_application": 4.9,
        "POS_CASH_balance": 31,
        "installments_payments": 38,
        "credit_card_balance": 10.8,
    }
    for stem, mean in expected.items():
        assert rows[stem] == pytest.approx(mean, rel=0.2), stem


def test_some_applicants_have_no_history(portfolio: Portfolio) -> None:
    shares = {stem: portfolio[stem]["SK_ID_CURR"].n_unique() / 4_000 for stem in CHILDREN - {"bureau_balance"}}
    assert shares["bureau"] == pytest.approx(6 / 7, abs=0.02)
    assert shares["previous_application"] == pytest.approx(0.95, abs=0.015)
    assert shares["credit_card_balance"] == pytest.approx(0.28, abs=0.05)


def test_a_second_application_is_the_first_ones_days_later(
    generated: tuple[Portfolio, pl.DataFrame], applications: pl.DataFrame
) -> None:
    both = applications.join(generated[1], on="SK_ID_CURR").filter(pl.col("PERSON").is_duplicated())
    later = ["DAYS_BIRTH", "DAYS_REGISTRATION", "DAYS_ID_PUBLISH"]
    pairs = both.group_by("PERSON").agg(
        pl.len(), pl.col("CODE_GENDER").n_unique(), *(pl.col(name).max() - pl.col(name).min() for name in later)
    )
    assert pairs.height == 100
    assert pairs["len"].unique().to_list() == [2]
    assert pairs["CODE_GENDER"].unique().to_list() == [1]
    assert pairs["DAYS_BIRTH"].min() >= 30  # type: ignore[operator]
    assert pairs["DAYS_BIRTH"].equals(pairs["DAYS_REGISTRATION"], check_names=False)
    assert pairs["DAYS_BIRTH"].equals(pairs["DAYS_ID_PUBLISH"], check_names=False)


def test_every_application_has_its_person(generated: tuple[Portfolio, pl.DataFrame]) -> None:
    truth = generated[1]
    assert truth.columns == ["SK_ID_CURR", "PERSON"]
    assert truth["SK_ID_CURR"].to_list() == list(range(100_002, 104_002))
    assert truth["PERSON"].n_unique() == 3_900


def test_no_identifier_occurs_in_two_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio_module, "BLOCK", 50)
    tables, truth = generate_with_truth(170, seed=6)
    assert truth["SK_ID_CURR"].to_list() == list(range(100_002, 100_172))
    assert truth["PERSON"].n_unique() == 170 - 4
    assert tables["bureau"]["SK_ID_BUREAU"].is_unique().all()
    assert tables["previous_application"]["SK_ID_PREV"].is_unique().all()
    owners = tables["POS_CASH_balance"].group_by("SK_ID_PREV").agg(pl.col("SK_ID_CURR").n_unique())
    assert owners["SK_ID_CURR"].max() == 1
    assert tables["bureau_balance"].join(tables["bureau"], on="SK_ID_BUREAU", how="anti").is_empty()


def test_the_smallest_portfolio_has_one_applicant_in_each_file() -> None:
    tables, truth = generate_with_truth(2, seed=1)
    assert (tables["application_train"].height, tables["application_test"].height, truth.height) == (1, 1, 2)


def test_one_applicant_is_too_few() -> None:
    with pytest.raises(InputError, match="1 applicants: a portfolio needs at least 2"):
        generate(1, seed=1)
