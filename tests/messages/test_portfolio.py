import json

import polars as pl

from creditworthy.explanation import background
from creditworthy.messages import PortfolioAnswer
from creditworthy.messages.invented import PORTFOLIO


def test_statistics_of_training_rows_are_taken_as_they_are() -> None:
    frame = pl.DataFrame(
        {"known": [1.0, 2.0, None], "unknown": [None, None, None], "kind": ["a", "a", None]},
        schema={"known": pl.Float64, "unknown": pl.Float64, "kind": pl.String},
    )
    statistics = json.loads(json.dumps(background(frame, frame.columns)))
    assert statistics["numbers"]["unknown"]["mean"] is None
    answer = PortfolioAnswer.model_validate({**PORTFOLIO, "background": statistics})
    assert answer.background.model_dump() == statistics
