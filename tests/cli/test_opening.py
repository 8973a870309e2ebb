from pathlib import Path

import pytest

from creditworthy.cli.opening import open_here, open_scorer, part_named
from creditworthy.errors import InputError, UnknownNameError
from creditworthy.scorer import Scorer


def test_tables_of_the_settings_or_of_the_argument(project: Path, tables_folder: Path) -> None:
    assert open_here(None).origin == "data/interim/tables"
    assert open_here(tables_folder).origin == str(tables_folder)


def test_champion_or_the_scorer_of_the_argument(project: Path, scorer: Scorer) -> None:
    assert open_scorer(None).version == scorer.version
    assert open_scorer(project / "models" / scorer.version).version == scorer.version


def test_nothing_there() -> None:
    with pytest.raises(InputError, match="data/interim/tables: not a folder of imported tables"):
        open_here(None)
    with pytest.raises(InputError, match="models: no champion yet"):
        open_scorer(None)


def test_part_named() -> None:
    assert part_named("all") == "all"
    with pytest.raises(UnknownNameError, match="no part 'tets'; close names: test"):
        part_named("tets")
