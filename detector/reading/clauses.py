"""Words, sentences and clauses of a text, each with its place in it.

Everything else in this package works on a `Document`. Offsets are code points of
the text as sent, so a clause or any run of its words can be quoted exactly.
Independent of any model: changing the splitting rules calls for a retrain.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

# Alternatives start with different characters, so matching is linear in the text.
_TOKEN = re.compile(r"['’](?:s|t|d|m|ll|re|ve)\b|\w+|\n|[^\w\s]", re.IGNORECASE)
_ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr st gen sen rep gov lt col sgt capt prof hon rev no vs jr sr dept jan feb mar apr jun jul "
        "aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun"
    ).split()
)
_CLAUSE_MARKS = frozenset(',;:()[]—–"“”')
_CLAUSE_WORDS = frozenset(
    ("and but while although though who whom which when after before because as whether where since").split()
)
_CLOSERS = frozenset("\"'”’)]»")
_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of words, ``first`` to ``last`` (exclusive), of one sentence."""

    first: int
    last: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text cut up: words with offsets, sentences as word ranges, clauses."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    clauses: list[Clause]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code-point offsets of words ``first`` to ``last`` (exclusive)."""
        return self.starts[first], self.ends[last - 1]


def parse(text: str) -> Document:
    """Cut ``text`` into words, sentences and clauses.

    >>> d = parse("The palace denied it, but his agent said the call took place. No comment.")
    >>> [d.text[slice(*d.span(c.first, c.last))] for c in d.clauses]
    ['The palace denied it', 'but his agent said the call took place', 'No comment']
    """
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    sentences = _sentences(words, starts, ends)
    clauses = [
        Clause(first, last, number)
        for number, sentence in enumerate(sentences)
        for first, last in _split(words, *sentence)
    ]
    return Document(text, words, starts, ends, sentences, clauses)


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


def _split(words: list[str], first: int, last: int) -> list[tuple[int, int]]:
    parts, begin, count = [], first, 0
    for i in range(first, last):
        word = words[i]
        at_mark = word in _CLAUSE_MARKS
        if count >= _MIN_WORDS and (at_mark or (count > _MIN_WORDS and word.lower() in _CLAUSE_WORDS)):
            parts.append((begin, i))
            begin, count = i, 0
        count += not at_mark
    parts.append((begin, last))
    if len(parts) > 1 and count < _MIN_WORDS:  # a stub at the end belongs to what it ends
        parts[-2:] = [(parts[-2][0], last)]
    trimmed = [_trim(words, *part) for part in parts]
    return [part for part in trimmed if part[0] < part[1]]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Lower ``word`` and cut common English endings, roughly.

    >>> [stem(w) for w in ("Denied", "denies", "calling", "calls")]
    ['deny', 'deny', 'call', 'call']
    """
    word = word.lower().replace("’", "'")
    if len(word) < 4 or word[0] == "'":
        return word
    if word.endswith(("ied", "ies")) and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word
