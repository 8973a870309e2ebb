"""A generated portfolio on disk: written whole or not at all, and never over files that are not one."""

from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.cli.screen import progress
from creditworthy.errors import InputError
from creditworthy.language import say

if TYPE_CHECKING:
    from creditworthy.tables.synthetic.portfolio import Portfolio

__all__ = ["generate_into", "refuse_foreign"]

_NOT_GENERATED = "{path}: in the way, and not a generated portfolio; give another folder with --out"
_MIXED = (
    "{path}: holds {name}, which is not of the generated portfolio; move it away, or give another folder with --out"
)


def generate_into(target: Path, applicants: int, seed: int, file_format: str = "csv") -> int:
    """Generate a portfolio, write it into a folder with the mark of invented files, and return its rows.

    Raises
    ------
    InputError
        Where the folder holds other files, or cannot be written.
    """
    from creditworthy.tables.replacing import replacing
    from creditworthy.tables.synthetic import generate_into as generate

    refuse_foreign(target)
    rows = 0
    with progress(say("Generating"), total=applicants) as advance:

        def count(block: "Portfolio") -> None:
            nonlocal rows
            rows += sum(frame.height for frame in block.values())
            advance(sum(block[stem].height for stem in ("application_train", "application_test")))

        try:
            with replacing(target) as folder:
                generate(folder, applicants, seed, format=file_format, advance=count)
        except OSError as error:
            raise InputError("{path}: cannot be written ({why})", path=target, why=error.strerror or error) from error
    return rows


def refuse_foreign(target: Path) -> None:
    """Raise ``InputError`` unless a folder is missing, empty, or holds nothing but a generated portfolio."""
    from creditworthy.tables.mark import is_generated, strangers

    if not target.exists():
        return
    if not target.is_dir():
        raise InputError("{path}: is a file; give the name of a folder", path=target)
    held = sorted(path.name for path in target.iterdir())
    if held and not is_generated(target):
        raise InputError(_NOT_GENERATED, path=target)
    for name in strangers(target) if held else ():
        raise InputError(_MIXED, path=target, name=name)
