"""The tracking store follows the promotions: which registered version is called champion."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from creditworthy.tracking.registry import ALIAS, CHALLENGER
from creditworthy.tracking.store import connected, database_of

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

__all__ = ["follow"]


def follow(version: str, *, uri: str, tags: Mapping[str, str], model: str = "credit") -> bool:
    """Call the registered version of a scorer champion, and return whether there is one.

    Parameters
    ----------
    version : str
        The version of the scorer.
    uri : str
        ``sqlite:///`` and a path, or the address of an MLflow server. A database that is missing is not made.
    tags : Mapping[str, str]
        What the version is tagged with, such as the verdicts of its gates.
    model : str, default="credit"
        The registered model.

    Returns
    -------
    bool

    Raises
    ------
    InputError
        The store cannot be reached or written.
    """
    database = database_of(uri)
    if database and not Path(database).exists():
        return False
    with connected(uri, promoting=True) as client:
        named = client.search_model_versions(f"name='{model}'")
        registered = [one for one in named if one.tags.get("scorer_version") == version]
        if not registered:
            return False
        newest = max(registered, key=lambda one: int(one.version))
        client.set_registered_model_alias(model, ALIAS, newest.version)
        for name, value in tags.items():
            client.set_model_version_tag(model, newest.version, name, value)
        _end_challenge(client, model, registered)
    return True


def _end_challenge(client: "MlflowClient", model: str, registered: "list[ModelVersion]") -> None:
    """Take the alias of the challenger from the scorer that is the champion now."""
    aliases = client.get_registered_model(model).aliases
    if str(aliases.get(CHALLENGER)) in {str(one.version) for one in registered}:
        client.delete_registered_model_alias(model, CHALLENGER)
