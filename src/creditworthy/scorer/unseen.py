"""What a champion answered on rows that it had not seen: kept beside it, so that versions are compared in pairs."""

from hashlib import sha256

import numpy as np
import polars as pl

from creditworthy.models import Data, Outcome

__all__ = ["UNSEEN", "digest_of", "unseen_rows"]

UNSEEN = "unseen.parquet"
"""The file in a scorer's folder; serving does not need it."""


def unseen_rows(data: Data, best: Outcome) -> pl.DataFrame:
    """Return a row per applicant: digest, fold, defaulted, probability, declined; no number of anybody is in it.

    The digest is salted with all applicants and outcomes of the training data. So the same applicant has the same
    digest in every version that learnt from the same data, and who does not have that data cannot try out numbers.
    The rows are in the order of the digests, which is the order of nothing else.

    Parameters
    ----------
    data : Data
        What was learnt from; the first column of its frame holds the applicants.
    best : Outcome
        What the champion answered where it had not learnt.
    """
    applicants = data.rows.frame.to_series(0)
    fold = np.empty(len(applicants), np.int16)
    for number, (_, validation) in enumerate(data.folds):
        fold[validation] = number
    return pl.DataFrame(
        {
            "applicant": _digests(applicants, data),
            "fold": pl.Series(fold, dtype=pl.Int16),
            "defaulted": pl.Series(data.defaulted, dtype=pl.Int8),
            "probability": best.probability,
            "declined": best.declined.astype(bool),
        }
    ).sort("applicant")


def digest_of(rows: pl.DataFrame) -> str:
    """Return the digest of who was judged in which fold, and of what became of them: the same where folds are the same.

    >>> one = pl.DataFrame({"applicant": [1, 2], "fold": [0, 1], "defaulted": [0, 1], "probability": [0.1, 0.2]})
    >>> digest_of(one) == digest_of(one.reverse().with_columns(probability=0.5))
    True
    """
    told = rows.select("applicant", "fold", "defaulted").sort("applicant").rows()
    return sha256(repr(told).encode()).hexdigest()[:16]


def _digests(applicants: pl.Series, data: Data) -> pl.Series:
    """Return 64 bits of a salted SHA-256 of each applicant: among a million, two are alike once in 37 million times."""
    known = sorted(zip(applicants.to_list(), data.defaulted.tolist(), strict=True))
    salt = sha256(repr(known).encode()).digest()
    found = [int.from_bytes(sha256(salt + str(one).encode()).digest()[:8]) for one in applicants.to_list()]
    return pl.Series(found, dtype=pl.UInt64)
