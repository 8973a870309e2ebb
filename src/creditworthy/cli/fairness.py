"""How decisions treat groups of applicants, in words: how far they differ, and every group in full."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import category, number, percent, say

if TYPE_CHECKING:
    from creditworthy.decision import Policy

__all__ = ["show_disparities", "show_fairness", "show_price"]


def show_disparities(fairness: Mapping[str, Any], policy: "Policy") -> None:
    """Print how far the groups of each attribute are apart, and which bounds of the policy are not kept."""
    if not fairness:
        return
    heading(say("Groups of applicants: who is approved least, and most"))
    rows = table(say("Attribute"), say("Approval"), say("Ratio"), say("Gap among those who repaid"))
    for name, one in fairness.items():
        rows.add_row(_attribute(name), *_apart(one))
    show_table(rows, indent=2)
    _show_breaches(fairness, policy)
    show((say("Every group: {command}", command="creditworthy check fairness"), "dim"), indent=2)


def show_fairness(fairness: Mapping[str, Any], policy: "Policy") -> None:
    """Print every group of every attribute, and which bounds of the policy are not kept."""
    for name, one in fairness.items():
        heading(_attribute(name))
        _show_groups(one["groups"])
        for group, count in one["too_small"].items():
            template = "{group}: {count} applicants, too few to say anything"
            show(say(template, group=_members(group), count=count), indent=2)
    show("")
    _show_breaches(fairness, policy)


def _show_groups(groups: Mapping[str, Any]) -> None:
    """Print who the groups are, and how they were decided on: two tables, as one is too wide for a terminal."""
    who = table(say("Group"), say("Applicants"), say("Points"), say("Predicted"), say("Observed"))
    how = table(say("Group"), say("Approval"), say("Defaults declined"), say("Good loans declined"))
    for group, found in groups.items():
        name, observed = _members(group), _rate(found["observed"])
        who.add_row(name, number(found["applicants"]), number(found["points"]), percent(found["predicted"]), observed)
        how.add_row(name, *(_rate(found[rate]) for rate in ("approval_rate", "recall", "false_positive_rate")))
    if groups:
        show_table(who, indent=2)
        show("")
        show_table(how, indent=2)


def show_price(price: Mapping[str, Any]) -> None:
    """Print what the champion loses by not looking at each protected column."""
    heading(say("The price of the policy: what the champion loses by what it does not look at"))
    rows = table(say("Left out"), say("Features"), say("Business score"), say("AUC"))
    for column, one in price.items():
        name = say("everything protected") if column == "everything" else column
        rows.add_row(name, number(one["features"]), *(_gain(one[key]) for key in ("business_score", "auc")))
    if price:
        show_table(rows, indent=2)
    else:
        show(say("No feature is made of a protected column, so leaving them out costs nothing."), indent=2)


def _gain(found: Mapping[str, float]) -> str:
    return f"{number(found['value'], 4)} [{number(found['low'], 4)}–{number(found['high'], 4)}]"


def _show_breaches(fairness: Mapping[str, Any], policy: "Policy") -> None:
    from creditworthy.evaluation import breaches

    found = breaches(fairness, policy)
    for sentence in found:
        show((sentence, "bold"), indent=2, hang=2)
    if not found:
        show(say("The bounds of the policy on protected groups are kept."), indent=2)


def _attribute(name: str) -> str:
    one, by, other = name.partition(" by ")
    return say("{one} by {other}", one=one, other=_word(other)) if by else _word(name)


def _word(name: str) -> str:
    return say("age") if name == "age" else name


def _members(group: str) -> str:
    """Return a group, or one of each of two attributes, as a person would say it."""
    return category(group) if group.count(", ") != 1 else ", ".join(map(category, group.split(", ")))


def _apart(one: Mapping[str, Any]) -> list[str]:
    ratio, gap = one["four_fifths"], one["equal_opportunity"]
    if not ratio:
        return [say("not compared"), "", ""]
    rates = [(name, one["groups"][name]["approval_rate"]["value"]) for name in (ratio["least"], ratio["most"])]
    approval = " – ".join(f"{_members(name)} {percent(rate)}" for name, rate in rates)
    return [approval, _between(ratio), _between(gap)]


def _rate(found: Mapping[str, float] | None) -> str:
    """Return a share in percent; of its interval, the sign need not be said again."""
    if not found:
        return "-"
    low, high = (number(100.0 * found[end], 1) for end in ("low", "high"))
    return f"{percent(found['value'])} [{low}–{high}]"


def _between(found: Mapping[str, Any] | None) -> str:
    return f"{number(found['value'], 2)} [{number(found['low'], 2)}–{number(found['high'], 2)}]" if found else "-"
