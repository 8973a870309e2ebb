from creditworthy.decision import Policy
from creditworthy.decision.policy import PROTECTED


def test_sex_and_family_status_are_protected_by_default_and_age_is_not() -> None:
    assert {"application.CODE_GENDER", "application.NAME_FAMILY_STATUS"} == PROTECTED
    assert Policy().allows({"application.DAYS_BIRTH"})
    for name in PROTECTED:
        assert not Policy().allows({name})


def test_one_protected_input_among_others_is_enough() -> None:
    assert not Policy().allows(["application.AMT_CREDIT", "application.CODE_GENDER"])
    assert Policy().allows(["application.AMT_CREDIT", "bureau.CREDIT_ACTIVE"])
    assert Policy().allows([])


def test_a_lender_may_protect_other_columns() -> None:
    policy = Policy(frozenset({"application.DAYS_BIRTH"}))
    assert not policy.allows({"application.DAYS_BIRTH"})
    assert policy.allows({"application.CODE_GENDER"})
