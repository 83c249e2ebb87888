"""The incident data: check a file of them, and load it as a table of texts.

datasets/README.md says how they were collected and what in them is an artefact;
datasets/CODEBOOK.md says what each field means.
"""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, create_model
from pydantic import Field as Constraint

from .codebook import FIELDS, UNKNOWN
from .errors import DataError
from .mentions import places
from .schema import value_type

LABELS = {"authentic": 0, "prank": 1, "impersonation": 1, "fabricated": 1}
DISPUTED_WEIGHT = 0.15  # of an authentic incident that was looked for because it had been denied

_TELLTALE = re.compile(r"\b(purported|alleged(ly)?|supposed(ly)?|so-called|prankster)s?\b", re.IGNORECASE)
_TITLES = frozenset(
    (
        "president king queen prince princess pope minister prime chancellor senator general admiral sheikh emir "
        "sultan ayatollah mullah dr professor mp first lady secretary commander captain mayor governor duke "
        "duchess sir lord imam cardinal bishop archbishop patriarch rabbi"
    ).split()
)

_Words = Annotated[str, StringConstraints(min_length=1)]
_Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
_Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Party(_Strict):
    name: _Words
    role: value_type(FIELDS["caller_role"])  # type: ignore[valid-type]
    affiliation: str | None


def _cue(name: str) -> Any:
    return create_model(f"Cue_{name}", __base__=_Strict, value=(value_type(FIELDS[name]), ...), quote=(_Words, ...))


_CUES: Any = create_model("Cues", __base__=_Strict, **{name: (_cue(name) | None, None) for name in FIELDS})  # type: ignore[call-overload]
_FACTS: Any = create_model(  # type: ignore[call-overload]
    "Facts",
    __base__=_Strict,
    **{name: (value_type(field) | Literal["unknown"] | None, ...) for name, field in FIELDS.items()},
)


class _Mentions(_Strict):
    caller: list[_Words]
    recipient: list[_Words]
    caller_side: list[_Words]
    recipient_side: list[_Words]
    told: bool = True  # who rang whom; "the two spoke" doesn't tell


class _Text(_Strict):
    style: _Words
    text: _Words
    evidence: _CUES
    mentions: _Mentions | None = None
    annotators: Literal[1, 2]
    origin: Literal["augmented"] | None = None


class _Snapshot(_Strict):
    as_of: _Day
    facts: _FACTS
    texts: list[_Text]


class _Incident(_Strict):
    id: _Words
    story: _Words
    collection: Literal["pranks", "leaders", "doubted", "matched", "disputed"]
    call_date: _Day
    claimed_caller: _Party
    recipient: _Party
    outcome: Literal["authentic", "prank", "impersonation", "fabricated", "unresolved"]
    outcome_basis: str | None
    revealed_on: str | None
    perpetrators: str | None
    maker: str | None
    sources: Annotated[list[_Address], Constraint(min_length=1)]
    notes: str | None
    snapshots: list[_Snapshot]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    return sha256(path.read_bytes()).hexdigest()


def check(path: Path) -> list[str]:
    """List every fault of an incident file, as ``file:line: incident: field: what``.

    Raises
    ------
    DataError
        If the file cannot be read at all.
    """
    return _read(path)[1]


def load(path: Path) -> pd.DataFrame:
    """Load an incident file as one row a text.

    Returns
    -------
    DataFrame
        Columns: incident, story, collection, maker, outcome, label (0, 1, or NaN where
        unresolved), weight, claimed_caller, recipient, call_date, as_of, snapshot (its
        number), style, origin, text, one column a codebook field with what this text states
        (None: nothing), ``quotes`` (field to quote), ``mentions`` (side to words), and
        ``facts.FIELD`` with what could be known on that day.

    Raises
    ------
    DataError
        If the file has any fault; nothing is taken from it then.
    """
    records, faults = _read(path)
    if faults:
        raise DataError(f"{path}: {_count(faults)}; nothing was taken from it", faults)
    rows = [row for record in records for row in _rows(record)]
    if not rows:
        raise DataError(f"{path}: there is no text in it")
    frame = pd.DataFrame(rows)
    for name in (column for field in FIELDS for column in (field, f"facts.{field}")):
        frame[name] = pd.Series([row[name] for row in rows], dtype=object)  # days stay whole numbers beside None
    frame["weight"] = record_weights(frame)
    return frame


