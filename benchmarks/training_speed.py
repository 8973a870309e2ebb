"""Time of a cross-validated LightGBM, judged and with intervals, against LightGBM's own time on the same matrices.

    python benchmarks/training_speed.py TABLES

LightGBM alone is given ready matrices, learns and answers on the same folds with the same parameters. Ours also
encodes, calibrates, chooses thresholds and resamples for the intervals. The limit is 1.1 times. Seconds are
those of the clock, and those of the processors, which others who work on the machine disturb less.
"""

import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from creditworthy.decision import Costs, Policy
from creditworthy.models import CANDIDATES, Contender, Encoder, allowed, compare, gather
from creditworthy.tables.load import open_tables

SEED, FOLDS = 7, 5


def main(folder: str) -> None:
    tables = open_tables(Path(folder))
    names = allowed(tables.dictionary, Policy(tables.dictionary.protected))
    data = gather(tables, names, fold_count=FOLDS, seed=SEED)
    frame, defaulted = data.rows.frame, data.defaulted
    portfolio = "generated portfolio" if tables.generated else "real rows"
    print(f"{portfolio}, {len(defaulted):,} applicants, {len(data.rows.features)} features, {FOLDS} folds")
    alone = np.zeros(2)
    for training, validation in data.folds:
        encoder = Encoder.fit(frame, data.rows.features, training)
        learnt, asked = encoder.encode(frame, training), encoder.encode(frame, validation)
        learnt[:, np.isnan(learnt).all(axis=0)] = 0.0
        started = now()
        model = CANDIDATES["lightgbm"].make(SEED).fit(learnt, defaulted[training])
        model.booster_.predict(asked, raw_score=True, num_threads=1)
        alone += now() - started
    started = now()
    compare(data, [Contender("lightgbm")], costs=Costs(), seed=SEED)
    ours = now() - started
    for clock, one, other in zip(("the clock", "the processors"), alone, ours, strict=True):
        print(f"by {clock}: LightGBM alone {one:.1f} s, ours {other:.1f} s: ratio {other / one:.2f} (limit 1.1)")


def now() -> np.ndarray:
    return np.array([perf_counter(), process_time()])


if __name__ == "__main__":
    main(*sys.argv[1:])
