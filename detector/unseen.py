"""What readers say of the texts that they learned from, by folds that had not seen their story.

Kept beside the model: reading figures are printed from it at once, and the risk is judged on
it. A text is known by its digest, so that an incident file may be put in another order.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from .reading import Cue, Reader, Reading

ReaderName = Literal["precise", "fast"]
How = Literal[ReaderName, "named"]  # ``named``: by the precise reader, told who the parties are


def text_digest(text: str) -> str:
    """Return what a text is known by: 16 hex digits of its SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Unseen:
    """Readings, by `How` and text."""

    readings: Mapping[str, Mapping[str, Reading]]

    @classmethod
    def of(cls, texts: Sequence[str], **readings: Sequence[Reading]) -> "Unseen":
        """Keep what was read in each way, in the order of the texts."""
        digests = [text_digest(text) for text in texts]
        return cls({how: dict(zip(digests, found, strict=True)) for how, found in readings.items()})

    def find(self, texts: Sequence[str], how: How, reader: Reader) -> list[Reading]:
        """Return the reading of each text; one that the reader never learned from, it reads now."""
        known = self.readings[how]
        return [known.get(text_digest(text)) or reader.read(text) for text in texts]

    def new(self, texts: Sequence[str]) -> int:
        """Return how many texts the readers have not learned from."""
        return sum(text_digest(text) not in self.readings["precise"] for text in texts)

    def packed(self) -> bytes:
        """Return the readings as compressed JSON; the same ones give the same bytes."""
        plain = {
            name: {digest: _plain(reading) for digest, reading in sorted(found.items())}
            for name, found in self.readings.items()
        }
        return gzip.compress(json.dumps(plain, ensure_ascii=False).encode(), mtime=0)

    @classmethod
    def unpacked(cls, content: bytes) -> "Unseen":
        """Return what ``packed`` gave."""
        plain = json.loads(gzip.decompress(content))
        return cls({name: {digest: _reading(one) for digest, one in found.items()} for name, found in plain.items()})


def _plain(reading: Reading) -> dict[str, Any]:
    return {
        "cues": [_row(cue) for cue in reading.cues],
        "parties": [reading.claimed_caller, reading.recipient],
        "in_scope": reading.in_scope,
        "language": reading.language,
        "outcome": _row(reading.outcome) if reading.outcome else None,
    }


def _row(cue: Cue) -> list[Any]:
    return [cue.field, cue.value, cue.quote, cue.start, cue.end, round(cue.confidence, 4)]


def _reading(plain: Mapping[str, Any]) -> Reading:
    return Reading(
        cues=tuple(Cue(*row) for row in plain["cues"]),
        claimed_caller=plain["parties"][0],
        recipient=plain["parties"][1],
        in_scope=plain["in_scope"],
        language=plain["language"],
        outcome=Cue(*plain["outcome"]) if plain["outcome"] else None,
    )
