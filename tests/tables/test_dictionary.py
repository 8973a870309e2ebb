from pathlib import Path

import pytest

from creditworthy.errors import InputError, UnknownNameError
from creditworthy.tables.dictionary import Column, Dictionary, Parent, home_credit, read_dictionary

LENDER = """
name = "corner"
en = "Corner lender"
fr = "Prêteur du coin"

[tables.asked]
files = ["asked"]
key = ["SK_ID_CURR"]
en = "Applications"
fr = "Demandes"
[tables.asked.columns]
SK_ID_CURR = { type = "integer", unit = "identifier", en = "Number", fr = "Numéro" }
"""


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "lender.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as raised:
        read_dictionary(path)
    return str(raised.value).replace(str(path), "lender.toml")


def test_the_reference_portfolio_has_seven_tables_the_applications_first() -> None:
    dictionary = home_credit()
    assert list(dictionary.tables) == [
        "application",
        "bureau",
        "bureau_balance",
        "previous_application",
        "POS_CASH_balance",
        "installments_payments",
        "credit_card_balance",
    ]
    assert dictionary.application is dictionary.table("application")
    assert dictionary.histories == tuple(dictionary.tables.values())[1:]
    assert (dictionary.name, dictionary.application.label) == ("home_credit", "TARGET")
    assert home_credit() is dictionary


def test_everything_is_told_in_both_languages() -> None:
    for table in home_credit().tables.values():
        for entry in (table, *table.columns.values()):
            assert entry.en, entry.name
            assert entry.fr, entry.name


def test_a_column_says_what_it_may_hold() -> None:
    assert home_credit().application.column("CODE_GENDER") == Column(
        name="CODE_GENDER",
        type="category",
        unit="category",
        en="Gender of the applicant",
        fr="Sexe du demandeur",
        values=("F", "M"),
        sentinels=("XNA",),
        protected=True,
    )


def test_sentinels_are_allowed_beside_a_closed_list_only() -> None:
    table = home_credit().application
    assert table.column("CODE_GENDER").allowed == ("F", "M", "XNA")
    assert table.column("DAYS_EMPLOYED").sentinels == (365243,)
    assert table.column("DAYS_EMPLOYED").allowed == ()


def test_meanings_are_english_unless_french_is_asked_for() -> None:
    column = home_credit().application.column("AMT_CREDIT")
    assert [column.meaning(language) for language in ("en", "fr", "de")] == [
        "Amount of the loan",
        "Montant du prêt",
        "Amount of the loan",
    ]


@pytest.mark.parametrize(
    ("table", "order"),
    [
        ("application", ("SK_ID_CURR",)),
        ("bureau", ("SK_ID_CURR", "SK_ID_BUREAU")),
        ("bureau_balance", ("SK_ID_CURR", "SK_ID_BUREAU", "MONTHS_BALANCE")),
        (
            "installments_payments",  # no key is unique: all columns
            (
                "SK_ID_CURR",
                "SK_ID_PREV",
                "NUM_INSTALMENT_VERSION",
                "NUM_INSTALMENT_NUMBER",
                "DAYS_INSTALMENT",
                "DAYS_ENTRY_PAYMENT",
                "AMT_INSTALMENT",
                "AMT_PAYMENT",
            ),
        ),
    ],
)
def test_rows_have_one_total_order(table: str, order: tuple[str, ...]) -> None:
    assert home_credit().table(table).order == order


def test_parents_say_what_becomes_of_orphans() -> None:
    assert home_credit().table("bureau_balance").parents == (Parent("bureau", "SK_ID_BUREAU", "drop"),)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"^no table 'bureaux'; close names: bureau$"):
        home_credit().table("bureaux")
    with pytest.raises(UnknownNameError, match=r"^no column of bureau 'DAY_CREDIT'; close names: DAYS_CREDIT"):
        home_credit().table("bureau").column("DAY_CREDIT")


