"""The detector: a report in, an assessment out."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from . import registry
from .codebook import FIELDS, UNKNOWN
from .explain import next_checks, notices, similar_cases, summary
from .explain.words import language_notice, no_call_notice, outcome_notice
from .reading import Reader, Reading
from .risk import Thresholds, band_of, likelihood_ratio, risk_at
from .schema import (
    DEFAULT_PRIOR,
    MAX_TEXT,
    Assessment,
    Band,
    Contribution,
    Item,
    ModelName,
    Notice,
    Report,
    parse_report,
)

PRIORS_SHOWN = (0.02, 0.1, 0.3)
_NOTHING = Reading(cues=(), claimed_caller=None, recipient=None)
_UNKNOWN = Item(origin="none")


class Detector:
    """Assess reports of calls with one model.

    Parameters
    ----------
    model : Model
        From ``registry.load``; ``Detector.load`` is the short way.
    prior : float
        The share of non-authentic calls among the reports that reach this desk, for
        reports that name none.
    thresholds : Thresholds
        Risks at which the bands begin.
    max_text : int
        The longest text taken, in code points.
    reader : str
        ``precise``, or ``fast`` for many texts.
    """

    def __init__(
        self,
        model: registry.Model,
        *,
        prior: float = DEFAULT_PRIOR,
        thresholds: Thresholds | None = None,
        max_text: int = MAX_TEXT,
        reader: Literal["precise", "fast"] = "precise",
    ) -> None:
        self.model = model
        self.reader: Reader = model.precise if reader == "precise" else model.fast
        self.prior = prior
        self.thresholds = thresholds or Thresholds()
        self.max_text = max_text
        self._scorecard = model.scorecard()
        self._name = ModelName(version=model.version, trained_at=model.manifest["created_at"])

    @classmethod
    def load(cls, path: str | Path | None = None, **options: Any) -> "Detector":
        """Load the current model, or the version in the folder ``path``.

        Raises
        ------
        ModelError
            If there is none, or it is not whole, or not for this program.
        """
        return cls(registry.load(Path(path) if path is not None else registry.current()), **options)

    def score(
        self,
        text: str | None = None,
        evidence: Mapping[str, Any] | None = None,
        claimed_caller: str | None = None,
        recipient: str | None = None,
        as_of: date | str | None = None,
        prior: float | None = None,
    ) -> Assessment:
        """Assess one report: a text, evidence, or both (what is given beats what is read).

        Parameters
        ----------
        text : str
            At most ``max_text`` code points.
        evidence : mapping
            Codebook field to a value, or to an item of an earlier assessment.
        claimed_caller, recipient : str
            Names, where the text does not say them well.
        as_of : date
            The day from whose viewpoint the text is read; nothing depends on it yet.
        prior : float
            Above 0 and below 1; default: the detector's.

        Raises
        ------
        ReportError
            If something in the report is wrong; all of it is named.
        """
        sent = {
            "text": text,
            "evidence": evidence,
            "claimed_caller": claimed_caller,
            "recipient": recipient,
            "as_of": as_of,
            "prior": prior,
        }
        return self.assess(self.parse({key: value for key, value in sent.items() if value is not None}))

    def score_many(self, reports: Iterable[str | Mapping[str, Any]]) -> list[Assessment]:
        """Assess many reports, each a text or a mapping as in ``POST /v1/score``.

        Raises
        ------
        ReportError
            At the first report that is wrong.
        """
        return [self.assess(self.parse({"text": report} if isinstance(report, str) else report)) for report in reports]

    def read(self, text: str, as_of: date | None = None) -> dict[str, Item]:
        """Read the evidence of a text: every codebook field, by name.

        Raises
        ------
        ReportError
            If the text is empty or too long.
        """
        report = self.parse({"text": text, "as_of": as_of})
        return self._evidence(report, self._read(report))

    def parse(self, sent: object) -> Report:
        """Check a report as sent; see ``schema.parse_report``."""
        return parse_report(sent, self.max_text)

    def assess(self, report: Report) -> Assessment:
        """Assess a report that has been checked."""
        reading = self._read(report)
        evidence = self._evidence(report, reading)
        common: dict[str, Any] = {
            "in_scope": reading.in_scope,
            "prior": report.prior if report.prior is not None else self.prior,
            "claimed_caller": report.claimed_caller or reading.claimed_caller,
            "recipient": report.recipient or reading.recipient,
            "evidence": evidence,
            "model": self._name,
        }
        if not reading.in_scope and not report.given:
            return _no_call(common, _out_of_scope(reading))
        values = {name: item.value for name, item in evidence.items() if item.value != UNKNOWN}
        weighed = self._weigh(values, common["prior"], told=reading.outcome is not None)
        named = common["claimed_caller"] is not None and common["recipient"] is not None
        remarks = notices(weighed["band"], weighed["contributions"], report.text is not None, named)
        if reading.outcome is not None:
            remarks.insert(0, outcome_notice(str(reading.outcome.value), reading.outcome.quote))
        if not reading.in_scope:
            remarks.insert(0, _out_of_scope(reading))
        return Assessment(**common, **weighed, notices=remarks)

    def _weigh(self, values: Mapping[str, str | int], prior: float, told: bool) -> dict[str, Any]:
        """Return what an assessment says of known evidence; where the end is ``told``, it settles nothing."""
        contributions = [
            Contribution(field=field, value=value, log_odds=log_odds)
            for field, value, log_odds in self._scorecard.contributions(values)
        ]
        weight = sum(contribution.log_odds for contribution in contributions)
        low, high = self._scorecard.weight_interval(values)
        risk = risk_at(prior, weight)
        band: Band = "undetermined" if told else band_of(risk, weight, (low, high), self.thresholds)
        return {
            "risk": risk,
            "interval": (risk_at(prior, low), risk_at(prior, high)),
            "band": band,
            "summary": summary(band, risk, likelihood_ratio(weight), contributions),
            "weight_of_evidence": weight,
            "likelihood_ratio": likelihood_ratio(weight),
            "risk_at_prior": {str(other): risk_at(other, weight) for other in PRIORS_SHOWN},
            "contributions": sorted(contributions, key=lambda c: -abs(c.log_odds)),
            "next_checks": next_checks(values, prior, self._scorecard, self.model.background),
            "similar_cases": similar_cases(values, self.model.background),
        }

    def _read(self, report: Report) -> Reading:
        if report.text is None:
            return _NOTHING
        return self.reader.read(report.text, report.as_of, report.claimed_caller, report.recipient)

    def _evidence(self, report: Report, reading: Reading) -> dict[str, Item]:
        """Merge what was given with what was read; an item of origin "none" leaves room for reading."""
        given = {name: item for name, item in report.given.items() if item.origin != "none"}
        read = {
            cue.field: Item(
                value=cue.value,
                origin="read",
                quote=cue.quote,
                start=cue.start,
                end=cue.end,
                confidence=cue.confidence,
            )
            for cue in reading.cues
        }
        return {name: given.get(name) or read.get(name) or _UNKNOWN for name in FIELDS}


def _out_of_scope(reading: Reading) -> Notice:
    return language_notice(reading.language) if reading.language else no_call_notice()


def _no_call(common: dict[str, Any], why: Notice) -> Assessment:
    """Return the answer to a text that reports no call: no risk, and why."""
    return Assessment(
        **common,
        risk=None,
        interval=None,
        band=None,
        summary="No call between a claimed caller and a recipient is reported here.",
        notices=[why],
        weight_of_evidence=None,
        likelihood_ratio=None,
        risk_at_prior=None,
        contributions=[],
        next_checks=[],
        similar_cases=[],
    )
