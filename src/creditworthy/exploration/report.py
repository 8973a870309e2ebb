"""The report: one page that needs nothing else, and its figures as files beside it."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

from creditworthy.errors import InputError
from creditworthy.exploration.page import Plate, Section
from creditworthy.exploration.profile import Profile, as_json
from creditworthy.exploration.sections import sections_of
from creditworthy.exploration.style import svg, titled_png
from creditworthy.exploration.words import typeset
from creditworthy.language import current, say
from creditworthy.tables.replacing import replacing

__all__ = ["PAGE", "render", "write_report"]

PAGE = "index.html"
"""The page, in the folder of a report."""
_VALUES, _FIGURES = "profile.json", "figures"
_MAKER = "creditworthy explore"
_XML = '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n'
_NOT_OURS = "{target}: in the way, and not just an earlier report; give another folder, or remove it yourself"
_CANNOT_WRITE = "{target}: the report cannot be written ({why})"


def _silent(figure: str) -> None:
    """Tell nobody that a figure is written."""


def write_report(profile: Profile, target: Path, *, advance: Callable[[str], None] = _silent) -> Path:
    """Write the report in the current language; the folder is replaced whole or stays as it was.

    Parameters
    ----------
    profile : Profile
        What is reported.
    target : Path
        The folder to make; it may be missing, empty, or an earlier report.
    advance : callable
        Is given the name of each figure once it is written.

    Returns
    -------
    Path
        The page; beside it are ``profile.json`` and the folder ``figures`` with every figure as SVG and PNG.

    Raises
    ------
    InputError
        Where the target is in the way or cannot be written.
    """
    _refuse_foreign(target)
    try:
        with replacing(target) as folder:
            _write(profile, folder, advance)
    except OSError as error:
        raise InputError(_CANNOT_WRITE, target=target, why=error.strerror or error) from error
    return target / PAGE


def render(profile: Profile, sections: tuple[Section, ...], drawings: Mapping[str, str]) -> str:
    """Return the page.

    Parameters
    ----------
    profile : Profile
        What is reported.
    sections : tuple of Section
        What the page says.
    drawings : mapping of str to str
        The SVG element of each plate, by name.
    """
    from jinja2 import Environment, StrictUndefined

    template = files(__package__).joinpath("report.html").read_text(encoding="utf-8")
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_typeset
    )
    return page.from_string(template).render(
        language=current(),
        maker=_MAKER,
        title=say("Exploration of the portfolio"),
        subtitle=profile.dictionary.fr if current() == "fr" else profile.dictionary.en,
        warning=say("Generated portfolio: no row belongs to a person, and no figure here is about real applicants.")
        if profile.generated
        else "",
        contents=say("Contents"),
        alarm=say("alarm"),
        attention=say("To look at first"),
        sections=sections,
        drawings=drawings,
    )


def _write(profile: Profile, folder: Path, advance: Callable[[str], None]) -> None:
    sections = sections_of(profile)
    drawings = {}
    for plate in (plate for section in sections for plate in section.plates):
        drawings[plate.name] = _write_figure(plate, folder / _FIGURES)
        advance(plate.name)
    (folder / PAGE).write_text(render(profile, sections, drawings), encoding="utf-8")
    values = json.dumps(as_json(profile), ensure_ascii=False, indent=1)
    (folder / _VALUES).write_text(values + "\n", encoding="utf-8")


def _write_figure(plate: Plate, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    drawn = svg(plate.figure, plate.title, plate.caption)
    (folder / f"{plate.name}.svg").write_text(_XML + drawn, encoding="utf-8")
    (folder / f"{plate.name}.png").write_bytes(titled_png(plate.figure, plate.title))
    return drawn


def _typeset(content: object) -> object:
    """Print apostrophes as the current language does, but in what is a figure already."""
    return typeset(content) if type(content) is str else content


def _refuse_foreign(target: Path) -> None:
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not _is_report(target):
        raise InputError(_NOT_OURS, target=target)


def _is_report(target: Path) -> bool:
    """Tell whether a report was written here, and nobody has put anything else into the folder."""
    page, figures = target / PAGE, target / _FIGURES
    if not page.is_file() or f'content="{_MAKER}"' not in page.read_text(encoding="utf-8", errors="replace"):
        return False
    ours = {path.name for path in target.iterdir()} <= {PAGE, _VALUES, _FIGURES}
    return ours and all(path.suffix in {".svg", ".png"} for path in figures.glob("*"))
