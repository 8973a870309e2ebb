"""What if: an application and variants of it, decided on as one crowd."""

from collections.abc import Mapping, Sequence

from creditworthy.messages import OutcomeAnswer, VariantAnswer, WhatIfAnswer
from creditworthy.scorer import Scorer

__all__ = ["what_if"]

Row = Mapping[str, object]
Case = tuple[Row, Mapping[str, Sequence[Row]]]


def what_if(scorer: Scorer, case: Case, variants: Sequence[Row]) -> WhatIfAnswer:
    """Decide on an application and on variants of it, each given as the columns that it changes, as one crowd."""
    application, histories = case
    crowd = [(application, histories), *(({**application, **changes}, histories) for changes in variants)]
    base, *changed = scorer.decide(scorer.features_of_many(crowd), scorer.incomplete(histories))
    return WhatIfAnswer(
        applicant=base.applicant,
        threshold=base.threshold,
        model_version=base.version,
        incomplete=list(base.incomplete),
        base=OutcomeAnswer.model_validate(base, from_attributes=True),
        variants=[
            VariantAnswer(
                decision=one.decision,
                probability=one.probability,
                points=one.points,
                probability_difference=one.probability - base.probability,
                points_difference=one.points - base.points,
            )
            for one in changed
        ],
    )
