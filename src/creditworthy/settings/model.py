"""What can be set, with its default and meaning."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from creditworthy.decision.costs import Costs
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
    seed: int = Field(7, description="Seed of everything that draws at random", ge=0)
    folds: int = Field(5, description="Folds of the comparison", ge=2, le=20)
    missed_default: float = Field(10.0, description="Cost of a missed default", gt=0, allow_inf_nan=False)
    lost_good_loan: float = Field(1.0, description="Cost of a lost good loan", gt=0, allow_inf_nan=False)
    host: str = Field("127.0.0.1", description="Address that the service listens on")
    port: int = Field(8000, description="Port that the service listens on", ge=0, le=65535)

    @property
    def costs(self) -> Costs:
        """What errors cost."""
        return Costs(self.missed_default, self.lost_good_loan)

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
