"""The service's settings: defaults, CALLRISK_* variables, and what a caller overrides."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detector.errors import DetectorError
from detector.schema import DEFAULT_PRIOR, MAX_TEXT


class SettingsError(DetectorError):
    """A setting is not understood; the message names it."""


class Settings(BaseModel):
    """One field a setting; the variable is CALLRISK_ and its name in capitals."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: Path | None = Field(None, description="Folder of the model to serve; default: the current one.")
    prior: float = Field(
        DEFAULT_PRIOR, gt=0, lt=1, description="Share of non-authentic calls among the reports that reach this desk."
    )
    max_text: int = Field(MAX_TEXT, ge=1, description="Longest text taken, in characters (Unicode code points).")
    max_body: int = Field(1_048_576, ge=1, description="Longest request body taken, in bytes.")

    @classmethod
    def gather(cls, overrides: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> "Settings":
        """Collect the settings; last wins: defaults, environment, overrides.

        Raises
        ------
        SettingsError
            Naming each setting that is wrong.
        """
        named = {name: f"CALLRISK_{name.upper()}" for name in cls.model_fields}
        found = {name: environ[variable] for name, variable in named.items() if environ.get(variable)}
        try:
            return cls.model_validate({**found, **overrides})
        except ValidationError as error:
            wrong = [f"{named.get(str(e['loc'][0]), e['loc'][0])}: {e['msg']}" for e in error.errors()]
            raise SettingsError("; ".join(wrong)) from error
