"""What goes in and what comes out: reports, evidence items, assessments.

The value types are derived from the codebook, so an unknown field or value is
refused here, once, for Python, HTTP and command line alike.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, create_model, model_validator
from pydantic import Field as Constraint

from .codebook import FIELDS, MAX_DAYS, UNKNOWN, Field
from .errors import Fault, ReportError

MAX_TEXT = 50_000
DEFAULT_PRIOR = 0.1

Band = Literal["low", "elevated", "high", "undetermined"]
Origin = Literal["given", "read", "none"]
Probability = Annotated[float, Constraint(ge=0, le=1, allow_inf_nan=False)]
Offset = Annotated[int, Constraint(strict=True, ge=0)]
Name = Annotated[str, Constraint(min_length=1, max_length=200)]


class Frozen(BaseModel):
    """Base of everything here: unknown keys are refused, nothing changes once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(Frozen):
    """One evidence field: its value, where that came from, and the words that carry it.

    ``start`` and ``end`` count Unicode code points of the text as sent.
    """

    value: str | int = UNKNOWN
    origin: Origin = "given"
    quote: str | None = None
    start: Offset | None = None
    end: Offset | None = None
    confidence: Probability | None = None

    @model_validator(mode="after")
    def _origin_fits_value(self) -> Self:
        if self.origin == "none" and self.value != UNKNOWN:
            raise ValueError("origin 'none' goes with the value 'unknown'; leave origin out, or send 'given'")
        return self


def value_type(field: Field) -> Any:
    """Return the type of a field's known values, for pydantic."""
    if field.in_days:
        return Annotated[int, Constraint(strict=True, ge=0, le=MAX_DAYS)]
    return Literal[tuple(value.name for value in field.values)]


def _as_item(sent: object) -> object:
    """Take a bare value for an item; null says as much as "unknown"."""
    if sent is None:
        return {"value": UNKNOWN}
    return sent if isinstance(sent, Mapping | Item) else {"value": sent}


def _item_type(field: Field) -> Any:
    name = "".join(part.title() for part in field.name.split("_")) + "Item"
    values = () if field.in_days else get_args(value_type(field))
    known: Any = value_type(field) | Literal["unknown"] if field.in_days else Literal[(*values, UNKNOWN)]
    model = create_model(name, __base__=Item, value=(known, UNKNOWN))
    return Annotated[model, BeforeValidator(_as_item)]


class _Evidence(Frozen):
    def items(self) -> dict[str, Item]:
        """Return the items that were sent, by field."""
        sent = {name: getattr(self, name) for name in FIELDS if name in self.model_fields_set}
        return {name: Item.model_construct(**dict(item)) for name, item in sent.items()}


GivenEvidence: type[_Evidence] = create_model(  # type: ignore[call-overload]
    "GivenEvidence", __base__=_Evidence, **{name: (_item_type(field), None) for name, field in FIELDS.items()}
)


