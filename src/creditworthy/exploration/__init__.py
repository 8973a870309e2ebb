"""What is in the tables before anything is learnt from them: sizes, gaps, default rates, how measures go together."""

from creditworthy.exploration.findings import Finding, findings_of
from creditworthy.exploration.profile import Profile, as_json, profile
from creditworthy.exploration.report import write_report

__all__ = ["Finding", "Profile", "as_json", "findings_of", "profile", "write_report"]
