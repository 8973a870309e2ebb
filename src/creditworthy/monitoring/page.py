"""The page that people open first: the score, the features in the order of what they may do to it, small figures.

It loads nothing: styles and figures are in it, and its security policy forbids the rest.
"""

from html import escape

from creditworthy.language import current, number, percent, say
from creditworthy.monitoring.comparison import PROBABILITY, Comparison
from creditworthy.monitoring.distances import missing_share
from creditworthy.monitoring.histogram import histogram
from creditworthy.monitoring.monitor import MONITORS, Level
from creditworthy.monitoring.shift import INDEX, Pair, ScoreShift, Shift

__all__ = ["EVIDENTLY", "drawn", "labelled", "page"]

EVIDENTLY = "evidently.html"

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# Evidently's page draws itself with the script that is in it.
SCRIPTED = POLICY + "; script-src 'unsafe-inline'; font-src data:; img-src data: blob:"
STYLE = """
:root{--ink:#1f2933;--soft:#667380;--line:#e3e7eb;--ref:#c3ccd5;--cur:#0b5cad;--ok:#2f7d4f;--warning:#b26a00;--alarm:#b3261e}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);max-width:1080px;margin:2.5rem auto;padding:0 1.5rem}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
p{margin:.3rem 0;max-width:46rem}.soft,small{color:var(--soft)}small{display:block;font-size:.8rem}
.generated{background:#fff6e0;border-left:4px solid var(--warning);padding:.5rem .8rem;margin:0 0 1.2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:right;padding:.5rem .6rem;border-bottom:1px solid var(--line)}
th{font-weight:600;font-size:.82rem;color:var(--soft);vertical-align:bottom}td{vertical-align:middle;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal;overflow-wrap:anywhere}
.features :is(th,td):nth-child(2){text-align:left}.score{max-width:46rem}
.ok{color:var(--ok)}.warning{color:var(--warning);font-weight:600}.alarm{color:var(--alarm);font-weight:700}
svg{display:block}svg text{font:9.5px system-ui,sans-serif;fill:var(--soft)}
.r{fill:var(--ref)}.c{stroke:var(--cur);stroke-width:2;fill:none}
.key i{display:inline-block;width:1.1em;margin:0 .3em 0 1em}
.key .kr{height:.7em;background:var(--ref)}.key .kc{border-top:2px solid var(--cur);vertical-align:.25em}
.wide{overflow-x:auto}
"""
MARKS: dict[Level, str] = {"ok": "●", "warning": "▲", "alarm": "■"}


def page(comparison: Comparison) -> str:
    """Return the page in the current language."""
    reference, now = comparison.reference, comparison.current
    title = say("Drift of {current} against {reference}", current=now.file, reference=reference.file)
    body = [
        _generated(comparison),
        f"<h1>{escape(title)}</h1>",
        _paragraph(_summary(comparison)),
        _paragraph(f"{drawn(comparison)} {_chance(comparison)}", "soft"),
        _score(comparison, comparison.score)
        if comparison.score
        else _paragraph(say("No scorer: the features alone are compared.")),
        _features(comparison),
        _reading(),
        f'<p><a href="{EVIDENTLY}">{escape(say("Evidently’s report on the same rows"))}</a></p>',
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{current()}"><head><meta charset="utf-8">{_head(title, POLICY)}'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>\n'
        f"<body>\n{chr(10).join(body)}\n</body></html>\n"
    )


def labelled(html: str, comparison: Comparison) -> str:
    """Return Evidently's page with a title, a policy that forbids it to load anything, and the label if invented."""
    title = f"Evidently · {comparison.current.file} / {comparison.reference.file}"
    label = f"<style>.generated{{font:15px sans-serif;padding:10px;background:#fff6e0}}</style>{_generated(comparison)}"
    head, rest = html.split("<head>", 1)
    # The page's scripts hold markup in strings: the end of the head is the last thing before the body begins.
    before, body = rest.split("<body>", 1)
    return f"{head}<head>{_head(title, SCRIPTED)}{before}<body>{label if comparison.generated else ''}{body}"


def _head(title: str, policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(title)}</title>'


def _generated(comparison: Comparison) -> str:
    if not comparison.generated:
        return ""
    return _paragraph(
        say("Generated portfolio: these applicants are invented, and so is every figure here."), "generated"
    )


def _summary(comparison: Comparison) -> str:
    found = say(
        "Features: {ok} ok, {warnings} on warning, {alarms} on alarm.",
        ok=comparison.count("ok"),
        alarms=comparison.count("alarm"),
        warnings=comparison.count("warning"),
    )
    return f"{found} {say('The score: {level}.', level=say(comparison.score.level))}" if comparison.score else found


