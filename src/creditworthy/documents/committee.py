"""The page that a credit committee decides on: what is proposed, against what, at what cost, and for whom.

It loads nothing and holds both languages; printed, each section is a slide.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from creditworthy.documents.comparison import comparison_figure
from creditworthy.documents.curves import curves_figure
from creditworthy.documents.reliability import reliability_figure
from creditworthy.documents.sections import fairness_rows, grade_rows, sensitivity_rows, swap_rows
from creditworthy.language import number, percent, say, speaking

__all__ = ["committee_page"]

LANGUAGES = {"fr": "Français", "en": "English"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root{--ink:#1f2933;--soft:#667380;--line:#e3e7eb;--accent:#0b5cad}
*{box-sizing:border-box}
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);max-width:980px;margin:0 auto;padding:1.5rem}
h1{font-size:1.8rem;margin:0 0 .4rem}h2{font-size:1.25rem;margin:0 0 .7rem}
p{max-width:46rem;margin:.4rem 0}.soft{color:var(--soft)}
section{padding:1.6rem 0;border-bottom:1px solid var(--line)}
.generated{background:#fff6e0;border-left:4px solid #b26a00;padding:.5rem .8rem}
.facts{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
.facts div{flex:1 1 11rem;border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem}
.facts b{display:block;font-size:1.35rem}
.facts i{font:400 .85rem system-ui;white-space:nowrap}.facts small{color:var(--soft);display:block}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{text-align:left}th{font-size:.82rem;color:var(--soft)}
svg{max-width:100%;height:auto}.wide{overflow-x:auto}
.choice{position:absolute;opacity:0}nav{text-align:right}
nav label{cursor:pointer;color:var(--accent);margin-left:1rem}
main{display:none}
#fr:checked~main[lang=fr],#en:checked~main[lang=en]{display:block}
#fr:checked~nav [for=fr],#en:checked~nav [for=en]{color:var(--ink);font-weight:600}
#fr:focus-visible~nav [for=fr],#en:focus-visible~nav [for=en]{outline:2px solid var(--accent)}
.slides{max-width:1180px}.slides section{min-height:100vh;display:flex;flex-direction:column;justify-content:center}
@media print{@page{size:A4 landscape;margin:12mm}nav{display:none}section{break-after:page;border:0}}
"""


def committee_page(
    saved: Mapping[str, Any], evidence: Mapping[str, Any], version: str, *, language: str, slides: bool = False
) -> str:
    """Return the page of a saved version.

    Parameters
    ----------
    saved, evidence : mapping
        What ``scorer.json`` and ``evidence.json`` hold.
    version : str
        The version.
    language : str
        Which of the two languages is shown first.
    slides : bool
        True where each section is to fill a screen.
    """
    chosen = "".join(
        f'<input class="choice" type="radio" name="language" id="{code}"{" checked" if code == language else ""}>'
        for code in LANGUAGES
    )
    labels = "".join(f'<label for="{code}" lang="{code}">{name}</label>' for code, name in LANGUAGES.items())
    mains = []
    for code in LANGUAGES:
        with speaking(code):
            mains.append(f'<main lang="{code}">{"".join(_sections(saved, evidence, version))}</main>')
    with speaking(language):
        title = escape(say("Proposal to the credit committee: version {version}", version=version))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
        f"<body{' class=slides' if slides else ''}>{chosen}<nav>{labels}</nav>\n{chr(10).join(mains)}\n</body></html>\n"
    )


def _sections(saved: Mapping[str, Any], evidence: Mapping[str, Any], version: str) -> Iterator[str]:
    yield _section("", _proposal(saved, evidence, version), level=1)
    yield _section(say("Candidates"), comparison_figure(evidence).svg(), _selection(evidence))
    yield _section(say("What is found, what is lost"), curves_figure(evidence).svg(), _swap(evidence))
    yield _section(say("Do probabilities come true?"), reliability_figure(evidence).svg(), _grades(evidence))
    yield _section(say("If errors cost more, or less"), _table(*sensitivity_rows(evidence)))
    yield _section(say("Groups of applicants"), _fairness(evidence))
    yield _section(say("What this page does not say"), _limits(evidence))