def _iso_day(sent: object) -> object:
    if isinstance(sent, date) and type(sent) is date:
        return sent
    if not (isinstance(sent, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", sent, re.ASCII)):
        raise ValueError("should be a day, written YYYY-MM-DD")
    try:
        return date.fromisoformat(sent)
    except ValueError as error:
        raise ValueError(f"is no day of the calendar: {error}") from error


class Report(Frozen):
    """What somebody says about a call: a text, structured evidence, or both."""

    text: Annotated[str, Constraint(strict=True)] | None = None
    evidence: GivenEvidence | None = None  # type: ignore[valid-type]
    claimed_caller: Name | None = None
    recipient: Name | None = None
    as_of: Annotated[date, BeforeValidator(_iso_day)] | None = None
    prior: Annotated[float, Constraint(strict=True, gt=0, lt=1, allow_inf_nan=False)] | None = None

    @property
    def given(self) -> dict[str, Item]:
        """The evidence that was sent, by field."""
        return self.evidence.items() if self.evidence is not None else {}


def parse_report(sent: object, max_text: int = MAX_TEXT) -> Report:
    """Check a report as sent.

    Parameters
    ----------
    sent : object
        A mapping with the keys of ``Report``.
    max_text : int
        The longest text taken, in code points.

    Raises
    ------
    ReportError
        Where something is wrong; its ``faults`` name all of it, not only the first.
    """
    if isinstance(sent, Report):
        return sent
    if not isinstance(sent, Mapping):
        raise ReportError("A report is an object with the keys text and/or evidence.")
    faults = []
    text = sent.get("text")
    if text is None and sent.get("evidence") is None:
        faults.append(Fault("text", "there is neither text nor evidence: send at least one of them"))
    if isinstance(text, str):
        if not text.strip():
            faults.append(Fault("text", "is empty: send the report's words, or leave the key out"))
        if len(text) > max_text:
            faults.append(Fault("text", f"has {len(text):,} characters, {max_text:,} are allowed: shorten it"))
    try:
        report = Report.model_validate(sent)
    except ValidationError as error:
        faults += _explained(error)
    if faults:
        raise ReportError(
            "The report cannot be assessed as sent: " + "; ".join(f"{fault.field}: {fault.reason}" for fault in faults),
            faults,
        )
    return report


def _explained(error: ValidationError) -> list[Fault]:
    """Turn pydantic's list into one fault a place, in words that say what to do."""
    faults: dict[str, Fault] = {}
    for detail in error.errors(include_url=False):
        path = [str(part) for part in detail["loc"]]
        in_value = path[:1] == ["evidence"] and path[2:3] == ["value"]
        place = ".".join(path[:2] if in_value else path)
        if place not in faults:
            reason = _value_reason(FIELDS[path[1]], detail["input"]) if in_value else _reason(path, detail)
            faults[place] = Fault(place, reason)
    return list(faults.values())


def _value_reason(field: Field, sent: object) -> str:
    shown = repr(sent) if len(repr(sent)) <= 60 else repr(sent)[:57] + "..."
    if field.in_days:
        return f"{shown} is not a whole number of days from 0 to {MAX_DAYS:,}, nor 'unknown'"
    return f"{shown} is not one of its values: {', '.join(value.name for value in field.values)}, {UNKNOWN}"


def _reason(path: list[str], detail: Mapping[str, Any]) -> str:
    if detail["type"] == "extra_forbidden":
        if path[0] == "evidence" and len(path) == 2:
            return "is no field of the codebook; GET /v1/codebook lists them"
        return "is no key of a report" if len(path) == 1 else "is no key of an evidence item"
    if path == ["prior"]:
        return "should be a number above 0 and below 1"
    message: str = detail["msg"]
    return message.removeprefix("Value error, ").replace("Input should", "should")


class Contribution(Frozen):
    """One field's share of the weight of evidence, in natural log-odds."""

    field: str
    value: str | int
    log_odds: float


class NextCheck(Frozen):
    """An unanswered field: what to ask, what the answer is expected to tell, and the risk after it."""

    field: str
    question: str
    check: str
    expected_bits: float
    if_answered: dict[str, float]


class SimilarCase(Frozen):
    """A past incident whose evidence looks alike."""

    id: str
    title: str
    outcome: str
    similarity: float
    sources: list[str]


class Notice(Frozen):
    """Something the reader of an assessment must know."""

    code: str
    message: str
    quote: str | None = None


class ModelName(Frozen):
    """Which model made an assessment."""

    version: str
    trained_at: str


class Assessment(Frozen):
    """The answer to one report; the words are PRODUCT's, the identities hold to 1e-9.

    ``sum(c.log_odds for c in contributions) == weight_of_evidence`` and
    ``risk == sigmoid(logit(prior) + weight_of_evidence)``; both are None, with all
    that follows from them, where the text reports no call.
    """

    risk: float | None
    interval: tuple[float, float] | None
    band: Band | None
    summary: str
    in_scope: bool
    notices: list[Notice]
    prior: float
    weight_of_evidence: float | None
    likelihood_ratio: float | None
    risk_at_prior: dict[str, float] | None
    claimed_caller: str | None
    recipient: str | None
    evidence: dict[str, Item]
    contributions: list[Contribution]
    next_checks: list[NextCheck]
    similar_cases: list[SimilarCase]
    model: ModelName

    def as_json(self) -> dict[str, Any]:
        """Return the assessment as plain data; what an evidence item lacks is left out."""
        plain = self.model_dump(mode="json")
        plain["evidence"] = {
            name: {key: value for key, value in item.items() if value is not None}
            for name, item in plain["evidence"].items()
        }
        return plain
