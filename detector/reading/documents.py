"""Words and sentences of a text, each with its place in it.

Everything else in this package works on a `Document`. Offsets are code points of
the text as sent, so any run of its words can be quoted exactly.
Independent of any model: changing the splitting rules calls for a retrain.
"""

import re
from dataclasses import dataclass

# Alternatives start with different characters, so matching is linear in the text.
_TOKEN = re.compile(r"['’](?:s|t|d|m|ll|re|ve)\b|\w+|\n|[^\w\s]", re.IGNORECASE)
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr st gen sen rep gov lt col sgt capt prof hon rev no vs jr sr dept jan feb mar apr jun jul "
        "aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun"
    ).split()
)
_CLOSERS = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut up: words with offsets, sentences as word ranges."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code-point offsets of words ``first`` to ``last`` (exclusive)."""
        return self.starts[first], self.ends[last - 1]


def parse(text: str) -> Document:
    """Cut ``text`` into words and sentences.

    >>> d = parse("Mr. Able rang. The palace denied it, his agent didn't.")
    >>> [d.text[slice(*d.span(*sentence))] for sentence in d.sentences]
    ['Mr. Able rang', "The palace denied it, his agent didn't"]
    """
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return Document(text, words, starts, ends, _sentences(words, starts, ends))


def _sentences(words: list[str], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    cuts, n, i = [], len(words), 0
    while i < n:
        word = words[i]
        if word == "\n":
            cuts.append(i)
        elif word in ".!?…":
            after = i + 1
            while after < n and after < i + 4 and words[after] in _CLOSERS and starts[after] == ends[after - 1]:
                after += 1
            if _ends_sentence(words, starts, ends, i, after):
                cuts.append(after - 1)
                i = after - 1
        i += 1
    bounds, first = [], 0
    for cut in [*cuts, n - 1]:
        low, high = _trim(words, first, cut + 1)
        if low < high:
            bounds.append((low, high))
        first = cut + 1
    return bounds


def _ends_sentence(words: list[str], starts: list[int], ends: list[int], at: int, after: int) -> bool:
    if after >= len(words):
        return True
    if starts[after] == ends[after - 1]:
        return words[after] == "\n"
    if words[at] != ".":
        return True
    before = words[at - 1] if at else ""
    if before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper()):
        return False
    return not words[after][0].islower()


def _trim(words: list[str], first: int, last: int) -> tuple[int, int]:
    """Drop punctuation at both ends."""
    while first < last and not words[first][-1].isalnum():
        first += 1
    while last > first and not words[last - 1][-1].isalnum():
        last -= 1
    return first, last
