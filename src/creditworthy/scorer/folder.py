"""A saved scorer: a folder without pickle that is checked whenever it is read.

``scorer.json`` says everything but the model's inner numbers, which stand in the files that it names;
``evidence.json`` says how it was judged. ``scorer.json`` holds the SHA-256 of the others, and its own digest is the
scorer's version. It holds no time and no path: the same training gives the same version.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import polars as pl

from creditworthy.decision import Costs, PointScale
from creditworthy.errors import CreditworthyError, ScorerError
from creditworthy.models import CALIBRATIONS, Calibration, Encoder, load_model
from creditworthy.scorer.scorer import Scorer
from creditworthy.scorer.unseen import UNSEEN
from creditworthy.tables.dictionary import Dictionary, home_credit

__all__ = ["FORMAT", "load_scorer", "read_evidence", "read_saved", "read_unseen", "save"]

FORMAT = 4
SCORER, EVIDENCE = "scorer.json", "evidence.json"
LIBRARIES = ("creditworthy", "lightgbm", "narwhals", "numpy", "polars")


def save(scorer: Scorer, folder: Path, evidence: Mapping[str, object], unseen: pl.DataFrame | None = None) -> Scorer:
    """Write a scorer into a folder that is made for it, and return it with its version.

    Parameters
    ----------
    scorer, folder, evidence
        What is written where, and how it was judged.
    unseen : polars.DataFrame, optional
        See `scorer.unseen.unseen_rows`; serving does not need that file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scorer.model.save(folder)
    _write(folder / EVIDENCE, evidence)
    (folder / UNSEEN).unlink(missing_ok=True)  # of an earlier scorer in the same folder
    if unseen is not None:
        unseen.write_parquet(folder / UNSEEN)
    _write(folder / SCORER, _described(scorer, folder))
    return replace(scorer, version=_digest(folder / SCORER)[:12])


def load_scorer(folder: Path | str, dictionary: Dictionary | None = None) -> Scorer:
    """Read a saved scorer.

    Raises
    ------
    ScorerError
        Where the folder holds no scorer, a file is not the one that was saved, or a feature computes differently
        today than when the scorer was trained.
    """
    folder, dictionary = Path(folder), dictionary or home_credit()
    saved = _read(folder / SCORER)
    try:
        _check_files(folder, saved)
        _check_dictionary(folder, saved["dictionary"], dictionary)
        categories = {name: tuple(known) for name, known in saved["categories"].items()}
        native, offered = saved["encoding"] == "native", tuple(saved["offered"])
        encoder = Encoder(tuple(saved["features"]), categories, native=native, offered=offered)
        scorer = Scorer(
            candidate=saved["candidate"],
            encoder=encoder,
            model=load_model(folder, saved["model"]),
            calibration=_calibration(folder, saved["calibration"]),
            threshold=saved["threshold"],
            costs=Costs(**saved["costs"]),
            points=PointScale(**saved["points"]),
            review_band=saved["review_band"],
            dictionary=dictionary,
            version=_digest(folder / SCORER)[:12],
        )
        _check_features(folder, saved["features"], scorer.fingerprints)
        return scorer
    except (KeyError, TypeError, AttributeError) as error:
        if isinstance(error, CreditworthyError):
            raise
        raise ScorerError("{folder}: {file} is incomplete ({why})", folder=folder, file=SCORER, why=error) from error


def read_evidence(folder: Path) -> dict[str, Any]:
    """Return how a saved scorer was judged."""
    return _read(folder / EVIDENCE)


def read_saved(folder: Path) -> dict[str, Any]:
    """Return what ``scorer.json`` says of a saved scorer, which need not load."""
    return _read(folder / SCORER)


def read_unseen(folder: Path) -> pl.DataFrame | None:
    """Return what a saved scorer answered on rows that it had not seen; None where that was not kept.

    Raises
    ------
    ScorerError
        Where it is not what was saved.
    """
    saved = _read(folder / SCORER)
    if UNSEEN not in saved.get("files", {}) or not (folder / UNSEEN).is_file():
        return None
    _check_files(folder, saved)
    return pl.read_parquet(folder / UNSEEN)


def _described(scorer: Scorer, folder: Path) -> dict[str, object]:
    return {
        "format": FORMAT,
        "dictionary": scorer.dictionary.name,
        "candidate": scorer.candidate,
        "features": scorer.fingerprints,
        "offered": scorer.encoder.offered,
        "encoding": "native" if scorer.encoder.native else "one_hot",
        "categories": scorer.encoder.categories,
        "model": scorer.model.files,
        "calibration": scorer.calibration.saved(),
        "threshold": scorer.threshold,
        "review_band": scorer.review_band,
        "costs": asdict(scorer.costs),
        "points": asdict(scorer.points),
        "libraries": {name: installed(name) for name in LIBRARIES},
        "files": {name: _digest(folder / name) for name in _kept(scorer, folder)},
    }


def _kept(scorer: Scorer, folder: Path) -> list[str]:
    return [*scorer.model.files, EVIDENCE, *([UNSEEN] if (folder / UNSEEN).exists() else [])]


def _check_files(folder: Path, saved: Mapping[str, Any]) -> None:
    if saved["format"] != FORMAT:
        raise ScorerError(
            "{folder}: saved in format {found}, this release reads format {known}; train it again",
            folder=folder,
            found=saved["format"],
            known=FORMAT,
        )
    for name, digest in saved["files"].items():
        if name == UNSEEN and not (folder / name).exists():
            continue  # what serves may leave it out
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise ScorerError(
                "{folder}: {file} is missing or is not the file that was saved; restore it or train again",
                folder=folder,
                file=name,
            )


def _check_dictionary(folder: Path, name: str, dictionary: Dictionary) -> None:
    if name != dictionary.name:
        raise ScorerError(
            "{folder}: a scorer for the tables of '{found}', not of '{wanted}'; choose one of this lender",
            folder=folder,
            found=name,
            wanted=dictionary.name,
        )


def _check_features(folder: Path, features: Mapping[str, str], today: Mapping[str, str]) -> None:
    changed = [name for name, digest in features.items() if today[name] != digest]
    if changed:
        raise ScorerError(
            "{folder}: {count} of {all} features compute differently today than in training (first: {name}); "
            "train again with this release, or use the release that trained it",
            folder=folder,
            count=len(changed),
            all=len(features),
            name=changed[0],
        )


def _calibration(folder: Path, saved: Mapping[str, Any]) -> Calibration:
    method, numbers = saved["method"], {name: value for name, value in saved.items() if name != "method"}
    if method not in CALIBRATIONS:
        raise ScorerError(
            "{folder}: calibrated by '{method}', which this release does not know (it knows {known}); train it again, "
            "or use the release that trained it",
            folder=folder,
            method=method,
            known=", ".join(CALIBRATIONS),
        )
    return CALIBRATIONS[method](**numbers)


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=False) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScorerError(
            "{folder}: no saved scorer here ({file} cannot be read); train one with «creditworthy train»",
            folder=path.parent,
            file=path.name,
        ) from error
    except ValueError as error:
        raise ScorerError("{folder}: {file} is not valid JSON", folder=path.parent, file=path.name) from error
    if not isinstance(content, dict):
        raise ScorerError("{folder}: {file} is not a saved scorer's", folder=path.parent, file=path.name)
    return content


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