def test_the_reference_portfolio_says_what_is_protected_and_what_a_person_is() -> None:
    dictionary = home_credit()
    assert dictionary.protected == {"application.CODE_GENDER", "application.NAME_FAMILY_STATUS"}
    assert dictionary.person == (
        ("DAYS_BIRTH", "DAYS_REGISTRATION"),
        ("DAYS_BIRTH", "DAYS_ID_PUBLISH"),
        ("CODE_GENDER",),
    )
    assert (dictionary.applicant, dictionary.features) == ("SK_ID_CURR", None)


def test_another_lender_names_its_applicants_persons_and_features(tmp_path: Path) -> None:
    own = LENDER.replace("SK_ID_CURR", "NUMBER").replace('key = ["NUMBER"]', 'key = ["NUMBER"]\nlabel = "BAD"')
    extra = """
BAD = { type = "integer", unit = "flag", required = true, values = [0, 1], en = "Default", fr = "Défaut" }
CUSTOMER = { type = "integer", unit = "identifier", protected = true, en = "Customer", fr = "Client" }
[tables.paid]
files = ["paid"]
key = ["RANK"]
en = "Payments"
fr = "Paiements"
[tables.paid.columns]
RANK = { type = "integer", unit = "rank", en = "Rank", fr = "Rang" }
NUMBER = { type = "integer", unit = "identifier", en = "Number", fr = "Numéro" }
"""
    path = tmp_path / "lender.toml"
    path.write_text(
        f'features = "of/features.py"\nperson = ["CUSTOMER", "NUMBER - BAD"]\n{own}{extra}', encoding="utf-8"
    )
    dictionary = read_dictionary(path)
    assert dictionary.features == tmp_path / "of" / "features.py"
    assert dictionary.person == (("CUSTOMER",), ("NUMBER", "BAD"))
    assert dictionary.protected == {"asked.CUSTOMER"}
    assert (dictionary.applicant, dictionary.table("paid").order) == ("NUMBER", ("NUMBER", "RANK"))


def test_another_lenders_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lender.toml"
    path.write_text(LENDER, encoding="utf-8")
    dictionary = read_dictionary(path)
    assert (dictionary.name, dictionary.fr) == ("corner", "Prêteur du coin")
    table = dictionary.application
    assert (table.files, table.key, table.label, table.parents) == (("asked",), ("SK_ID_CURR",), None, ())
    column = table.column("SK_ID_CURR")
    assert (column.required, column.values, column.sentinels, column.min, column.max) == (False, (), (), None, None)


def test_the_reference_file_can_be_read_like_any_other() -> None:
    path = Path(__file__).parents[2] / "src" / "creditworthy" / "tables" / "home_credit.toml"
    assert read_dictionary(path) == home_credit()


def test_the_toy_lender_of_these_tests_is_told_apart(toy: Dictionary) -> None:
    assert toy != home_credit()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "Invalid value (at end of document)"),
        (LENDER.replace('key = ["SK_ID_CURR"]', ""), "it lacks key"),
        ('name = "corner"', "it lacks tables"),
        (
            LENDER.replace('unit = "identifier", ', ""),
            "Column.__init__() missing 1 required positional argument: 'unit'",
        ),
        (LENDER.replace("unit =", "units ="), "column SK_ID_CURR has a field 'units' that no column has"),
        (LENDER.replace("files =", "file ="), "table asked has a field 'file' that no table has"),
        (f'persons = ["SEX"]\n{LENDER}', "it has a field 'persons' that no dictionary has"),
        ('name = "corner"\ntables = 3', "'int' object has no attribute 'items'"),
        (b"name = '\xe9'", "'utf-8' codec can't decode byte 0xe9 in position 8: invalid continuation byte"),
    ],
)
def test_what_is_no_dictionary_is_refused_in_one_sentence(tmp_path: Path, text: str | bytes, why: str) -> None:
    assert refused(tmp_path, text) == f"lender.toml: not a data dictionary ({why})"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.toml"
    with pytest.raises(InputError) as raised:
        read_dictionary(path)
    assert str(raised.value) == f"{path}: the dictionary cannot be read (No such file or directory)"


def test_a_file_that_disagrees_with_itself_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, LENDER.replace('"integer"', '"whole"')) == (
        "lender.toml: table asked, column SK_ID_CURR: no type 'whole'; give integer, number, category"
    )
