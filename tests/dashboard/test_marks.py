from creditworthy.dashboard.case import Case
from creditworthy.dashboard.figures.frame import LOWERS, RAISES
from creditworthy.dashboard.marks import STYLE, badge, reason_list


def contrast_on_white(colour: str) -> float:
    """WCAG's contrast ratio."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_the_decision_is_a_word_and_a_shape() -> None:
    assert ">✓ Granted<" in badge("grant")
    assert ">✕ Declined<" in badge("decline")
    assert ">◇ For review<" in badge("review")
    assert all(f".cw-{decision} {{" in STYLE for decision in ("grant", "review", "decline"))


def test_reasons_begin_with_a_shape_and_a_sign_and_are_escaped(case: Case) -> None:
    reasons = case.decision.reasons
    assert "▼ −</span>" in reason_list(reasons)
    assert "&lt;the loan&gt; lowers the risk" in reason_list(reasons)
    raised = [reasons[0].model_copy(update={"effect": "raises"})]
    assert "▲ +</span>" in reason_list(raised)


def test_colours_can_be_read_on_white() -> None:
    assert min(map(contrast_on_white, (RAISES, LOWERS))) > 4.5
