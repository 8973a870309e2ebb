"""What if: change a few fields of the application and see the decision, the probability and the reasons move."""

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from creditworthy.dashboard.case import Case
from creditworthy.dashboard.changes import Moved, changed, fields_of, moved, shown_value
from creditworthy.dashboard.figures.contributions import signed
from creditworthy.dashboard.figures.gauge import gauge
from creditworthy.dashboard.marks import badge, reason_list
from creditworthy.dashboard.showing import head, show_figure
from creditworthy.dashboard.wording import escaped, in_words, named
from creditworthy.errors import InputError
from creditworthy.language import current, percent, say, sentence

if TYPE_CHECKING:
    from creditworthy.messages import ExplanationAnswer
    from creditworthy.tables.dictionary import Column

__all__ = ["field_key", "moves_table", "show"]

MOST = 6
STEPS = {"currency": 1000.0, "days": 30, "count": 1}


def show(case: Case) -> None:
    """Show the page."""
    head(case)
    st.caption(say("Change what you like: nothing is stored, and the applicant's data stay as they are."))
    entered = _entered(case)
    fields = fields_of(case.table)
    for (group, names), side in zip(fields.items(), st.columns(len(fields), gap="medium"), strict=True):
        with side:
            st.markdown(f"**{say(group)}**")
            for name in names:
                _field(case, case.table.columns[name], entered)
    changes = changed(case.application, entered, case.table)
    back = say("Back to the applicant's own values")
    st.button(back, key="forget", on_click=_forget, args=(case.applicant,), disabled=not changes)
    if changes:
        _outcome(case, changes)
    else:
        st.info(say("Nothing is changed yet."))


def field_key(applicant: int, name: str) -> str:
    """Return the key of a field's widget: each applicant and language has its own, so that nothing is mixed up."""
    return f"what if {applicant} {name} {current()}"


def moves_table(pairs: list[Moved]) -> dict[str, list[str]]:
    """Return the features that moved, with value and contribution before and now."""
    return {
        say("Feature"): [escaped(pair.after.meaning) for pair in pairs],
        say("Value"): [escaped(_values(pair)) for pair in pairs],
        say("Contribution"): [
            f"{signed(pair.before.contribution)} → {signed(pair.after.contribution)}" for pair in pairs
        ],
        say("Effect of the change"): [escaped(_effect(pair)) for pair in pairs],
    }


def _entered(case: Case) -> dict[str, Any]:
    """Return what was entered for the applicant; it outlives the widgets, which a change of page takes away."""
    kept: dict[str, Any] = st.session_state.setdefault("what if", {}).setdefault(case.applicant, {})
    return kept


def _field(case: Case, column: "Column", entered: Mapping[str, Any]) -> None:
    key = field_key(case.applicant, column.name)
    if key not in st.session_state:
        own = shown_value(case.application.get(column.name), column)
        st.session_state[key] = entered.get(column.name, own)
    keep = {"key": key, "on_change": _keep, "args": (case.applicant, column.name, key)}
    if column.values:
        _choice(column, keep)
    else:
        _number(column, keep)


def _choice(column: "Column", keep: dict[str, Any]) -> None:
    options = list(column.values) if column.required else [None, *column.values]
    st.selectbox(column.meaning(current()), options, format_func=lambda content: in_words(content, column), **keep)


def _number(column: "Column", keep: dict[str, Any]) -> None:
    kind = int if column.type == "integer" else float
    low, high = (None if bound is None else kind(bound) for bound in (column.min, column.max))
    step = kind(STEPS.get(column.unit, 1))
    unknown = None if column.required else say("unknown")
    st.number_input(
        column.meaning(current()),
        min_value=low,
        max_value=high,
        step=step,
        format="%d" if kind is int else "%.10g",
        placeholder=unknown,
        **keep,
    )
    if column.unit == "days":
        st.caption(escaped(in_words(st.session_state[keep["key"]], column)))


def _keep(applicant: int, name: str, key: str) -> None:
    st.session_state["what if"][applicant][name] = st.session_state[key]


def _forget(applicant: int) -> None:
    st.session_state["what if"][applicant] = {}
    for key in [key for key in st.session_state if str(key).startswith(f"what if {applicant} ")]:
        del st.session_state[key]


def _outcome(case: Case, changes: Mapping[str, Any]) -> None:
    try:
        after = case.explain(changes)
    except InputError as error:
        st.warning(escaped(sentence(error)))
        return
    with st.container(border=True):
        _facts(case, after)
        figure = gauge(after.decision.probability, after.decision.threshold, before=case.decision.probability)
        show_figure(figure, "gauge now")
    _moves(case, after)
    st.subheader(say("Principal reasons now"), anchor=False)
    st.html(reason_list(after.decision.reasons))


def _facts(case: Case, after: "ExplanationAnswer") -> None:
    before, now = case.decision, after.decision
    sides = st.columns([5, 4, 3], vertical_alignment="center")
    arrow = '<span aria-hidden="true">→</span>'
    spoken = escape(say("Decision before and now"))
    sides[0].html(f'<div aria-label="{spoken}">{badge(before.decision)} {arrow} {badge(now.decision)}</div>')
    shown = f"{percent(before.probability)} → {percent(now.probability)}"
    sides[1].metric(say("Probability of default"), shown)
    sides[2].metric(say("Points"), f"{before.points} → {now.points}")


def _moves(case: Case, after: "ExplanationAnswer") -> None:
    st.subheader(say("What the change moves"), anchor=False)
    pairs = moved(case.explanation, after)[:MOST]
    if pairs:
        st.table(moves_table(pairs), hide_index=True, border="horizontal")
    else:
        st.caption(say("No feature of the model looks at what was changed."))


def _values(pair: Moved) -> str:
    before, now = (named(entry.value, entry.unit) for entry in (pair.before, pair.after))
    return now if before == now else f"{before} → {now}"


def _effect(pair: Moved) -> str:
    return say("▲ more risk") if pair.difference > 0 else say("▼ less risk")
