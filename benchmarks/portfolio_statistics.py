"""Measure the statistics that the generated portfolio follows, from tables of real rows; no row leaves them.

    python benchmarks/portfolio_statistics.py APPLICATIONS HISTORIES [OUT]

APPLICATIONS and HISTORIES are folders of Parquet files under the competition's names (one folder may be both). Written
are, into the generator's own folder unless told otherwise: a file of rounded shares, missing rates and distributions a
table, and ``population.toml``: how the applicants' circumstances go together.
"""

import sys
from pathlib import Path
from statistics import NormalDist

import numpy as np
import polars as pl
import portfolio_elsewhere
from portfolio_repayment import repayment_statistics
from portfolio_requests import requests_statistics

from creditworthy.tables.dictionary import Column, Table, home_credit
from creditworthy.tables.synthetic.association import rank_correlations
from creditworthy.tables.synthetic.fidelity import main_numbers
from creditworthy.tables.synthetic.traits import ORDERED, SHOWN, application_traits, history_traits

GENERATOR = Path(__file__).parent.parent / "src/creditworthy/tables/synthetic/statistics"
LEVELS = [0.001, 0.005, 0.01, *(k / 40 for k in range(1, 40)), 0.99, 0.995, 0.999]
ATOM = 0.003
HERMITE = 12
LEAST_VARIANCE = 0.02
PARTIAL, MOST_OF_A_PART = 0.75, 0.5  # what few applicants have cannot bend what all of them have
HEAD = "# Rounded statistics of the reference tables, written by benchmarks/portfolio_statistics.py.\n"


def main(applications: Path, histories: Path, out: Path = GENERATOR) -> None:
    out.mkdir(exist_ok=True)
    for table in home_credit().tables.values():
        folder = applications if table.name == "application" else histories
        for stem in table.files:
            frame = portfolio_elsewhere.in_proportion(stem, pl.read_parquet(folder / f"{stem}.parquet"), histories)
            parts = statistics_of(frame, table), portfolio_elsewhere.within(stem, histories, knots, LEVELS)
            (out / f"{stem}.toml").write_text(HEAD + "".join(parts), encoding="utf-8")
    (out / "population.toml").write_text(HEAD + population(applications, histories), encoding="utf-8")
    (out / "requests.toml").write_text(HEAD + requests_statistics(read(histories)), encoding="utf-8")
    (out / "repayment.toml").write_text(HEAD + repayment_statistics(read(histories), knots), encoding="utf-8")


