from creditworthy.messages import Fault, Problem


def test_half_characters_do_not_stop_the_answer() -> None:
    fault = Fault(field="application.\ud800", message="is no column", given="\udfff")
    problem = Problem(title="Unprocessable Content", status=422, detail="\ud800: is no column", errors=(fault,))
    assert problem.model_dump(mode="json") == {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "detail": "?: is no column",
        "errors": [{"field": "application.?", "message": "is no column", "given": "?"}],
    }
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
