"""The evidence vocabulary: every field, its values, and what they say.

The only list of allowed evidence. The encoder's columns, request validation,
``GET /v1/codebook``, the page and the dataset check are all derived from it.
Changing a field, a value or a weight changes the model: retrain, and raise
``FORMAT_VERSION`` where a saved model could no longer be used.

Directions and starting weights are the codebook's own ("What the values say"):
case-control data cannot teach them, so a fit may move a weight but not turn it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

FORMAT_VERSION = 2
UNKNOWN = "unknown"
MAX_DAYS = 36_500


@dataclass(frozen=True)
class Weight:
    """A normal prior on a log-odds weight (natural logarithm), and its bounds."""

    start: float = 0.0
    sd: float = 0.7
    low: float = -inf
    high: float = inf


FREE = Weight(sd=0.3)  # small unless the data insist
FIXED = Weight(low=0.0, high=0.0)
BOUNDED = Weight(sd=0.3, low=-0.5, high=0.5)


def _raises(start: float) -> Weight:
    return Weight(start=start, low=0.0)


def _lowers(start: float) -> Weight:
    return Weight(start=start, high=0.0)


@dataclass(frozen=True)
class Value:
    """One answer to a field's question; for a field in days, a range from ``name`` days on."""

    name: str
    label: str
    weight: Weight = FREE


@dataclass(frozen=True)
class Field:
    """One thing that a newsroom can know about a reported call.

    Attributes
    ----------
    question : str
        What an editor would ask to fill it.
    check : str
        What to do to find out.
    phrase : str
        A clause that says the field's answer in a sentence; ``{}`` is the value's label.
    context : bool
        Read and shown, but neither for nor against authenticity.
    in_days : bool
        The value is a whole number of days; ``values`` are ranges, by their first day.
    """

    name: str
    label: str
    question: str
    check: str
    values: tuple[Value, ...]
    phrase: str = "{}"
    context: bool = False
    in_days: bool = False

    def category(self, value: str | int) -> str:
        """Return the name of the Value that ``value`` falls under.

        >>> FIELDS["days_call_to_report"].category(9)
        '4'
        """
        if not self.in_days:
            return str(value)
        return max((v.name for v in self.values if int(v.name) <= int(value)), key=int)

    def clause(self, value: str | int) -> str:
        """Return the answer ``value`` as a clause of a sentence.

        >>> FIELDS["caller_position"].clause("denied")
        "the claimed caller's side denies the call"
        """
        return self.phrase.format(self.value_label(value))

    def value_label(self, value: str | int) -> str:
        """Return ``value`` in words for people."""
        if value == UNKNOWN:
            return "not known"
        if self.in_days:
            return "the same day" if value == 0 else "one day" if value == 1 else f"{value} days"
        return next(v.label for v in self.values if v.name == value)


@dataclass(frozen=True)
class Pattern:
    """Two answers that say together what neither says alone; its weight comes on top of theirs."""

    name: str
    label: str
    when: Mapping[str, str]
    weight: Weight


def _days(weight: Weight) -> tuple[Value, ...]:
    labels = {"0": "the same day", "1": "1 to 3 days", "4": "4 to 14 days", "15": "15 days or more"}
    return tuple(Value(name, label, weight) for name, label in labels.items())


def _positions(confirmed: Weight, denied: Weight) -> tuple[Value, ...]:
    return (
        Value("confirmed", "says that the call took place", confirmed),
        Value("denied", "denies the call", denied),
        Value("declined_to_comment", "was asked and would not say"),
        Value("no_answer_yet", "has not answered yet"),
    )


_ROLES = tuple(
    Value(name, label, FIXED)
    for name, label in {
        "head_of_state_or_government": "head of state, government or an international body",
        "minister_or_senior_official": "minister or senior official",
        "legislator": "legislator, party leader or candidate",
        "royalty": "royalty",
        "religious_leader": "religious leader",
        "celebrity": "celebrity",
        "athlete": "athlete or sports official",
        "business_leader": "business leader",
        "activist": "activist or opposition figure",
        "scientist_or_laureate": "scientist or laureate",
        "journalist": "journalist",
        "private_citizen": "private citizen",
        "other": "other",
    }.items()
)