def read(folder: Path) -> dict[str, pl.DataFrame]:
    return {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


def statistics_of(frame: pl.DataFrame, table: Table) -> str:
    """Return rows an applicant, missing rates, shares of categories and knots of numbers, as TOML."""
    columns = [
        column for name, column in table.columns.items() if name in frame.columns and column.unit != "identifier"
    ]
    parts = ["\n[missing]"]
    parts += [
        f"{c.name} = {frame[c.name].null_count() / frame.height:.4f}" for c in columns if frame[c.name].has_nulls()
    ]
    parts += ["\n[shares]"]
    parts += [f"{c.name} = {{ {shares(frame[c.name])} }}" for c in columns if is_label(c)]
    parts += ["\n[numbers]", "# levels and values of the distribution; a value at two levels is an atom between them"]
    parts += [f"{c.name} = {knots(frame[c.name])}" for c in columns if not is_label(c)]
    parts += ["\n[correlations]", "# rank correlations of numbers, of every two columns where both are known"]
    parts += linked(rank_correlations(frame.select(main_numbers(frame, table))))
    return "\n".join(parts) + "\n"


def is_label(column: Column) -> bool:
    return column.type == "category" or column.unit == "flag"


def linked(pairs: dict[tuple[str, str], float]) -> list[str]:
    """Return one line a first column: ``x = { y = 0.12, z = -0.3 }``."""
    rows: dict[str, list[str]] = {}
    for (first, second), found in pairs.items():
        rows.setdefault(first, []).append(f"{second} = {found:.3f}")
    return [f"{first} = {{ {', '.join(others)} }}" for first, others in rows.items()]


def shares(values: pl.Series) -> str:
    whole = values.cast(pl.Int64) if values.dtype.is_numeric() else values
    counts = whole.drop_nulls().value_counts(sort=True, normalize=True, name="share")
    kept = counts.filter(pl.col("share") >= 0.00005)
    return ", ".join(f'"{value}" = {share:.4f}' for value, share in kept.rows())


def knots(values: pl.Series, levels: list[float] = LEVELS) -> str:
    """Return ``{ levels = […], values = […] }`` of the known values."""
    known = np.sort(values.drop_nulls().to_numpy().astype(float))
    at = np.unique(np.quantile(known, levels, method="inverted_cdf"))
    below = np.searchsorted(known, at, "left") / len(known)
    upto = np.searchsorted(known, at, "right") / len(known)
    pairs = []
    for value, low, high in zip(at, below, upto, strict=True):
        pairs += [(low, value), (high, value)] if high - low > ATOM else [(high, value)]
    at_levels = ", ".join(f"{level:.4g}" for level, _ in pairs)
    shown = ", ".join(f"{value:.6g}" if abs(value) >= 1000 and value % 1 == 0 else f"{value:.4g}" for _, value in pairs)
    return f"{{ levels = [{at_levels}], values = [{shown}] }}"


def population(applications: Path, histories: Path) -> str:
    large = application_traits(read(applications))
    tables = read(histories)
    small = application_traits(tables).join(history_traits(tables), on="SK_ID_CURR", how="left")
    frame = pl.concat([large.filter(~pl.col("SK_ID_CURR").is_in(small["SK_ID_CURR"].implode())), small], how="diagonal")
    names = [name for name in frame.columns if name not in ("SK_ID_CURR", "default")] + ["default"]
    scores = {name: normal_scores(frame[name], frame["default"]) for name in names}
    matrix = nearest(latent_correlations([scores[name] for name in names]))
    rows = [
        f"{name} = [{', '.join(f'{r:.3f}' for r in row[:k])}]"
        for k, (name, row) in enumerate(zip(names, matrix, strict=True))
    ]
    orders = [f"{name} = {order(frame, name)}" for name in ORDERED]
    numbers = [f"{name} = {knots(frame[name])}" for name in ("insurance", "term")]
    shown = history_traits(tables).join(small.select("SK_ID_CURR", *SHOWN), on="SK_ID_CURR").drop("SK_ID_CURR")
    return "\n".join(
        [
            "\n[links]",
            "# rank correlations of what applicants' histories show",
            *linked(rank_correlations(shown)),
            "\n[order]",
            "# values of categories from the least to the most risky",
            *orders,
            "\n[numbers]",
            *numbers,
            "\n[correlations]",
            "# of each circumstance with the ones before it, as standard normal scores",
            *rows,
            "",
        ]
    )


def order(frame: pl.DataFrame, name: str) -> str:
    return "[" + ", ".join(f'"{value}"' for value in by_risk(frame[name], frame["default"])) + "]"


def by_risk(values: pl.Series, default: pl.Series) -> list[str]:
    """Return the categories by default rate, each rate drawn towards the mean as if by 50 more applicants."""
    frame = pl.DataFrame({"value": values, "default": default}).drop_nulls()
    mean = frame["default"].mean()
    rate = (pl.col("default").sum() + 50 * mean) / (pl.len() + 50)
    return frame.group_by("value").agg(rate=rate).sort("rate", "value")["value"].to_list()


def normal_scores(values: pl.Series, default: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores (NaN where unknown), each the normal mean over its ties, and Hermite weights."""
    if values.dtype == pl.String:
        ordered = by_risk(values, default)
        values = values.replace_strict(ordered, range(len(ordered)), default=None, return_dtype=pl.Float64)
    known = values.is_not_null().to_numpy()
    numbers = values.drop_nulls().to_numpy().astype(float)
    _, inverse, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    upto = np.cumsum(counts) / len(numbers)
    edges = np.array([NormalDist().inv_cdf(p) if 0 < p < 1 else (-40.0 if p <= 0 else 40.0) for p in [0.0, *upto]])
    density = np.exp(-(edges**2) / 2) / np.sqrt(2 * np.pi)
    hermite = [np.zeros_like(edges), np.ones_like(edges)]  # He_{-1} counts as 0, He_0 is 1
    for k in range(1, HERMITE):
        hermite.append(edges * hermite[-1] - (k - 1) * hermite[-2])
    share = counts / len(numbers)
    means = -np.diff(density) / share
    weights, factorial = [], 1.0
    for k in range(1, HERMITE + 1):
        factorial *= k
        projection = -np.diff(density * hermite[k]) / share  # E[He_k(Z) | category]
        weights.append((share * means * projection).sum() / np.sqrt(factorial))
    scores = np.full(len(values), np.nan)
    scores[known] = means[inverse]
    return scores, np.array(weights)


def latent_correlations(scores: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return the correlations of the normal scores behind coarse values: polychoric, by Hermite expansion."""
    size = len(scores)
    matrix = np.eye(size)
    for i in range(size):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = latent_correlation(*scores[i], *scores[j])
    partial = np.array([np.isnan(score).mean() > PARTIAL for score, _ in scores])
    bounded = np.clip(matrix, -MOST_OF_A_PART, MOST_OF_A_PART)
    return np.where((partial[:, None] | partial) & ~np.eye(size, dtype=bool), bounded, matrix)


def latent_correlation(x: np.ndarray, wx: np.ndarray, y: np.ndarray, wy: np.ndarray) -> float:
    both = ~(np.isnan(x) | np.isnan(y))
    if both.sum() < 300 or x[both].std() == 0 or y[both].std() == 0:
        return 0.0
    covariance = np.corrcoef(x[both], y[both])[0, 1] * np.nanstd(x) * np.nanstd(y)
    grid = np.linspace(-0.98, 0.98, 393)
    implied = sum(grid ** (k + 1) * wx[k] * wy[k] for k in range(HERMITE))
    found = float(grid[np.argmin(np.abs(implied - covariance))])
    strength = both.sum() * found**2 * np.sqrt(wx[0] * wy[0])
    return found * (1 - 1 / np.sqrt(1 + strength))  # what chance alone would show is left out


def nearest(matrix: np.ndarray) -> np.ndarray:
    """Return the nearest correlation matrix of some variance in every direction (Higham's projections)."""
    found, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(200):
        values, vectors = np.linalg.eigh(found - correction)
        positive = (vectors * np.maximum(values, LEAST_VARIANCE)) @ vectors.T
        correction = positive - (found - correction)
        found = positive.copy()
        np.fill_diagonal(found, 1.0)
    return found


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
