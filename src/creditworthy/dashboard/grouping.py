"""The columns of an application in groups that belong together."""

from collections.abc import Iterable

__all__ = ["GROUPS", "OTHER", "grouped"]

GROUPS = {
    "The loan": (
        "NAME_CONTRACT_TYPE",
        "AMT_CREDIT",
        "AMT_ANNUITY",
        "AMT_GOODS",
        "NAME_TYPE_SUITE",
        "WEEKDAY_",
        "HOUR_",
    ),
    "Income and work": ("AMT_INCOME", "NAME_INCOME_TYPE", "DAYS_EMPLOYED", "OCCUPATION_", "ORGANIZATION_"),
    "Person and household": (
        "CODE_GENDER",
        "DAYS_BIRTH",
        "NAME_EDUCATION",
        "NAME_FAMILY",
        "CNT_",
        "NAME_HOUSING",
        "FLAG_OWN_",
        "OWN_CAR",
    ),
    "External scores": ("EXT_SOURCE_",),
    "Region and addresses": ("REGION_", "REG_", "LIVE_"),
    "Enquiries at the credit bureau": ("AMT_REQ_CREDIT_BUREAU_",),
    "Social circle": ("OBS_", "DEF_"),
    "Contacts and documents": ("FLAG_", "DAYS_REGISTRATION", "DAYS_ID_", "DAYS_LAST_PHONE"),
    "Building": ("_AVG", "_MODE", "_MEDI"),
}
"""How the names of a group's columns begin, or, after an underscore, how they end; the first match wins."""

OTHER = "Other"


def grouped(columns: Iterable[str]) -> dict[str, list[str]]:
    """Return columns by group, in the order of the groups; a group without columns is left out.

    >>> grouped(["AMT_CREDIT", "BASEMENTAREA_AVG", "SHOE_SIZE"])
    {'The loan': ['AMT_CREDIT'], 'Building': ['BASEMENTAREA_AVG'], 'Other': ['SHOE_SIZE']}
    """
    found: dict[str, list[str]] = {group: [] for group in (*GROUPS, OTHER)}
    for name in columns:
        found[_group(name)].append(name)
    return {group: names for group, names in found.items() if names}


def _group(name: str) -> str:
    for group, parts in GROUPS.items():
        if any(name.endswith(part) if part.startswith("_") else name.startswith(part) for part in parts):
            return group
    return OTHER
