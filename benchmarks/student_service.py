"""The usual student service, a peer of the benchmark: FastAPI, joblib, pandas, LightGBM and a SHAP explainer.

python benchmarks/student_service.py TABLES FOLDER trains it on imported tables and saves the model with joblib;
STUDENT=FOLDER uvicorn --app-dir benchmarks student_service:create --factory serves POST /predict. Categories one-hot,
every history grouped by applicant with the well-known mean, max, min, sum and variance, and its number of rows; the
months of the bureau are grouped by credit first. The explainer is made once, and asked for each request.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import shap
from fastapi import FastAPI
from lightgbm import LGBMClassifier
from pydantic import BaseModel

APPLICANT = "SK_ID_CURR"
STATISTICS = ["mean", "max", "min", "sum", "var"]
HISTORIES = ("previous_application", "POS_CASH_balance", "installments_payments", "credit_card_balance")
MOST = 6
THRESHOLD = 1 / 11


class Application(BaseModel):
    application: dict[str, Any]
    histories: dict[str, list[dict[str, Any]]]


def features(application: pd.DataFrame, histories: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row of numbers an applicant."""
    frame = one_hot(application).set_index(APPLICANT)
    frame["CREDIT_INCOME_PERCENT"] = frame["AMT_CREDIT"] / frame["AMT_INCOME_TOTAL"]
    frame["ANNUITY_INCOME_PERCENT"] = frame["AMT_ANNUITY"] / frame["AMT_INCOME_TOTAL"]
    frame["CREDIT_TERM"] = frame["AMT_ANNUITY"] / frame["AMT_CREDIT"]
    frame["DAYS_EMPLOYED_PERCENT"] = frame["DAYS_EMPLOYED"] / frame["DAYS_BIRTH"]
    months = grouped(histories["bureau_balance"].drop(columns=APPLICANT, errors="ignore"), "SK_ID_BUREAU", "month")
    bureau = histories["bureau"].merge(months, how="left", left_on="SK_ID_BUREAU", right_index=True)
    blocks = [grouped(bureau.drop(columns="SK_ID_BUREAU"), APPLICANT, "bureau")]
    for name in HISTORIES:
        rows = histories[name].drop(columns=["SK_ID_PREV", "SK_ID_BUREAU"], errors="ignore")
        blocks.append(grouped(rows, APPLICANT, name))
    return frame.join(blocks)


def grouped(rows: pd.DataFrame, by: str, prefix: str) -> pd.DataFrame:
    """Return the statistics of every column by applicant or by credit."""
    found = one_hot(rows).groupby(by).agg(STATISTICS)
    found.columns = [f"{prefix}_{column}_{statistic}" for column, statistic in found.columns]
    return pd.concat([found, rows.groupby(by).size().rename(f"{prefix}_count")], axis=1)


def one_hot(rows: pd.DataFrame) -> pd.DataFrame:
    names = [name for name in rows.columns if not pd.api.types.is_numeric_dtype(rows[name])]
    return pd.get_dummies(rows, columns=names, dtype=np.float64)


def tidy(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def train(tables: Path, folder: Path, trees: int = 500, leaves: int = 12) -> None:
    application = pd.read_parquet(tables / "application_train.parquet")
    names = ("bureau", "bureau_balance", *HISTORIES)
    histories = {name: pd.read_parquet(tables / f"{name}.parquet") for name in names}
    target = application.set_index(APPLICANT)["TARGET"]
    frame = features(application.drop(columns="TARGET"), histories)
    frame.columns = [tidy(name) for name in frame.columns]
    model = LGBMClassifier(n_estimators=trees, num_leaves=leaves, learning_rate=0.03, n_jobs=1, verbose=-1)
    model.fit(frame, target.loc[frame.index])
    folder.mkdir(parents=True, exist_ok=True)
    # A column that the request does not name is unknown; its type is that of the table.
    schema = {name: rows.head(0) for name, rows in histories.items()}
    schema["application"] = application.drop(columns="TARGET").head(0)
    joblib.dump({"model": model, "columns": list(frame.columns), "schema": schema}, folder / "model.joblib")
    print(f"trained on {len(frame):,} applicants, {frame.shape[1]} columns, {trees} trees of {leaves} leaves")


def create() -> FastAPI:
    saved = joblib.load(Path(os.environ["STUDENT"]) / "model.joblib")
    model, columns, schema = saved["model"], saved["columns"], saved["schema"]
    explainer = shap.TreeExplainer(model)
    app = FastAPI()

    def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
        known = schema[name]
        found = pd.DataFrame(rows, columns=known.columns)
        numbers = {column: "float64" for column, kind in known.dtypes.items() if kind.kind in "fiu"}
        return found.astype(numbers)

    @app.post("/predict")
    def predict(asked: Application) -> dict[str, Any]:
        histories = {name: table(name, asked.histories.get(name, [])) for name in schema if name != "application"}
        frame = features(table("application", [asked.application]), histories)
        frame.columns = [tidy(name) for name in frame.columns]
        row = frame.reindex(columns=columns)
        probability = float(model.predict_proba(row)[0, 1])
        values = np.asarray(explainer.shap_values(row)).reshape(-1)[-len(columns) :]
        order = np.argsort(-np.abs(values))[:MOST]
        reasons = [{"feature": columns[place], "contribution": float(values[place])} for place in order]
        decision = "decline" if probability >= THRESHOLD else "grant"
        return {"probability": probability, "decision": decision, "reasons": reasons}

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return app


if __name__ == "__main__":
    train(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
