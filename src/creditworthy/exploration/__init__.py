"""What is in the tables before anything is learnt from them: sizes, gaps, default rates, how measures go together."""

from creditworthy.exploration.profile import Profile, as_json, profile
from creditworthy.exploration.report import write_report

__all__ = ["Profile", "as_json", "profile", "write_report"]
