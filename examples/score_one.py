"""Decide on one invented applicant: ``python examples/score_one.py [STORE]``.

STORE is the folder that ``creditworthy train`` keeps its scorers in, ``models`` by default.
"""
# ruff: noqa: T201 - a script prints

import sys
from pathlib import Path

import creditworthy as cw
from creditworthy.answering import answer
from creditworthy.scorer import Store

APPLICATION = {
    "NAME_CONTRACT_TYPE": "Cash loans",
    "AMT_CREDIT": 450_000,
    "AMT_ANNUITY": 24_000,
    "AMT_GOODS_PRICE": 400_000,
    "AMT_INCOME_TOTAL": 160_000,
    "DAYS_BIRTH": -13_500,  # days before the application
    "DAYS_EMPLOYED": -2_100,
    "EXT_SOURCE_2": 0.48,
    "EXT_SOURCE_3": 0.61,
}
LOAN_ELSEWHERE = {
    "SK_ID_BUREAU": 5_000_001,
    "CREDIT_ACTIVE": "Active",
    "CREDIT_TYPE": "Consumer credit",
    "DAYS_CREDIT": -420,
    "AMT_CREDIT_SUM": 90_000,
    "AMT_CREDIT_SUM_DEBT": 35_000,
    "CREDIT_DAY_OVERDUE": 0,
}
HISTORIES = {"bureau": [LOAN_ELSEWHERE], "previous_application": []}  # none with this lender; the rest not looked up


def main(store: Path) -> None:
    """Load the champion of a store, decide, and say why."""
    scorer = cw.load(Store(store).champion())
    decision = scorer.score(APPLICATION, HISTORIES)
    print(f"{decision.decision}: probability of default {decision.probability:.1%}, {decision.points} points")
    for reason in answer(scorer, APPLICATION, HISTORIES, "en").reasons:
        print("-", reason.text)
    print("not looked up:", ", ".join(decision.incomplete))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "models"))
