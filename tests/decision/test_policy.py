from creditworthy.decision import Policy
from creditworthy.tables.dictionary import home_credit

PROTECTED = home_credit().protected


def test_the_reference_portfolio_protects_sex_and_family_status_and_not_age() -> None:
    assert {"application.CODE_GENDER", "application.NAME_FAMILY_STATUS"} == PROTECTED
    assert Policy(PROTECTED).allows({"application.DAYS_BIRTH"})
    for name in PROTECTED:
        assert not Policy(PROTECTED).allows({name})


def test_one_protected_input_among_others_is_enough() -> None:
    assert not Policy(PROTECTED).allows(["application.AMT_CREDIT", "application.CODE_GENDER"])
    assert Policy(PROTECTED).allows(["application.AMT_CREDIT", "bureau.CREDIT_ACTIVE"])
    assert Policy(PROTECTED).allows([])


def test_a_lender_may_protect_other_columns() -> None:
    policy = Policy(frozenset({"application.DAYS_BIRTH"}))
    assert not policy.allows({"application.DAYS_BIRTH"})
    assert policy.allows({"application.CODE_GENDER"})


def test_nobody_goes_to_review_unless_the_lender_says_so() -> None:
    assert Policy(PROTECTED).review_band == 0.0


def test_the_usual_bounds() -> None:
    assert (Policy(PROTECTED).four_fifths, Policy(PROTECTED).equal_opportunity) == (0.8, 0.1)