def drawn(comparison: Comparison) -> str:
    """Say how many applicants of which file were compared."""
    reference, now = comparison.reference, comparison.current
    return say(
        "Compared: {current} of {all_current} applicants of {current_file} with {reference} of {all_reference} of "
        "{reference_file} (the reference), drawn with seed {seed}.",
        current=number(now.frame.height),
        all_current=number(now.applicants),
        current_file=now.file,
        reference=number(reference.frame.height),
        all_reference=number(reference.applicants),
        reference_file=reference.file,
        seed=comparison.seed,
    )


def _chance(comparison: Comparison) -> str:
    return say(
        "By chance alone, an index of about {index} is to be expected of so many.", index=number(comparison.chance, 3)
    )


def _score(comparison: Comparison, score: ScoreShift) -> str:
    before, now = comparison.reference.frame[PROBABILITY], comparison.current.frame[PROBABILITY]
    declined = say("Declined at a threshold of {threshold}", threshold=percent(score.threshold))
    distances = {name: f"{number(found.value, 3)} {_level(found.level)}" for name, found in score.readings.items()}
    rows = [
        _cells(escape(say("Mean probability of default")), *_pair(score.mean, 2), ""),
        _cells(escape(declined), *_pair(score.declined), ""),
        _cells(escape(say("Stability index")), "", "", distances["population_stability"]),
        _cells(escape(say("Kolmogorov–Smirnov distance")), "", "", distances["kolmogorov_smirnov"]),
    ]
    heads = [say("Model {version}", version=comparison.version), say("Reference"), say("Current"), say("Distance")]
    trained = say("The model was trained on the reference: a little of this distance would be there without any drift.")
    return (
        f"<h2>{escape(say('The score'))}</h2>{histogram(before, now, 'share')}{_key()}"
        f"{_table('score', heads, rows)}{_paragraph(trained, 'soft')}"
    )


def _features(comparison: Comparison) -> str:
    heads = [
        say("Feature"),
        say("Reference and current"),
        say("Missing"),
        say("Stability index"),
        say("Level"),
        say("Importance"),
        say("Effect"),
    ]
    rows = [_feature(shift, comparison) for shift in comparison.shifts]
    return f"<h2>{escape(say('The features'))}</h2>{_key()}{_table('features', heads, rows)}"


def _feature(shift: Shift, comparison: Comparison) -> str:
    entry = comparison.known[shift.name]
    before, now = comparison.reference.frame[shift.name], comparison.current.frame[shift.name]
    known = shift.importance is not None
    return _cells(
        f"{escape(entry.meaning(current()))}<small>{shift.name}</small>",
        histogram(before, now, entry.unit),
        " → ".join(_pair(shift.missing)),
        number(shift.index, 3),
        _level(shift.level),
        number(shift.importance or 0.0, 3) if known else "–",
        number(shift.effect, 4) if known else "–",
    )


def _reading() -> str:
    index, missing = MONITORS[INDEX], MONITORS[missing_share.__name__]
    lines = [
        say(
            "The population stability index compares the shares of the same bins, missing values being one of them: it "
            "warns from {warn} and alarms from {alarm}. So does the share of missing values where it moves by "
            "{some} or by {much}. Neither grows with the number of applicants; the graver one gives the level.",
            warn=number(index.warn, 2),
            alarm=number(index.alarm, 2),
            some=percent(missing.warn, 0),
            much=percent(missing.alarm, 0),
        ),
        say(
            "Importance is what a feature moves the log-odds of default by, on average. Effect is importance × index: "
            "what the shift may do to the score; the table begins with the largest."
        ),
        say(
            "Evidently compares known values only, with the Wasserstein distance of numbers and the Jensen–Shannon "
            "distance of categories: it may judge differently where a few extreme or the missing values moved."
        ),
    ]
    return f"<h2>{escape(say('How to read this'))}</h2>" + "".join(_paragraph(line, "soft") for line in lines)


def _level(level: Level) -> str:
    return f'<span class="{level}">{MARKS[level]} {escape(say(level))}</span>'


def _pair(pair: Pair, digits: int = 1) -> tuple[str, str]:
    return percent(pair.reference, digits), percent(pair.current, digits)


def _key() -> str:
    before, now = escape(say("reference")), escape(say("current"))
    return f'<p class="key soft"><i class="kr"></i>{before}<i class="kc"></i>{now}</p>'


def _table(kind: str, heads: list[str], rows: list[str]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    return f'<div class="wide"><table class="{kind}"><tr>{head}</tr>{"".join(rows)}</table></div>'


def _cells(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"
