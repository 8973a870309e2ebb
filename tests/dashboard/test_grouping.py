from creditworthy.dashboard.grouping import OTHER, grouped
from creditworthy.tables.dictionary import APPLICANT, home_credit


def test_every_column_of_the_application_has_its_group() -> None:
    table = home_credit().application
    names = [name for name in table.columns if name not in (APPLICANT, table.label)]
    found = grouped(names)
    assert OTHER not in found
    assert sorted(name for group in found.values() for name in group) == sorted(names)
    assert {group: len(columns) for group, columns in found.items()} == {
        "The loan": 7,
        "Income and work": 5,
        "Person and household": 10,
        "External scores": 3,
        "Region and addresses": 9,
        "Enquiries at the credit bureau": 6,
        "Social circle": 4,
        "Contacts and documents": 29,
        "Building": 47,
    }


def test_what_is_not_known_is_other() -> None:
    assert grouped(["SHOE_SIZE"]) == {"Other": ["SHOE_SIZE"]}
