import narwhals as nw
import pytest

from creditworthy.features import FEATURES, Block, Concept, feature, summarise
from creditworthy.features.expressions import ratio
from creditworthy.features.measure import Measure, Part, Shared, Slice
from creditworthy.features.writing import measures_in, unknown_when, written

AGE = Measure("age", "days", "Age of the credit", "Âge du crédit", ("DAYS_CREDIT",), lambda: nw.col("DAYS_CREDIT") * -1)
NEW = Slice("fresh", lambda: nw.col("DAYS_CREDIT") >= -30, ("DAYS_CREDIT",), "new", "nouveaux")
KNOWN, RECENT = Shared("known", lambda: nw.col("age") + 1), Part("age", "fresh")
AMOUNT = "AMT_CREDIT_SUM"
BLOCK = Block("bureau", "bureau", columns=(AGE, NEW))


def _half() -> nw.Expr:
    return nw.col("age") * 0.5


def bureau_trial() -> nw.Expr:
    """Trial."""
    known = nw.col("AMT_CREDIT_SUM").cast(nw.Float64())
    return _half() + known.sum()


def bureau_parts() -> nw.Expr:
    """Of parts."""
    return ratio(nw.col(KNOWN.name).sum(), nw.col(RECENT.name).sum()) + nw.col(AGE.name).max() + nw.col(AMOUNT).min()


def bureau_divided() -> nw.Expr:
    """Divided by a column."""
    return ratio(nw.col("age"), "AMT_CREDIT_SUM") + ratio(nw.col("age"), AMOUNT) + ratio(nw.col("age"), nw.col("x"))


@pytest.fixture
def trial(catalogue: None) -> str:
    """A feature that is written by hand, of a helper and a local name."""
    feature(BLOCK, unit="days", fr="Essai", concept=Concept.DEBT, inputs=("age", "AMT_CREDIT_SUM"))(bureau_trial)
    return "bureau_trial"


def test_the_formula_names_columns_and_writes_helpers_out(trial: str) -> None:
    assert written(FEATURES[trial]) == "(age * 0.5) + AMT_CREDIT_SUM.sum()"


def test_what_formulae_share_is_written_out(catalogue: None) -> None:
    declare = feature(BLOCK, unit="days", fr="Essai", concept=Concept.DEBT, inputs=("age",), parts=(KNOWN, RECENT))
    declare(bureau_parts)
    assert FEATURES["bureau_parts"].parts == (KNOWN, RECENT)
    expected = "ratio((age + 1).sum(), (age where fresh).sum()) + age.max() + AMT_CREDIT_SUM.min()"
    assert written(FEATURES["bureau_parts"]) == expected


def test_a_divisor_is_written_as_its_column(catalogue: None) -> None:
    feature(BLOCK, unit="days", fr="Essai", concept=Concept.DEBT, inputs=("age",))(bureau_divided)
    expected = "ratio(age, AMT_CREDIT_SUM) + ratio(age, AMT_CREDIT_SUM) + ratio(age, x)"
    assert written(FEATURES["bureau_divided"]) == expected


def test_what_the_formula_says_of_single_rows(trial: str) -> None:
    assert measures_in(FEATURES[trial]) == {"age": AGE}


def test_a_family_is_written_as_it_was_declared(catalogue: None) -> None:
    summarise(BLOCK, AGE, by=("max",), where=NEW, concept=Concept.DEBT)
    assert written(FEATURES["bureau_fresh_age_max"]) == "max(age) where fresh"
    assert measures_in(FEATURES["bureau_fresh_age_max"]) == {"age": AGE, "fresh": NEW}


def test_names_of_columns_kept_together_are_written_out() -> None:
    name = "application_external_score_min"
    assert written(FEATURES[name]) == "min_horizontal(EXT_SOURCE_1, EXT_SOURCE_2, EXT_SOURCE_3)"


def test_when_it_is_unknown(trial: str) -> None:
    assert unknown_when(FEATURES[trial]).startswith("Unknown where no row of the applicant")
    assert "division" in unknown_when(FEATURES["application_credit_to_income"])


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_can_be_written(name: str) -> None:
    assert written(FEATURES[name])
