"""A request for a decision: an application and its histories, in the lender's own columns."""

from collections.abc import Callable, Iterable
from itertools import islice
from operator import attrgetter
from typing import Annotated, Any, ClassVar, LiteralString, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from creditworthy.messages.column import column_field
from creditworthy.tables.dictionary import Column, Dictionary, Table

__all__ = ["Closed", "DecisionRequest", "decision_request"]

MOST_UNKNOWN = 50
"""Unknown names that are told one by one; a flood of them would take seconds and gigabytes to tell."""

MOST_FAULTS = 50
"""Rows at fault that are told."""


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)


class Closed(_Strict):
    """An object with strict types and no names but its own."""

    @model_validator(mode="before")
    @classmethod
    def _not_flooded(cls, given: object) -> object:
        if isinstance(given, dict) and len(given) > (most := len(cls.model_fields) + MOST_UNKNOWN):
            raise PydanticCustomError("too_many_names", "too_many_names", {"names": len(given), "most": most})
        return given


class DecisionRequest(Closed):
    """What every lender's request has in common; ``decision_request`` fills in the columns."""

    application: Any
    histories: Any
    applicant: ClassVar[str]
    """The column that names the application."""

    def row(self) -> dict[str, object]:
        """Return the application as one row: every column but the label, None where it was not given."""
        return dict(vars(self.application))  # plain values: nothing is to be dumped

    def rows(self) -> dict[str, list[dict[str, object]]]:
        """Return the rows of every table that was looked up, each with the application's number.

        A table that was looked up without finding anything is an empty list; one that was not is absent.
        """
        mine = {self.applicant: getattr(self.application, self.applicant)}
        looked_up = ((table, rows) for table, rows in self.histories if rows is not None)
        return {table: [vars(row) | mine for row in rows] for table, rows in looked_up}

    @model_validator(mode="after")
    def _one_applicant(self) -> Self:
        mine = getattr(self.application, self.applicant)
        _refuse(
            _fault("other_applicant", ("histories", table, index, self.applicant), given)
            for table, rows in self.histories
            for index, row in enumerate(rows or ())
            if (given := getattr(row, self.applicant)) not in (None, mine)
        )
        return self


def decision_request(dictionary: Dictionary) -> type[DecisionRequest]:
    """Build the request model of one lender.

    Types are strict and columns closed: a column that is ``required`` in the dictionary must be given and not
    null, any other may be null or absent; the label is no column of an application. A table of ``histories``
    that is absent or null was not looked up; an empty list was, and held nothing. Of a table only the first
    faulty row is told. Building takes about a tenth of a second: do it once.

    Parameters
    ----------
    dictionary : Dictionary
        The lender's tables; column names must be fit for a pydantic field (no leading underscore).

    Examples
    --------
    >>> from creditworthy.tables.dictionary import home_credit
    >>> request = decision_request(home_credit()).model_validate({
    ...     "application": {
    ...         "NAME_CONTRACT_TYPE": "Cash loans", "DAYS_BIRTH": -12_000,
    ...         "AMT_INCOME_TOTAL": 150_000, "AMT_CREDIT": 400_000,
    ...     },
    ...     "histories": {"bureau": []},
    ... })
    >>> request.row()["AMT_CREDIT"], request.rows()
    (400000.0, {'bureau': []})
    """
    histories = _histories(dictionary)
    model = create_model(
        "DecisionRequest",
        __base__=DecisionRequest,
        __doc__="An application and the histories that were looked up for it.",
        application=(_application(dictionary), Field(description=dictionary.application.en)),
        histories=(histories, Field(default_factory=histories, description="Histories that were looked up.")),
    )
    model.applicant = dictionary.applicant
    return model


def _application(dictionary: Dictionary) -> type[BaseModel]:
    table = dictionary.application
    columns = [column for column in table.columns.values() if column.name != table.label]
    fields = {column.name: column_field(column, required=_must(column, table)) for column in columns}
    return _closed(table, fields, Closed)


def _histories(dictionary: Dictionary) -> type[BaseModel]:
    applicant = {
        dictionary.applicant: column_field(dictionary.application.column(dictionary.applicant), required=False)
    }
    fields = {}
    for table in dictionary.histories:
        own = {column.name: column_field(column, required=_must(column, table)) for column in table.columns.values()}
        row = _closed(table, applicant | own, _Strict)
        # names are counted here, as it would take time in each row; fail fast: to tell of all would take gigabytes
        few, own_key = BeforeValidator(_unflooded(row)), AfterValidator(_distinct(table.key))
        rows = Annotated[list[row], Field(fail_fast=True), few, own_key]  # type: ignore[valid-type]
        fields[table.name] = (rows | None, Field(default=None, description=table.en))
    return create_model("Histories", __base__=Closed, **fields)  # type: ignore[call-overload, no-any-return]


def _must(column: Column, table: Table) -> bool:
    # A request is about one application: its rows need not repeat which.
    return column.required and column.name != table.applicant


def _closed(table: Table, fields: dict[str, Any], base: type[BaseModel]) -> type[BaseModel]:
    name = table.name.title().replace("_", "") + "Row"
    model: type[BaseModel] = create_model(name, __base__=base, __doc__=table.en, **fields)
    return model


def _unflooded(row: type[BaseModel]) -> Callable[[object], object]:
    most = len(row.model_fields) + MOST_UNKNOWN

    def check(rows: object) -> object:
        for index, one in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(one, dict) and len(one) > most:
                _refuse([_fault("too_many_names", (index,), None, names=len(one), most=most)])
        return rows

    return check


def _distinct(key: tuple[str, ...]) -> Callable[[list[BaseModel]], list[BaseModel]]:
    value_of = attrgetter(*key) if key else None

    def check(rows: list[BaseModel]) -> list[BaseModel]:
        values = list(map(value_of, rows)) if value_of else []
        if len(set(values)) < len(values):
            first: dict[object, int] = {}
            _refuse(
                _fault(
                    "double_key", (index, key[-1]), getattr(rows[index], key[-1]), key=", ".join(key), row=first[value]
                )
                for index, value in enumerate(values)
                if first.setdefault(value, index) != index
            )
        return rows

    return check


def _refuse(faults: Iterable[InitErrorDetails]) -> None:
    # A ValidationError inside a validator is the one way to say where in the value the fault is.
    if told := list(islice(faults, MOST_FAULTS)):
        raise ValidationError.from_exception_data("request", told)


def _fault(kind: LiteralString, place: tuple[int | str, ...], given: object, **values: object) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(kind, kind, values), loc=place, input=given)
