"""What is kept with a version, in words."""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from creditworthy.cli.comparison import COMPARED, MEASURES, show_portfolio
from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import number, percent, say

__all__ = ["cell_of", "show_dossier"]

ROLES = {"champion": "champion", "challenger": "challenger"}
SHOWN = ("candidates", "importance", "applicants", "defaults", "generated", "grant_all", "decline_all")
BULKY = ("background", "scores")
"""Evidence for programs: how features and scores spread, interval by interval."""

MOST = 15
"""Features that are shown, of those that weigh most."""


def show_dossier(folder: Path, role: str, saved: Mapping[str, Any], evidence: Mapping[str, Any]) -> None:
    """Print a version's evidence.

    Parameters
    ----------
    folder : Path
        Where it is stored; its name is the version.
    role : str
        ``champion``, ``challenger`` or nothing.
    saved, evidence : mapping
        What ``scorer.json`` and ``evidence.json`` hold.
    """
    show((folder.name, "bold"), f"  {saved['candidate']}", f"  {say(ROLES.get(role, ''))}" if role else "")
    show_portfolio(evidence)
    _show_candidates(saved["candidate"], evidence)
    _show_rule(saved, evidence)
    _show_importance(evidence["importance"])
    _show_further(saved, evidence)


def cell_of(found: Mapping[str, float]) -> str:
    """Return a value with its interval.

    >>> cell_of({"value": 0.7, "low": 0.65, "high": 0.74})
    '0.7000 [0.650–0.740]'
    """
    return f"{number(found['value'], 4)} [{number(found['low'], 3)}–{number(found['high'], 3)}]"


def _show_candidates(champion: str, evidence: Mapping[str, Any]) -> None:
    title = say("The candidates, judged on {folds} folds they had not seen", folds=evidence["folds"])
    heading(f"{title} ({say('generated portfolio')})" if evidence["generated"] else title)
    rows = table(say("Candidate [95% interval]"), *(say(MEASURES[name]) for name in COMPARED))
    for name, kept in evidence["candidates"].items():
        cells = (cell_of(kept["metrics"][measure]) for measure in COMPARED)
        rows.add_row(name, *cells, style="bold" if name == champion else None)
    show_table(rows, indent=2)
    heading(say("{candidate}, the champion, in full", candidate=champion))
    rows = table(say("Measure [95% interval]"), champion)
    metrics = evidence["candidates"][champion]["metrics"]
    for name, found in metrics.items():
        rows.add_row(say(MEASURES.get(name, name)), cell_of(found))
    show_table(rows, indent=2)


def _show_rule(saved: Mapping[str, Any], evidence: Mapping[str, Any]) -> None:
    heading(say("The decision rule"))
    template = "{candidate} declines from a probability of {threshold}, the cheapest threshold on these folds"
    show(say(template, candidate=saved["candidate"], threshold=percent(saved["threshold"], 2)), indent=2)
    everyone = {"grant": number(evidence["grant_all"], 4), "decline": number(evidence["decline_all"], 4)}
    show(say("Business score of granting everyone: {grant}; of declining everyone: {decline}", **everyone), indent=2)


def _show_importance(importance: Mapping[str, float]) -> None:
    heading(say("What weighs most of {count} features, in log-odds", count=len(importance)))
    rows = table(say("Feature"), say("Mean contribution"))
    for name, weight in islice(importance.items(), MOST):
        rows.add_row(name, number(weight, 4))
    show_table(rows, indent=2)


def _show_further(saved: Mapping[str, Any], evidence: Mapping[str, Any]) -> None:
    """Print what else is kept, under the names that it has in the files."""
    heading(say("What else is kept"))
    kept = {name: found for name, found in evidence.items() if name not in (*SHOWN, *BULKY)}
    kept |= {name: saved[name] for name in ("calibration", "costs", "points", "libraries", "files") if name in saved}
    folds = {
        name: {part: found[part] for part in ("thresholds", "chosen") if part in found}
        for name, found in evidence["candidates"].items()
    }
    for line in _lines({**kept, "candidates": folds}):
        show(line, indent=2, hang=2)


def _lines(content: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _lines(value, f"{before}{name}.")
        else:
            yield f"{before}{name} = {value}"
