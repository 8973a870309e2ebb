"""Two versions side by side, and who changes side between them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from creditworthy.cli.comparison import MEASURES
from creditworthy.cli.dossier import cell_of
from creditworthy.cli.screen import heading, show, show_table, table
from creditworthy.language import number, percent, say

if TYPE_CHECKING:
    from creditworthy.decision import Costs
    from creditworthy.scorer.comparing import Paired, Swapped

__all__ = ["Confronted", "confronted", "show_confronted"]


@dataclass(frozen=True)
class Confronted:
    """Two versions: each with its candidate and metrics, and what pairs say where both kept their answers."""

    versions: tuple[str, str]
    candidates: tuple[str, str]
    metrics: tuple[Mapping[str, Any], Mapping[str, Any]]
    generated: bool
    same_folds: bool
    pairs: "Paired | None"

    def content(self) -> dict[str, Any]:
        """Return it for programs."""
        sides = [
            {"version": version, "candidate": candidate, "metrics": metrics}
            for version, candidate, metrics in zip(self.versions, self.candidates, self.metrics, strict=True)
        ]
        facts = {"generated": self.generated, "same_folds": self.same_folds}
        return {"versions": sides, **facts, "paired": asdict(self.pairs) if self.pairs else None}


def confronted(one: Path, other: Path, *, costs: "Costs", seed: int) -> Confronted:
    """Compare two saved scorers by their evidence."""
    from creditworthy.scorer import read_evidence, read_saved, read_unseen
    from creditworthy.scorer.comparing import paired, same_folds

    evidence = read_evidence(one), read_evidence(other)
    candidates = str(read_saved(one)["candidate"]), str(read_saved(other)["candidate"])
    first, second = (
        kept["candidates"][candidate]["metrics"] for kept, candidate in zip(evidence, candidates, strict=True)
    )
    return Confronted(
        versions=(one.name, other.name),
        candidates=candidates,
        metrics=(first, second),
        generated=any(kept["generated"] for kept in evidence),
        same_folds=same_folds(*evidence),
        pairs=paired(read_unseen(one), read_unseen(other), costs, seed=seed),
    )


def show_confronted(found: Confronted) -> None:
    """Print the metrics side by side, the differences in pairs, and the swap set."""
    title = say("Each on the rows that it had not seen [95% interval]")
    show((f"{title} ({say('generated portfolio')})" if found.generated else title, "bold"))
    names = [f"{version} ({name})" for version, name in zip(found.versions, found.candidates, strict=True)]
    difference = [say("Difference in pairs")] if found.pairs else []
    rows = table(say("Measure"), *names, *difference)
    for name, words in MEASURES.items():
        cells = [cell_of(metrics[name]) if name in metrics else "" for metrics in found.metrics]
        rows.add_row(say(words), *cells, *([_difference(found.pairs, name)] if found.pairs else []))
    show_table(rows, indent=2)
    if found.pairs is None:
        show(say("Nothing can be said in pairs: they have no unseen applicant in common"), indent=2)
        return
    _show_pairs(found, found.pairs)


def _show_pairs(found: Confronted, pairs: "Paired") -> None:
    folds = say("the same folds") if found.same_folds else say("other folds")
    template = "In pairs: {applicants} applicants whom neither had seen, {defaults} of them defaulted; {folds}"
    shown = {"applicants": number(pairs.applicants), "defaults": number(pairs.defaults)}
    show(say(template, **shown, folds=folds), indent=2)
    heading(say("Who changes side from {one} to {other}", one=found.versions[0], other=found.versions[1]))
    columns = say("Applicants"), say("Default rate [95% interval]"), say("Cost"), say("Business score")
    rows = table("", *columns)
    for words, swapped in (
        (say("granted, then declined"), pairs.newly_declined),
        (say("declined, then granted"), pairs.newly_granted),
    ):
        rows.add_row(words, *_swapped(swapped))
    show_table(rows, indent=2)
    show(say("Cost in lost good loans: negative where the change of side saves"), indent=2)


def _difference(pairs: "Paired", name: str) -> str:
    found = pairs.differences.get(name)
    if found is None:
        return ""
    return f"{_signed(found.value, 4)} [{_signed(found.low, 3)}; {_signed(found.high, 3)}]"


def _swapped(swapped: "Swapped") -> list[str]:
    rate = swapped.rate
    told = f"{percent(rate.value)} [{percent(rate.low)}–{percent(rate.high)}]" if rate else "–"
    return [number(swapped.applicants), told, _signed(swapped.cost, 1), _signed(swapped.business_score, 4)]


def _signed(value: float, digits: int) -> str:
    written = number(value, digits)
    return f"+{written}" if value > 0 and round(value, digits) else written
