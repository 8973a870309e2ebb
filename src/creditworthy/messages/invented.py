"""Invented answers, for documentation: no applicant and no model gave them."""

from typing import Any

__all__ = [
    "APPLICANT",
    "APPLICANTS",
    "BATCH",
    "DECISION",
    "EXPLANATION",
    "JOB",
    "KEPT",
    "LIME",
    "MODEL",
    "OBSERVED",
    "OUTCOME",
    "PAGE",
    "PORTFOLIO",
    "PROBLEM",
    "WHAT_IF",
]

DECISION: dict[str, Any] = {
    "id": "6b1e4a52-6f0e-4f0c-9d53-1c1f5a0f7c21",
    "applicant": 100_001,
    "decision": "grant",
    "probability": 0.0421,
    "threshold": 0.0909,
    "points": 612,
    "model_version": "1a2b3c4d5e6f",
    "incomplete": ["bureau_balance"],
    "reasons": [
        {
            "feature": "application_credit",
            "meaning": "Amount of the loan",
            "value": 150_000.0,
            "effect": "lowers",
            "contribution": -0.31,
            "text": "Amount of the loan (150,000) lowers the risk",
        }
    ],
}

PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Unprocessable Content",
    "status": 422,
    "detail": "application.AMT_CREDIT: must be at least 0, got -5",
    "errors": [{"field": "application.AMT_CREDIT", "message": "must be at least 0, got -5", "given": -5}],
}

OUTCOME: dict[str, Any] = {"decision": DECISION["id"], "defaulted": False, "observed": "2026-11-02"}

OBSERVED: dict[str, Any] = {"id": "f0a3c6a8-5d0e-4d0a-9a42-5b8c2f9a1d10", "decision": DECISION["id"]}

BATCH: dict[str, Any] = {"answers": [{"decision": DECISION, "problem": None}, {"decision": None, "problem": PROBLEM}]}

JOB: dict[str, Any] = {
    "id": "b9d6f2a4-27cf-4a55-8a1e-0f3f6a4b7d90",
    "kind": "file",
    "status": "running",
    "progress": 500,
    "total": 1_200,
    "problem": None,
}

EXPLANATION: dict[str, Any] = {
    "decision": DECISION,
    "base": -2.8,
    "log_odds": -3.1245,
    "contributions": [
        {
            "feature": "application_credit",
            "meaning": "Amount of the loan",
            "concept": "loan asked for",
            "unit": "currency",
            "value": 150_000.0,
            "contribution": -0.31,
        },
        {
            "feature": "bureau_credits",
            "meaning": "Number of credits with other lenders",
            "concept": "debt with other lenders",
            "unit": "count",
            "value": None,
            "contribution": -0.0145,
        },
    ],
    "concepts": {"loan asked for": -0.31, "debt with other lenders": -0.0145},
}

LIME: dict[str, Any] = {
    "applicant": 100_001,
    "fit": 0.53,
    "samples": 2_000,
    "probability": 0.0421,
    "imitated": 0.047,
    "weights": [
        {
            "feature": "application_credit",
            "meaning": "Amount of the loan",
            "condition": "150,000, at most 270,000",
            "weight": -0.012,
            "effect": "lowers",
        }
    ],
}

MODEL: dict[str, Any] = {
    "version": "1a2b3c4d5e6f",
    "candidate": "lightgbm",
    "threshold": 0.0909,
    "review_band": 0.0,
    "costs": {"missed_default": 10.0, "lost_good_loan": 1.0},
    "generated": True,
    "features": ["application_credit", "bureau_credits"],
    "metrics": {"roc_auc": {"value": 0.76, "low": 0.74, "high": 0.78}},
    "importance": {"application_credit": 0.31, "bureau_credits": 0.02},
    "applicants": 1_000,
    "defaults": 80,
    "grant_all": 0.535,
    "decline_all": 0.465,
}

PORTFOLIO: dict[str, Any] = {
    "applicants": 1_000,
    "defaults": 80,
    "generated": True,
    "threshold": 0.0909,
    "scores": {"edges": [0.0, 0.5, 1.0], "counts": [980, 20]},
    "background": {
        "rows": 1_000,
        "numbers": {
            "application_credit": {
                "missing": 0.0,
                "mean": 300_000.0,
                "std": 110_000.0,
                "median": 280_000.0,
                "deciles": [90e3, 140e3, 190e3, 240e3, 280e3, 320e3, 360e3, 410e3, 520e3],
                "bins": {"up_to": [280_000.0], "shares": [0.5, 0.5], "typical": [190_000.0, 360_000.0]},
            }
        },
        "categories": {
            "application_contract_type": {
                "missing": 0.01,
                "other": 0.0,
                "frequencies": {"Cash loans": 0.9, "Revolving loans": 0.09},
            }
        },
    },
}

APPLICANTS: dict[str, Any] = {"applicants": [100_001, 100_005], "next": 100_005}

APPLICANT: dict[str, Any] = {
    "applicant": 100_001,
    "application": {"SK_ID_CURR": 100_001, "NAME_CONTRACT_TYPE": "Cash loans", "AMT_CREDIT": 150_000.0},
    "histories": {"bureau": [{"SK_ID_CURR": 100_001, "SK_ID_BUREAU": 5_000_001, "DAYS_CREDIT": -700}]},
}

KEPT: dict[str, Any] = {
    "id": DECISION["id"],
    "number": 41,
    "at": "2026-11-02T09:30:00.123456Z",
    "erased": False,
    "decision": DECISION,
    "explanation": {name: EXPLANATION[name] for name in ("base", "log_odds", "contributions", "concepts")},
    "notes": [
        {
            "id": OBSERVED["id"],
            "kind": "outcome",
            "at": "2026-11-03T08:00:00Z",
            "facts": {"defaulted": False, "observed": "2026-11-02"},
        }
    ],
}

PAGE: dict[str, Any] = {
    "decisions": [
        {
            "id": DECISION["id"],
            "number": 41,
            "at": "2026-11-02T09:30:00.123456Z",
            **{name: DECISION[name] for name in ("decision", "probability", "threshold", "points", "model_version")},
        }
    ],
    "next": 41,
}

WHAT_IF: dict[str, Any] = {
    "applicant": 100_001,
    "threshold": 0.0909,
    "model_version": "1a2b3c4d5e6f",
    "incomplete": ["bureau_balance"],
    "base": {"decision": "decline", "probability": 0.1021, "points": 561},
    "variants": [
        {
            "decision": "grant",
            "probability": 0.0821,
            "points": 578,
            "probability_difference": -0.02,
            "points_difference": 17,
        }
    ],
}
