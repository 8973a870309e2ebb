"""How like the reference portfolio the generated one is, and what a model learns from it.

    python benchmarks/portfolio_fidelity.py [APPLICANTS] [--real FOLDER]

Every missing rate, share, distribution and correlation is held against the statistics that the generator keeps of the
reference tables. Then LightGBM is trained on the generated applicants (five folds, none of which splits a person), with
one table more each time. With a folder that holds a real ``application_train.parquet``, a model of generated rows
alone ranks the real applicants.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import polars as pl
from sklearn.metrics import roc_auc_score

from creditworthy.evaluation.splits import folds
from creditworthy.features import FEATURES, build
from creditworthy.tables.dictionary import home_credit
from creditworthy.tables.load import from_frames
from creditworthy.tables.synthetic import generate_with_truth
from creditworthy.tables.synthetic.fidelity import Finding, compare

HISTORIES = {
    "bureau": "bureau",
    "bureau_balance": "bureau_balance",
    "previous_application": "previous_application",
    "POS_CASH_balance": "point_of_sale",
    "installments_payments": "installments",
    "credit_card_balance": "credit_cards",
}
SETTINGS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 15, "min_child_samples": 80, "feature_fraction": 0.3,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 10.0, "verbose": -1, "num_threads": 2, "seed": 1,
}  # fmt: skip
TREES = 400


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("applicants", nargs="?", type=int, default=30_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--real", type=Path)
    given = arguments.parse_args()
    tables, truth = generate_with_truth(given.applicants, given.seed)
    report(compare(tables))
    learn(from_frames(tables, home_credit(), generated=True).sources("train"), truth, given.real)


def report(findings: Sequence[Finding]) -> None:
    tally: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        tally[finding.table, finding.measure.split(" ")[0]].append(finding)
    print(f"{'table':24}{'measure':14}{'statistics':>12}{'within':>9}{'median':>9}{'worst':>9}  of")
    for (table, measure), held in sorted(tally.items()):
        worst = max(held, key=lambda finding: finding.distance)
        middle = np.median([finding.distance for finding in held])
        within = sum(finding.holds for finding in held)
        print(
            f"{table:24}{measure:14}{len(held):12}{within:9}{middle:9.3f}{worst.distance:9.3f}  "
            f"{worst.column} ({worst.measure})"
        )


def learn(tables: Mapping[str, pl.LazyFrame], truth: pl.DataFrame, real: Path | None) -> None:
    matrix = build(tables)
    defaulted = tables["application"].sort("SK_ID_CURR").collect()["TARGET"].to_numpy()
    persons = matrix.join(truth, on="SK_ID_CURR", how="left", maintain_order="left")["PERSON"].to_numpy()
    parts = folds(defaulted, persons, count=5, seed=1)
    print(f"\nLightGBM on {matrix.height:,} generated applicants, {defaulted.mean():.2%} of them defaulted")
    before = 0.0
    used = [name for name, entry in FEATURES.items() if entry.block.table == "application"]
    for added in (None, *HISTORIES):
        used += [name for name, entry in FEATURES.items() if added and entry.block.table == added]
        scores = cross_validated(numbers(matrix, used), defaulted, parts)
        found = float(roc_auc_score(defaulted, scores))
        what = "application" if added is None else f"+ {added}"
        print(f"{what:28}{len(used):5} features   AUC {found:.4f}   {found - before:+.4f}")
        before = found
    if real:
        transfer(matrix, defaulted, real)


def transfer(matrix: pl.DataFrame, defaulted: np.ndarray[Any, Any], real: Path) -> None:
    """Train on generated applicants alone, and rank real ones."""
    rows = pl.read_parquet(real / "application_train.parquet")
    names = [name for name, entry in FEATURES.items() if entry.block.table == "application"]
    model = fit(numbers(matrix, names), defaulted)
    found = model.predict(numbers(build({"application": rows}), names))
    area = roc_auc_score(rows.sort("SK_ID_CURR")["TARGET"].to_numpy(), found)
    print(f"\ntrained on generated applications, ranking {rows.height:,} real ones: AUC {area:.4f}")


def numbers(matrix: pl.DataFrame, names: list[str]) -> np.ndarray[Any, Any]:
    """Return the features as numbers, categories by a code that does not depend on the portfolio."""
    coded = [
        pl.col(name).hash(7).mod(1_009).cast(pl.Float64) if matrix[name].dtype == pl.String else pl.col(name)
        for name in names
    ]
    return matrix.select(coded).to_numpy()


def fit(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> lightgbm.Booster:
    return lightgbm.train(SETTINGS, lightgbm.Dataset(x, y), TREES)


def cross_validated(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any], parts: Any) -> np.ndarray[Any, Any]:
    scores = np.zeros(len(y))
    for training, validation in parts:
        scores[validation] = fit(x[training], y[training]).predict(x[validation])
    return scores


if __name__ == "__main__":
    main()
