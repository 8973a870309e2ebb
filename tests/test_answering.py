from typing import Any

import polars as pl
import pytest

from creditworthy import answering, pipeline
from creditworthy.errors import InputError
from creditworthy.features import FEATURES
from creditworthy.messages import DecisionAnswer
from creditworthy.scorer import Scorer
from creditworthy.tables.applicants import request_of
from creditworthy.tables.dictionary import APPLICANT
from creditworthy.tables.load import Tables


@pytest.fixture(scope="module")
def scores(scorer: Scorer, tables: Tables) -> pl.DataFrame:
    return pipeline.score(scorer, tables, "test")


@pytest.fixture(scope="module")
def cases(scores: pl.DataFrame, tables: Tables) -> list[Any]:
    asked = [request_of(tables, applicant) for applicant in scores[APPLICANT][:5].to_list()]
    return [(one["application"], one["histories"]) for one in asked]


def test_decisions_come_with_the_features_that_they_were_made_by(scorer: Scorer, cases: list[Any]) -> None:
    found = answering.decided(scorer, cases, "en")
    assert [one.answer for one in found] == answering.answers(scorer, cases, "en")
    for one, case in zip(found, cases, strict=True):
        assert one.answer == answering.answer(scorer, *case, "en")
        assert one.features == scorer.features_of(*case).select(scorer.features).row(0, named=True)
    assert answering.decided(scorer, [], "en") == []


def test_kept_features_tell_the_whole_decision_again_in_any_language(scorer: Scorer, cases: list[Any]) -> None:
    application, histories = cases[0]
    (one,) = answering.decided(scorer, [cases[0]], "en")
    told = answering.retold(scorer, one.answer.applicant, one.features, one.answer.incomplete, "fr")
    assert told == answering.explanation(scorer, application, histories, "fr")
    assert told.decision == answering.answer(scorer, application, histories, "fr")


def test_features_of_another_scorer_cannot_be_told_again(scorer: Scorer) -> None:
    with pytest.raises(InputError, match=f"are not those of version {scorer.version}"):
        answering.retold(scorer, 1, {"application_credit": 5.0}, [], "en")


def test_an_answer_is_the_decision_with_its_reasons(scores: pl.DataFrame, scorer: Scorer, tables: Tables) -> None:
    declined = scores.filter(decision="decline")[APPLICANT][0]
    granted = scores.filter(decision="grant")[APPLICANT][0]
    for applicant, effect in ((declined, "raises"), (granted, "lowers")):
        found = answering.explain_applicant(scorer, tables, applicant, "en")
        row = scores.row(by_predicate=pl.col(APPLICANT) == applicant, named=True)
        assert {name: getattr(found, name) for name in row if name != APPLICANT} == {
            name: value for name, value in row.items() if name != APPLICANT
        }
        assert (found.applicant, found.incomplete) == (applicant, [])
        assert [reason.effect for reason in found.reasons[:4]] == [effect] * 4
        assert len(found.reasons) == 6


def test_records_and_imported_tables_give_the_same_answer_in_both_languages(
    scores: pl.DataFrame, scorer: Scorer, tables: Tables
) -> None:
    applicant = scores[APPLICANT][3]
    application = tables.application_of(applicant).to_dicts()[0]
    histories = {name: frame.to_dicts() for name, frame in tables.histories_of(applicant).items()}
    answers: list[DecisionAnswer] = []
    for language in ("en", "fr"):
        answers.append(answering.answer(scorer, application, histories, language))
        assert answers[-1] == answering.explain_applicant(scorer, tables, applicant, language)
    english, french = answers
    assert english.probability == french.probability
    assert [reason.meaning for reason in french.reasons] == [FEATURES[one.feature].fr for one in english.reasons]
    assert [reason.meaning for reason in english.reasons] == [FEATURES[one.feature].en for one in english.reasons]


def test_an_answer_lists_what_was_not_looked_up(scores: pl.DataFrame, scorer: Scorer, tables: Tables) -> None:
    application = tables.application_of(scores[APPLICANT][3]).to_dicts()[0]
    found = answering.answer(scorer, application, {"bureau": []}, "en")
    assert found.incomplete == [table.name for table in scorer.dictionary.histories if table.name != "bureau"]


def test_an_unknown_applicant_is_a_sentence(scorer: Scorer, tables: Tables) -> None:
    with pytest.raises(InputError, match=r": no applicant 5; the known ones are in column SK_ID_CURR of "):
        answering.explain_applicant(scorer, tables, 5, "en")
