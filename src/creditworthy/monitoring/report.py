"""The drift report: figures for programs, one page for people, and Evidently's page."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from creditworthy.errors import InputError
from creditworthy.features import Feature
from creditworthy.monitoring.comparison import PROBABILITY, Comparison
from creditworthy.monitoring.drift import Verdict, evidently_opinion
from creditworthy.monitoring.page import EVIDENTLY, labelled, page
from creditworthy.monitoring.shift import ScoreShift, Shift
from creditworthy.monitoring.sides import Side

__all__ = ["FIGURES", "INDEX", "report", "save_report"]

INDEX, FIGURES = "index.html", "drift.json"


def report(comparison: Comparison, verdicts: Mapping[str, Verdict]) -> dict[str, Any]:
    """Return a comparison as plain figures, ready for JSON; features in the order of what they may do to the score."""
    return {
        "generated": comparison.generated,
        "dictionary": comparison.dictionary,
        "model_version": comparison.version,
        "reference": _side(comparison.reference),
        "current": _side(comparison.current),
        "seed": comparison.seed,
        "chance": comparison.chance,
        "level": comparison.level,
        "alarms": comparison.count("alarm"),
        "warnings": comparison.count("warning"),
        "score": _score(comparison.score, verdicts.get(PROBABILITY)) if comparison.score else None,
        "features": [
            _feature(comparison.known[shift.name], shift, verdicts.get(shift.name)) for shift in comparison.shifts
        ],
    }


def save_report(comparison: Comparison, folder: Path) -> dict[str, Any]:
    """Write ``drift.json``, ``index.html`` (in the current language) and ``evidently.html``; return the figures.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    opinion = evidently_opinion(comparison)
    figures = report(comparison, opinion.verdicts)
    _write(folder / EVIDENTLY, labelled(opinion.html, comparison))
    _write(folder / FIGURES, json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    _write(folder / INDEX, page(comparison))
    return figures


def _side(side: Side) -> dict[str, Any]:
    return {"file": side.file, "applicants": side.applicants, "compared": side.frame.height}


def _score(score: ScoreShift, verdict: Verdict | None) -> dict[str, Any]:
    return {"level": score.level, **asdict(score), "evidently": _verdict(verdict)}


def _feature(entry: Feature, shift: Shift, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "name": shift.name,
        "en": entry.en,
        "fr": entry.fr,
        "unit": entry.unit,
        "statistic": shift.statistic,
        "value": shift.value,
        "level": shift.level,
        "importance": shift.importance,
        "index": shift.index,
        "effect": shift.effect,
        "missing": asdict(shift.missing),
        "readings": {name: asdict(reading) for name, reading in shift.readings.items()},
        "evidently": _verdict(verdict),
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    return {**asdict(verdict), "drifted": verdict.drifted} if verdict else None


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    staged = path.with_name(f".{path.name}.staged")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            staged.write_text(text, encoding="utf-8")
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as error:
        raise InputError("{path}: cannot be written ({why})", path=path, why=error.strerror or error) from error
