"""What typer finds wrong with a command line, in the reader's language; which extra brings which package."""

import re

from creditworthy.language import say

__all__ = ["EXTRAS", "FAULTS", "usage"]

EXTRAS = {
    "alembic": "serve",
    "anyio": "serve",
    "cryptography": "serve",
    "fastapi": "serve",
    "httpx2": "serve",
    "sqlalchemy": "serve",
    "starlette": "serve",
    "uvicorn": "serve",
    "psycopg": "postgres",
    "fairlearn": "train",
    "imblearn": "train",
    "lime": "train",
    "matplotlib": "train",
    "mlflow": "train",
    "optuna": "train",
    "pandas": "train",
    "pandera": "train",
    "pyarrow": "train",
    "scipy": "train",
    "shap": "train",
    "sklearn": "train",
    "skops": "train",
    "xgboost": "train",
    "kaggle": "download",
    "requests": "download",
    "jinja2": "explore",
    "evidently": "monitor",
    "duckdb": "duckdb",
    "pyspark": "spark",
    "altair": "dashboard",
    "streamlit": "dashboard",
}
"""Packages that are installed with an extra only."""

FAULTS = {
    r"No such command '(?P<name>.*?)'\. Did you mean (?P<close>.*)\?": "no command '{name}'; close names: {close}",
    r"No such command '(?P<name>.*)'\.": "no command '{name}'",
    r"No such option: (?P<name>\S+) \(Possible options: (?P<close>.*)\)": "no option {name}; close names: {close}",
    r"No such option: (?P<name>\S+)": "no option {name}",
    r"Missing option '(?P<name>.*?)'\..*": "the option {name} is missing",
    r"Missing argument '(?P<name>.*?)'\..*": "the argument {name} is missing",
    r"Option '(?P<name>.*)' requires an argument\.": "the option {name} needs a value",
    r"Option '(?P<name>.*)' does not take a value\.": "the option {name} takes no value",
    r"Got unexpected extra argument(\(s\)|s)? \((?P<given>.*)\)": "too many arguments: {given}",
    r"Invalid value for '?(?P<name>.*?)'?: Input should be greater than or equal to (?P<least>\S+)": (
        "{name}: must be at least {least}"
    ),
    r"Invalid value for '?(?P<name>.*?)'?: Input should be less than or equal to (?P<most>\S+)": (
        "{name}: must be at most {most}"
    ),
    r"Invalid value for '?(?P<name>.*?)'?: Input should be a valid integer.*": "{name}: must be a whole number",
    r"Invalid value for '?(?P<name>.*?)'?: (?:Value error, )?'(?P<given>.*)' is not one of (?P<known>.*)\.": (
        "{name}: '{given}' is none of {known}"
    ),
}
"""What typer says, and what we say instead."""


def usage(message: str) -> str:
    """Return what is wrong with a command line as we would say it.

    >>> usage("No such option: --parts (Possible options: --part)")
    'no option --parts; close names: --part'
    """
    for pattern, template in FAULTS.items():
        if found := re.fullmatch(pattern, message):
            return say(template, **{name: text.replace("'", "") for name, text in found.groupdict().items()})
    return message.rstrip(".")
