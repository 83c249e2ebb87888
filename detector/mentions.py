"""Where the words stand by which a text mentions somebody."""

import re
from collections.abc import Sequence


def places(text: str, mentions: Sequence[str]) -> list[tuple[int, int]]:
    """Return the code points of mentions, whole words only; ``words#2`` is their second occurrence.

    >>> places("Ann rang. Annabel and Ann", ["Ann#2"])
    [(22, 25)]
    """
    found = []
    for mention in mentions:
        words, _, number = mention.rpartition("#") if re.search(r"#\d+$", mention) else (mention, "", "")
        spans = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        found += spans[int(number) - 1 : int(number)] if number else spans
    return found
