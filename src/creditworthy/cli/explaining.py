"""What «explain» can add to a decision: the waterfall as a figure, and the weights of LIME."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from creditworthy.cli.screen import heading, show, where, writing
from creditworthy.errors import InputError, ScorerError
from creditworthy.language import number, percent, say
from creditworthy.settings import settings

if TYPE_CHECKING:
    import polars as pl

    from creditworthy.explanation.drawing import Drawing
    from creditworthy.explanation.surrogate import Surrogate
    from creditworthy.scorer import Scorer

__all__ = ["Further", "check_figure", "draw", "evidence_of", "explain_further"]

SHOWN = 10


@dataclass(frozen=True)
class Further:
    """What was asked for beside the decision: where the waterfall was written, and what LIME found."""

    figure: Path | None
    surrogate: "Surrogate | None"

    def show(self) -> None:
        """Print it."""
        if self.surrogate:
            _show_lime(self.surrogate)
        if self.figure:
            where(self.figure)

    def as_json(self) -> dict[str, Any]:
        """Return it for programs; the figure is where they asked for it."""
        return {"lime": asdict(self.surrogate)} if self.surrogate else {}


def explain_further(
    scorer: "Scorer", frame: "pl.DataFrame", folder: Path | None, *, figure: Path | None = None, lime: bool = False
) -> Further:
    """Draw the waterfall of one applicant, and imitate the scorer around them, as far as asked for.

    Parameters
    ----------
    scorer, frame
        What decides, and the features of the applicant, one row.
    folder : Path, optional
        Where the scorer is saved with its statistics of the training rows; the champion by default.
    figure : Path, optional
        Figure to write, .svg or .png.
    lime : bool
        Whether LIME is asked for.

    Raises
    ------
    ScorerError
        Where LIME is asked for and the scorer was saved without statistics of its training rows.
    """
    surrogate = _imitate(scorer, frame, folder) if lime else None
    if figure:
        _draw_waterfall(scorer, frame, figure)
    return Further(figure, surrogate)


def check_figure(path: Path | None) -> None:
    """Refuse the name of a figure that is neither .svg nor .png, before anything long runs."""
    if path and path.suffix.lower() not in {".svg", ".png"}:
        raise InputError("{path}: figures are written as .svg or .png; give a name that ends so", path=path)


def draw(drawing: "Drawing", path: Path) -> None:
    """Write a figure, as SVG or PNG by the ending of its name, whole or not at all."""
    check_figure(path)
    with writing(path) as staged:
        staged.write_bytes(drawing.png() if path.suffix.lower() == ".png" else drawing.svg().encode())


def evidence_of(folder: Path | None) -> dict[str, Any]:
    """Return how a saved scorer was judged; without a folder, the champion."""
    from creditworthy.scorer import Store, read_evidence

    return read_evidence(folder or Store(settings().store).champion())


def _draw_waterfall(scorer: "Scorer", frame: "pl.DataFrame", path: Path) -> None:
    from creditworthy.explanation.figures import waterfall_figure
    from creditworthy.explanation.full import full_explanation

    draw(waterfall_figure(full_explanation(scorer, frame), threshold=scorer.threshold), path)


def _imitate(scorer: "Scorer", frame: "pl.DataFrame", folder: Path | None) -> "Surrogate":
    from creditworthy.explanation.surrogate import lime_explanation

    evidence = evidence_of(folder)
    if "background" not in evidence:
        raise ScorerError("the scorer was saved without the statistics that LIME draws from; train it again")
    return lime_explanation(scorer, frame, evidence["background"], seed=settings().seed)


def _show_lime(found: "Surrogate") -> None:
    """Print the largest weights, and how far to trust them."""
    heading(say("What weighs most around this applicant (LIME)"))
    for weight in found.weights[:SHOWN]:
        mark, colour = ("▲", "red") if weight.effect == "raises" else ("▼", "green")
        points = f"{'+' if weight.weight > 0 else '−'}{number(100 * abs(weight.weight), 2)}"
        label = say("{meaning} ({value})", meaning=weight.meaning, value=weight.condition)
        show((mark, colour), f" {points}  {label}", indent=2, hang=9)
    template = (
        "In percentage points of the probability; the imitation says {imitated} where the model, missing values "
        "filled in, says {probability} (fit R² {fit})"
    )
    told = {"imitated": percent(found.imitated), "probability": percent(found.probability)}
    show((say(template, **told, fit=number(found.fit, 2)), "dim"), indent=2)
