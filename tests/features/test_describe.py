import json

import pytest

from creditworthy.errors import UnknownNameError
from creditworthy.features import FEATURES
from creditworthy.features.describe import described, of_block


def test_everything_declared_of_a_feature_is_said() -> None:
    assert described(FEATURES["bureau_debt_to_credit"]) == {
        "name": "bureau_debt_to_credit",
        "table": "bureau",
        "unit": "ratio",
        "en": "Debt still owed on open credits, over their amount",
        "fr": "Dette restante sur les crédits en cours, rapportée à leur montant",
        "concept": "debt with other lenders",
        "risk": "+",
        "actionable": True,
        "inputs": ["bureau.AMT_CREDIT_SUM", "bureau.AMT_CREDIT_SUM_DEBT", "bureau.CREDIT_ACTIVE"],
        "family": "",
    }


def test_every_description_is_ready_for_json() -> None:
    for entry in FEATURES.values():
        assert json.loads(json.dumps(described(entry))) == described(entry)


@pytest.mark.parametrize(("name", "blocks"), [("installments", 1), ("installments_payments", 4)])
def test_a_block_is_found_by_its_prefix_and_all_of_a_table_by_its_name(name: str, blocks: int) -> None:
    found = of_block(name)
    assert {entry.block.table for entry in found} == {"installments_payments"}
    assert len({entry.block.name for entry in found}) == blocks
    assert found == [entry for entry in FEATURES.values() if entry in found]


def test_what_is_made_of_several_tables_is_found_by_its_prefix() -> None:
    assert {entry.block.table for entry in of_block("combined")} == {None}


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"^no table 'instalments'; close names: installments,"):
        of_block("instalments")
