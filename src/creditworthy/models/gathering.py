"""What is learnt from: features and outcomes of the applicants whose loans have one, folds, and groups."""

from collections.abc import Sequence

import numpy as np

from creditworthy.decision import Policy
from creditworthy.errors import InputError
from creditworthy.evaluation import folds, groups_of, persons
from creditworthy.features import build, features_of
from creditworthy.models.comparison import Data
from creditworthy.models.contender import Rows
from creditworthy.tables.dictionary import Dictionary
from creditworthy.tables.load import Tables

__all__ = ["allowed", "gather"]

_NO_LABEL = "dictionary '{name}': table {table} has no label; nothing can be learnt without one"


def allowed(dictionary: Dictionary, policy: Policy, families: Sequence[str] = ()) -> list[str]:
    """Return the features that a policy lets decide, of the usual ones and of families that are off by default."""
    known = features_of(dictionary)
    return [name for name in known.usual(families) if policy.allows(known[name].inputs)]


def gather(tables: Tables, names: Sequence[str], *, fold_count: int, seed: int) -> Data:
    """Return what contenders learn from; a feature that is the same for every applicant is left out.

    Parameters
    ----------
    tables : Tables
        Imported tables with applications whose outcome is known.
    names : sequence of str
        Features.
    fold_count, seed
        How many person-grouped folds, and the seed that draws them.
    """
    dictionary = tables.dictionary
    label = dictionary.application.label
    if label is None:
        raise InputError(_NO_LABEL, name=dictionary.name, table=dictionary.application.name)
    applications = tables.applications("train").sort(dictionary.applicant).collect()
    defaulted = applications[label].to_numpy().astype(np.int64)
    frame = build(tables, names, part="train")
    telling = tuple(name for name in names if frame[name].n_unique() > 1)  # an absent history says nothing
    known = features_of(dictionary)
    rows = Rows(
        frame.select(dictionary.applicant, *telling),
        telling,
        defaulted,
        persons(applications, dictionary),
        {name: 1 if known[name].risk == "+" else -1 for name in telling if known[name].risk},
    )
    parts = folds(defaulted, rows.persons, count=fold_count, seed=seed)
    return Data(rows, parts, groups_of(applications, dictionary))