def record_weights(frame: pd.DataFrame) -> np.ndarray:
    """Weigh texts so that incidents count alike and then classes do.

    An incident weighs 1 (authentic `disputed` ones 0.15), shared equally by its texts;
    then the classes are balanced, the total staying the number of labelled incidents.
    Texts of unresolved incidents weigh 0.

    Returns
    -------
    array of shape (n_texts,)
    """
    labelled = frame["label"].notna()
    rows = frame[labelled]
    share = 1.0 / rows.groupby("incident")["incident"].transform("size")
    share = share.where(~((rows["collection"] == "disputed") & (rows["label"] == 0)), share * DISPUTED_WEIGHT)
    balanced = share / share.groupby(rows["label"]).transform("sum")
    weights = pd.Series(0.0, index=frame.index)
    weights[labelled] = balanced * rows["incident"].nunique() / rows["label"].nunique()
    return weights.to_numpy()


def _rows(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    shared = {
        "incident": record["id"],
        "story": record["story"],
        "collection": record["collection"],
        "maker": record["maker"],
        "outcome": record["outcome"],
        "label": LABELS.get(record["outcome"], np.nan),
        "claimed_caller": record["claimed_caller"]["name"],
        "recipient": record["recipient"]["name"],
        "call_date": record["call_date"],
        "sources": record["sources"],
    }
    for number, snapshot in enumerate(record["snapshots"]):
        facts = {f"facts.{name}": _known(snapshot["facts"][name]) for name in FIELDS}
        for text in snapshot["texts"]:
            cues = text["evidence"]
            yield {
                **shared,
                "as_of": snapshot["as_of"],
                "snapshot": number,
                "style": text["style"],
                "origin": text.get("origin"),
                "text": text["text"],
                **{name: cues[name]["value"] if name in cues else None for name in FIELDS},
                "quotes": {name: cue["quote"] for name, cue in cues.items()},
                "mentions": text.get("mentions"),
                **facts,
            }


def _known(value: object) -> object:
    return None if value == UNKNOWN else value


def _read(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the records of a file and its faults."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    records: list[dict[str, Any]] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            faults.append(f"{where}: not a line of JSON in UTF-8: {error}")
            continue
        if not isinstance(record, dict):
            faults.append(f"{where}: a line is one incident, a JSON object")
            continue
        name = record.get("id", "no id")
        found = list(_faults(record))
        if isinstance(name, str) and name in seen:
            found.append(f"id: used twice, first in line {seen[name]}")
        elif isinstance(name, str):
            seen[name] = number
        faults += [f"{where}: {name}: {fault}" for fault in found]
        records.append(record)
    return records, faults


def _faults(record: dict[str, Any]) -> Iterator[str]:
    """Yield ``field: what is wrong`` for one record: its shape first, then what the texts say."""
    try:
        _Incident.model_validate(record)
    except ValidationError as error:
        shape: dict[str, str] = {}
        for detail in error.errors(include_url=False):
            path = ".".join(str(part) for part in detail["loc"])
            place = next(
                (path[: path.index(f".{name}") + len(name) + 1] for name in FIELDS if f".{name}" in path), path
            )
            sent = "" if detail["type"] in ("missing", "extra_forbidden") else f", not {detail['input']!r:.60}"
            shape.setdefault(place, f"{place}: {detail['msg']}{sent}")
        yield from shape.values()
        return
    names = _names(f"{record['claimed_caller']['name']} {record['recipient']['name']}") - _TITLES
    for n, snapshot in enumerate(record["snapshots"]):
        for m, text in enumerate(snapshot["texts"]):
            for fault in _text_faults(text, names):
                yield f"snapshots.{n}.texts.{m}.{fault}"


def _text_faults(text: dict[str, Any], names: set[str]) -> Iterator[str]:
    if telltale := _TELLTALE.search(text["text"]):
        yield f"text: the word {telltale.group()!r} gives the outcome away"
    for field, cue in text["evidence"].items():
        if cue["quote"] not in text["text"]:
            yield f"evidence.{field}.quote: is not in the text"
        elif field.endswith("_role") and _bare_words(cue["quote"]) <= names:
            yield f"evidence.{field}.quote: a bare name tells no role"
    for side, words in (text.get("mentions") or {}).items():
        for word in words if side != "told" else ():
            if not places(text["text"], [word]):
                yield f"mentions.{side}: {word!r} is not in the text as words of its own"


def _names(text: str) -> set[str]:
    """Return what is written large: "the company's head" is a name in the record and still tells a role."""
    return {word.lower() for word in re.findall(r"\w+", text) if word[0].isupper()}


def _bare_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _count(faults: list[str]) -> str:
    return "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
