"""The peer: what the popular notebooks for this data do with pandas. One-hot, then mean, max, min, sum and variance.

python benchmarks/simple_features.py TABLES OUT.parquet

Every table is read whole, categories become columns of zeros and ones, and a ``groupby`` takes a handful of statistics
of nearly every column. Written for comparison only; nothing else here uses it.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

KEY = "SK_ID_CURR"
UNKNOWN_DAYS = 365243


def main(folder: Path, target: Path) -> None:
    frame = application(folder)
    for stem, part in PARTS.items():
        if (folder / f"{stem}.parquet").exists():
            frame = frame.join(part(folder), how="left", on=KEY)
    frame.to_parquet(target)
    print(f"{frame.shape[1] - 1} features of {len(frame):,} applicants")


def one_hot(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    words = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    wide = pd.get_dummies(frame, columns=words, dummy_na=True)
    return wide, [name for name in wide if name not in frame]


def summed_up(frame: pd.DataFrame, how: dict[str, list[str]], prefix: str) -> pd.DataFrame:
    found = frame.groupby(KEY).agg(how)
    found.columns = [f"{prefix}_{name}_{statistic}".upper() for name, statistic in found.columns]
    return found


def read(folder: Path, stem: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"{stem}.parquet")


def application(folder: Path) -> pd.DataFrame:
    parts = [
        read(folder, stem).drop(columns="TARGET", errors="ignore") for stem in ("application_train", "application_test")
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["DAYS_EMPLOYED"] = frame["DAYS_EMPLOYED"].replace(UNKNOWN_DAYS, np.nan)
    frame, _ = one_hot(frame)
    frame["EMPLOYED_SHARE"] = frame["DAYS_EMPLOYED"] / frame["DAYS_BIRTH"]
    frame["INCOME_TO_CREDIT"] = frame["AMT_INCOME_TOTAL"] / frame["AMT_CREDIT"]
    frame["INCOME_PER_PERSON"] = frame["AMT_INCOME_TOTAL"] / frame["CNT_FAM_MEMBERS"]
    frame["ANNUITY_TO_INCOME"] = frame["AMT_ANNUITY"] / frame["AMT_INCOME_TOTAL"]
    frame["PAYMENT_RATE"] = frame["AMT_ANNUITY"] / frame["AMT_CREDIT"]
    return frame


def bureau(folder: Path) -> pd.DataFrame:
    months, states = one_hot(read(folder, "bureau_balance").drop(columns=KEY))
    how = {"MONTHS_BALANCE": ["min", "max", "size"], **{name: ["mean"] for name in states}}
    per_credit = months.groupby("SK_ID_BUREAU").agg(how)
    per_credit.columns = [f"{name}_{statistic}".upper() for name, statistic in per_credit.columns]
    credits_, kinds = one_hot(read(folder, "bureau"))
    credits_ = credits_.join(per_credit, how="left", on="SK_ID_BUREAU").drop(columns="SK_ID_BUREAU")
    numbers = {
        "DAYS_CREDIT": ["min", "max", "mean", "var"],
        "DAYS_CREDIT_ENDDATE": ["min", "max", "mean"],
        "DAYS_CREDIT_UPDATE": ["mean"],
        "CREDIT_DAY_OVERDUE": ["max", "mean"],
        "AMT_CREDIT_MAX_OVERDUE": ["mean"],
        "AMT_CREDIT_SUM": ["max", "mean", "sum"],
        "AMT_CREDIT_SUM_DEBT": ["max", "mean", "sum"],
        "AMT_CREDIT_SUM_OVERDUE": ["mean"],
        "AMT_CREDIT_SUM_LIMIT": ["mean", "sum"],
        "AMT_ANNUITY": ["max", "mean"],
        "CNT_CREDIT_PROLONG": ["sum"],
        "MONTHS_BALANCE_MIN": ["min"],
        "MONTHS_BALANCE_MAX": ["max"],
        "MONTHS_BALANCE_SIZE": ["mean", "sum"],
    }
    shares = {name: ["mean"] for name in [*kinds, *(f"{name}_MEAN".upper() for name in states)]}
    found = summed_up(credits_, {**numbers, **shares}, "bureau")
    for state in ("Active", "Closed"):
        some = credits_[credits_[f"CREDIT_ACTIVE_{state}"]]
        found = found.join(summed_up(some, numbers, state), how="left")
    return found


def previous(folder: Path) -> pd.DataFrame:
    frame, kinds = one_hot(read(folder, "previous_application"))
    days = [name for name in frame if name.startswith("DAYS_") and name != "DAYS_DECISION"]
    frame[days] = frame[days].replace(UNKNOWN_DAYS, np.nan)
    frame["ASKED_TO_GIVEN"] = frame["AMT_APPLICATION"] / frame["AMT_CREDIT"]
    amounts = [
        "AMT_ANNUITY",
        "AMT_APPLICATION",
        "AMT_CREDIT",
        "AMT_DOWN_PAYMENT",
        "AMT_GOODS_PRICE",
        "RATE_DOWN_PAYMENT",
    ]
    numbers = {name: ["min", "max", "mean"] for name in [*amounts, "HOUR_APPR_PROCESS_START", "DAYS_DECISION"]}
    numbers |= {"ASKED_TO_GIVEN": ["min", "max", "mean", "var"], "CNT_PAYMENT": ["mean", "sum"]}
    found = summed_up(frame, {**numbers, **{name: ["mean"] for name in kinds}}, "previous")
    for status in ("Approved", "Refused"):
        some = frame[frame[f"NAME_CONTRACT_STATUS_{status}"]]
        found = found.join(summed_up(some, numbers, status), how="left")
    return found


def months_of_loans(folder: Path) -> pd.DataFrame:
    frame, kinds = one_hot(read(folder, "POS_CASH_balance"))
    numbers = {"MONTHS_BALANCE": ["max", "mean", "size"], "SK_DPD": ["max", "mean"], "SK_DPD_DEF": ["max", "mean"]}
    return summed_up(frame, {**numbers, **{name: ["mean"] for name in kinds}}, "pos")


def instalments(folder: Path) -> pd.DataFrame:
    frame = read(folder, "installments_payments")
    frame["PAID_SHARE"] = frame["AMT_PAYMENT"] / frame["AMT_INSTALMENT"]
    frame["UNPAID"] = frame["AMT_INSTALMENT"] - frame["AMT_PAYMENT"]
    delay = frame["DAYS_ENTRY_PAYMENT"] - frame["DAYS_INSTALMENT"]
    frame["DAYS_LATE"], frame["DAYS_EARLY"] = delay.clip(lower=0), (-delay).clip(lower=0)
    numbers = {
        "NUM_INSTALMENT_VERSION": ["nunique"],
        "DAYS_LATE": ["max", "mean", "sum"],
        "DAYS_EARLY": ["max", "mean", "sum"],
        "PAID_SHARE": ["max", "mean", "sum", "var"],
        "UNPAID": ["max", "mean", "sum", "var"],
        "AMT_INSTALMENT": ["max", "mean", "sum"],
        "AMT_PAYMENT": ["min", "max", "mean", "sum"],
        "DAYS_ENTRY_PAYMENT": ["max", "mean", "sum"],
    }
    found = summed_up(frame, numbers, "instalments")
    found["INSTALMENTS_COUNT"] = frame.groupby(KEY).size()
    return found


def cards(folder: Path) -> pd.DataFrame:
    frame, _ = one_hot(read(folder, "credit_card_balance"))
    frame = frame.drop(columns="SK_ID_PREV")
    how = {name: ["min", "max", "mean", "sum", "var"] for name in frame if name != KEY}
    return summed_up(frame, how, "cards")


PARTS = {
    "bureau": bureau,
    "previous_application": previous,
    "POS_CASH_balance": months_of_loans,
    "installments_payments": instalments,
    "credit_card_balance": cards,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