def _section(title: str, *parts: str, level: int = 2) -> str:
    head = f"<h{level}>{escape(title)}</h{level}>" if title else ""
    return f"<section>{head}{''.join(parts)}</section>"


def _proposal(saved: Mapping[str, Any], evidence: Mapping[str, Any], version: str) -> str:
    metrics = evidence["candidates"][saved["candidate"]]["metrics"]
    threshold = evidence["threshold"]
    title = say("Proposal to the credit committee: version {version}", version=version)
    label = say("A generated portfolio: no row belongs to a person, and no figure says anything of a real one.")
    facts = [
        (say("Business score"), *_interval(metrics["business_score"]), _baselines(evidence)),
        ("AUC", *_interval(metrics["auc"]), say("of rows that the models had not seen")),
        (
            say("Threshold"),
            percent(threshold["value"], 2),
            f"[{percent(threshold['low'], 1)}–{percent(threshold['high'], 1)}]",
            say("break-even of the costs: {rate}", rate=percent(threshold["break_even"], 2)),
        ),
        (
            say("Applicants"),
            number(evidence["applicants"]),
            "",
            say("of whom {share} defaulted", share=percent(evidence["defaults"] / evidence["applicants"], 2)),
        ),
    ]
    boxes = "".join(
        f"<div><small>{escape(name)}</small><b>{escape(value)} <i>{escape(interval)}</i></b>"
        f"<small>{escape(note)}</small></div>"
        for name, value, interval, note in facts
    )
    costs = say(
        "A missed default costs {missed}, a good loan declined {lost}. Decisions are made by {candidate}.",
        missed=number(saved["costs"]["missed_default"], 0),
        lost=number(saved["costs"]["lost_good_loan"], 0),
        candidate=saved["candidate"],
    )
    generated = f'<p class="generated">{escape(label)}</p>' if evidence["generated"] else ""
    return f'<h1>{escape(title)}</h1>{generated}<p>{escape(costs)}</p><div class="facts">{boxes}</div>'


def _baselines(evidence: Mapping[str, Any]) -> str:
    everyone = {"grant": number(evidence["grant_all"], 3), "decline": number(evidence["decline_all"], 3)}
    return say("granting everyone: {grant}; declining everyone: {decline}", **everyone)


def _selection(evidence: Mapping[str, Any]) -> str:
    selection = evidence["selection"]
    if selection["best"] == selection["champion"]:
        text = say("{name} has the best business score.", name=selection["best"])
    else:
        template = "{best} has the best business score; {champion} is simpler and within one standard error of it."
        text = say(template, best=selection["best"], champion=selection["champion"])
    return f"<p>{escape(text)}</p>"


def _swap(evidence: Mapping[str, Any]) -> str:
    if "swap" not in evidence:
        return ""
    return f"<h2>{escape(say('Who changes side between the two best'))}</h2>{_table(*swap_rows(evidence))}"


def _grades(evidence: Mapping[str, Any]) -> str:
    return f"<h2>{escape(say('Grades'))}</h2>{_table(*grade_rows(evidence))}"


def _fairness(evidence: Mapping[str, Any]) -> str:
    if not evidence["fairness"]:
        return f"<p>{escape(say('The dictionary names no protected column and no age: no groups were compared.'))}</p>"
    text = say("The lowest approval rate over the highest, and the gap in approval among those who repaid.")
    return f"<p>{escape(text)}</p>{_table(*fairness_rows(evidence))}"


def _limits(evidence: Mapping[str, Any]) -> str:
    lines = [
        say("Outcomes are known of granted loans alone: of those who were declined, nobody knows what they would do."),
        say("Figures are of {folds} folds of one portfolio; another year may differ.", folds=evidence["folds"]),
        say("Costs are the lender's assumption; the section on them says how much hangs on it."),
    ]
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _interval(found: Mapping[str, float]) -> tuple[str, str]:
    value, low, high = (number(found[part], 3) for part in ("value", "low", "high"))
    return value, f"[{low}–{high}]"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><tr>{top}</tr>{body}</table></div>'