_FIELDS = (
    Field(
        "report_source",
        "First reported by",
        "Who first made this call known?",
        "Trace the report to whoever told it first, and ask how they know.",
        (
            Value("caller_office", "the claimed caller's office", BOUNDED),
            Value("recipient_office", "the recipient's office or staff", BOUNDED),
            Value("both_offices", "both offices at once", BOUNDED),
            Value("caller_personal", "the claimed caller in person", BOUNDED),
            Value("recipient_personal", "the recipient in person", BOUNDED),
            Value("third_party_official", "another government, body or official", BOUNDED),
            Value("anonymous_sources", "unnamed people on neither side", BOUNDED),
            Value("recording", "a recording or transcript", BOUNDED),
            Value("media_only", "an outlet that names no source", BOUNDED),
        ),
        phrase="the call was first reported by {}",
    ),
    Field(
        "report_channel",
        "Made known through",
        "Through which channel was it made known?",
        "Find the first post, statement or broadcast and keep a copy.",
        (
            Value("official_statement", "official statement", FIXED),
            Value("press_briefing", "press briefing", FIXED),
            Value("interview", "interview", FIXED),
            Value("social_media", "social media", FIXED),
            Value("broadcast", "broadcast", FIXED),
            Value("news_report", "news report", FIXED),
            Value("leak", "leak", FIXED),
            Value("internal_note", "internal note or tip", FIXED),
        ),
        phrase="it was made known by {}",
        context=True,
    ),
    Field(
        "caller_position",
        "The claimed caller's side",
        "What does the claimed caller's side say about whether this call took place?",
        "Ask the claimed caller's office, through a number that you found independently of the call.",
        _positions(_lowers(-2.5), _raises(1.5)),
        phrase="the claimed caller's side {}",
    ),
    Field(
        "recipient_position",
        "The recipient's side",
        "What does the recipient's side say about whether this call took place?",
        "Ask the recipient's office or agent whether there was a call, and who took it.",
        _positions(FIXED, _raises(0.7)),
        phrase="the recipient's side {}",
    ),
    Field(
        "independent_confirmation",
        "Independent confirmation",
        "Does anybody of neither side with direct knowledge confirm the call?",
        "Look for a third party with direct knowledge: a host, a mediator, an interpreter, a telephone record.",
        (
            Value("yes", "a third party confirms it", _lowers(-1.5)),
            Value("no", "third parties contradict it or could not confirm it", _raises(0.7)),
        ),
    ),
    Field(
        "prior_public_request",
        "Public wish for the call",
        "In the eight weeks before, had anybody publicly asked for or wished for this contact?",
        "Search both sides' posts and interviews of the eight weeks before for a wish to talk.",
        (
            Value("recipient_asked", "the recipient had asked for it in public", _raises(0.5)),
            Value("caller_asked", "the claimed caller had asked for it in public", FIXED),
            Value("both_asked", "both had asked for it in public", FIXED),
            Value("none", "nobody had asked for it in public", FIXED),
        ),
    ),
    Field(
        "days_request_to_call",
        "Days from wish to call",
        "How many days passed from that public wish to the call?",
        "Date the public wish and the call.",
        _days(FREE),
        phrase="the call came {} after a public wish for it",
        in_days=True,
    ),
    Field(
        "days_call_to_report",
        "Days from call to report",
        "How many days passed from the call to the first report of it?",
        "Date the call and the first report of it.",
        _days(FIXED),
        phrase="the call was reported {} after it",
        in_days=True,
    ),
    Field(
        "days_report_to_caller_response",
        "Days from report to answer",
        "How many days passed from the first report to the first answer of the claimed caller's side?",
        "Date the first report and the first answer of the claimed caller's side.",
        _days(FREE),
        phrase="the claimed caller's side answered {} after the report",
        in_days=True,
    ),
    Field(
        "arrangement",
        "How the call came about",
        "How did the call come about?",
        "Ask the recipient's staff who set the call up, by which number or address, and who had checked it.",
        (
            Value("official_channel", "through official channels", _lowers(-1.0)),
            Value("intermediary", "through a go-between who was not checked", _raises(0.8)),
            Value("direct_unsolicited", "out of the blue"),
            Value("on_air", "on a live programme or stage"),
        ),
        phrase="the call came about {}",
    ),
    Field(
        "identity_check",
        "Identity check",
        "Did anybody check who was on the line, and what did they find?",
        "Ask whether anybody called back on a known number, or noticed anything odd about voice, number or picture.",
        (
            Value("verified", "checked and found right", _lowers(-1.0)),
            Value("not_checked", "nobody checked", _raises(0.3)),
            Value("anomaly", "something was odd about voice, number or picture", _raises(1.2)),
        ),
    ),
    Field(
        "medium",
        "Medium",
        "Was it a telephone call, a video call or a voice message?",
        "Ask by which device and which service the call came.",
        (
            Value("phone", "telephone", FIXED),
            Value("video", "video call", FIXED),
            Value("messaging_voice", "voice over a messaging app", FIXED),
        ),
        phrase="it was a call by {}",
        context=True,
    ),
    Field(
        "prior_relationship",
        "Earlier contact",
        "Had the two met or officially spoken before?",
        "Search for earlier meetings or calls between the two.",
        (
            Value("established", "they had met or spoken before"),
            Value("none", "they had never met or spoken before"),
        ),
    ),
    Field(
        "content",
        "What was said",
        "Was what is said to have been talked about odd, or what these two would talk about?",
        "Get the fullest account of what was said, and ask whether it sounds like the claimed caller.",
        (
            Value("odd", "odd or out of character", _raises(0.6)),
            Value("ordinary", "what these two would talk about", _lowers(0.0)),
        ),
        phrase="what is said to have been talked about is {}",
    ),
    Field(
        "accounts_agree",
        "The two accounts",
        "Where both sides have given an account: do the accounts agree?",
        "Put each side's account to the other, point by point: whether, who rang, what was said.",
        (
            Value("yes", "both sides' accounts agree", _lowers(-1.0)),
            Value("no", "the two sides' accounts clash", _raises(0.3)),
        ),
    ),
    Field(
        "recording_published",
        "Recording",
        "Is a recording or transcript of the call public?",
        "Look for audio, video or a transcript, and for who published it first.",
        (
            Value("yes", "a recording or transcript is public"),
            Value("no", "no recording has been released"),
        ),
    ),
    Field(
        "caller_role",
        "Claimed caller's role",
        "What is the claimed caller known as?",
        "Look up the claimed caller's office on the day of the call.",
        _ROLES,
        phrase="the claimed caller is known as {}",
        context=True,
    ),
    Field(
        "recipient_role",
        "Recipient's role",
        "What is the recipient known as?",
        "Look up the recipient's office on the day of the call.",
        _ROLES,
        phrase="the recipient is known as {}",
        context=True,
    ),
)

FIELDS: Mapping[str, Field] = {field.name: field for field in _FIELDS}
EVIDENCE_FIELDS = tuple(field for field in _FIELDS if not field.context)

PATTERNS = (
    Pattern(
        "claim_denied",
        "The recipient's side tells of a call that the claimed caller's side denies",
        {"recipient_position": "confirmed", "caller_position": "denied"},
        _raises(1.0),
    ),
    Pattern(
        "invented_call",
        "The claimed caller's side tells of a call that the recipient's side denies",
        {"caller_position": "confirmed", "recipient_position": "denied"},
        _raises(3.5),
    ),
)


def as_dict() -> dict[str, object]:
    """Return the codebook as plain data, for people's pages and programs."""
    return {
        "format_version": FORMAT_VERSION,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "question": field.question,
                "check": field.check,
                "context": field.context,
                "in_days": field.in_days,
                "values": [{"name": value.name, "label": value.label} for value in field.values],
            }
            for field in _FIELDS
        ],
        "patterns": [
            {"name": pattern.name, "label": pattern.label, "when": dict(pattern.when)} for pattern in PATTERNS
        ],
    }
