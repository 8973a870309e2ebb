from collections.abc import Callable

import pytest

Values = Callable[..., list[object]]
Near = Callable[[list[float | None]], list[object]]

# Twelve annuities of the first loan repay 1.2 times its amount; the second has no annuity, the third an unknown one.
LOANS: dict[str, list[object]] = {
    "AMT_CREDIT": [1000.0, 1000.0, 1000.0],
    "AMT_ANNUITY": [100.0, 0.0, None],
}
# Plausible are 8 to 50 % a year: not 6 months (less than the loan is repaid), nor 24 (2.4 ** 0.5 is 1.55), 30, 36, 42.
RATES = [0.2, 1.8 ** (2 / 3) - 1, 4.8**0.25 - 1, 5.4 ** (12 / 54) - 1, 6**0.2 - 1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("application_yearly_rate_mean", [sum(RATES) / 5, None, None]),
        ("application_yearly_rate_min", [0.2, None, None]),
        ("application_yearly_rate_max", [4.8**0.25 - 1, None, None]),
        ("application_yearly_rate_range", [4.8**0.25 - 1.2, None, None]),
        ("application_plausible_terms", [5.0, 0.0, None]),
        ("application_shortest_term", [12.0, None, None]),
        ("application_interest", [200.0, None, None]),
        ("application_interest_share", [0.2, None, None]),
    ],
)
def test_rates_are_those_of_plausible_terms(
    values: Values, near: Near, name: str, expected: list[float | None]
) -> None:
    assert values(name, application=LOANS) == near(expected)


@pytest.mark.parametrize(("months", "rate"), [(12, 0.02), (24, 0.01), (36, 0.015), (48, 0.03)])
def test_the_monthly_rate_is_the_one_that_the_annuity_was_made_of(values: Values, months: int, rate: float) -> None:
    annuity = rate / (1 - (1 + rate) ** -months)
    loans = {
        "AMT_CREDIT": [1.0, 1e9, 5e5],
        "AMT_ANNUITY": [annuity, annuity * 1e9, annuity * 5e5],
    }
    (term, *_), found = (values(f"application_{name}", application=loans) for name in ("shortest_term", "monthly_rate"))
    if term == months:
        assert found == [pytest.approx(rate, rel=1e-9)] * 3
    again = [number / (1 - (1 + number) ** -term) for number in found]  # type: ignore[operator]
    assert again == [pytest.approx(annuity, rel=1e-9)] * 3


@pytest.mark.parametrize("annuity", [1e-300, 5e-324, 1e-9, 1.0, 1e9])
def test_amounts_that_no_term_explains_have_no_rate(values: Values, annuity: float) -> None:
    loans = {"AMT_CREDIT": [0.0, 1e-300, 1e9], "AMT_ANNUITY": [annuity] * 3}
    found = values("application_monthly_rate", application=loans)
    assert all(rate is None or 0 < rate < 0.1 for rate in found)  # type: ignore[operator]
