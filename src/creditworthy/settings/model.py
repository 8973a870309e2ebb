"""What can be set, with its default and meaning."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from creditworthy.decision.costs import Costs
from creditworthy.decision.expected_loss import Terms
from creditworthy.decision.policy import Policy
from creditworthy.settings.spoken import spoken_here

__all__ = ["FILE", "Settings"]

FILE = Path("creditworthy.toml")


class Settings(BaseSettings):
    """What the commands go by; every value has a default that works."""

    model_config = SettingsConfigDict(env_prefix="CREDITWORTHY_", toml_file=FILE, frozen=True, extra="forbid")

    language: Literal["en", "fr"] = Field(
        default_factory=spoken_here, description="Language of what is printed: en or fr"
    )
    dictionary: str = Field("home_credit", description="Data dictionary of the tables: home_credit, or a TOML file")
    raw: Path = Field(Path("data/raw"), description="Folder of the lender's raw files")
    tables: Path = Field(Path("data/interim/tables"), description="Folder of the imported tables")
    features: Path = Field(Path("data/processed/features.parquet"), description="File of the built features")
    store: Path = Field(Path("models"), description="Folder of scorers and of the pointer to the champion")
    reports: Path = Field(Path("reports"), description="Folder of reports and figures")
    tracking: str = Field("sqlite:///models/mlflow.db", description="Address of the MLflow tracking store")
    journal: str = Field(
        "sqlite:///journal/journal.db", description="Address of the journal; a password is read from PGPASSWORD"
    )
    journal_key: Path = Field(Path("journal/journal.key"), description="Private key that signs the journal's anchors")
    anchors: Path = Field(
        Path("journal/anchors.jsonl"), description="File of the journal's anchors; better on another disk"
    )
    anchor_every: int = Field(100, description="Entries of the journal from one anchor to the next", ge=1)
    retention_days: int = Field(
        1825, description="Days for which the journal keeps what is personal, for journal purge", ge=1
    )
    seed: int = Field(7, description="Seed of everything that draws at random", ge=0)
    folds: int = Field(5, description="Folds of the comparison", ge=2, le=20)
    missed_default: float = Field(10.0, description="Cost of a missed default", gt=0, allow_inf_nan=False)
    lost_good_loan: float = Field(1.0, description="Cost of a lost good loan", gt=0, allow_inf_nan=False)
    review_band: float = Field(
        0.0, description="Nearer to the threshold than this, a person decides; 0: nobody is reviewed", ge=0, le=0.5
    )
    loss_given_default: float = Field(
        0.6, description="Share of a loan that is lost when it defaults, for decisions by amounts", gt=0, le=1
    )
    interest: float = Field(
        0.06, description="Share of a loan that it earns when it is repaid, for decisions by amounts", gt=0, le=1
    )
    margin: float = Field(
        0.0, description="How much worse a business score may be for a promotion", ge=0, allow_inf_nan=False
    )
    calibration_error: float = Field(
        0.02, description="Largest calibration error for a promotion", gt=0, allow_inf_nan=False
    )
    four_fifths: float = Field(0.8, description="Smallest four-fifths ratio for a promotion", ge=0, le=1)
    equal_opportunity: float = Field(
        0.1, description="Largest difference of equal opportunity for a promotion", ge=0, le=1
    )
    latency: float = Field(
        100.0, description="Milliseconds that a decision may take for a promotion", gt=0, allow_inf_nan=False
    )
    host: str = Field("127.0.0.1", description="Address that the service listens on")
    port: int = Field(8000, description="Port that the service listens on", ge=0, le=65535)

    workers: int = Field(1, description="Processes of the service; each holds the model", ge=1, le=64)

    @property
    def costs(self) -> Costs:
        """What errors cost."""
        return Costs(self.missed_default, self.lost_good_loan)

    @property
    def terms(self) -> Terms:
        """What a loan loses and earns."""
        return Terms(self.loss_given_default, self.interest)

    def policy(self, protected: frozenset[str]) -> Policy:
        """Return the lender's rules; which columns are protected is said by the dictionary."""
        return Policy(protected, self.review_band, self.terms, self.four_fifths, self.equal_opportunity)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
