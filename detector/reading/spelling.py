"""Words as the networks see them: British, without gender, without a slip of the fingers."""

from collections.abc import Collection
from functools import lru_cache

from .genders import neutral

_AMERICAN = dict(
    pair.split("/")
    for pair in (
        "color/colour neighbor/neighbour neighborhood/neighbourhood favor/favour honor/honour labor/labour "
        "rumor/rumour humor/humour harbor/harbour behavior/behaviour flavor/flavour endeavor/endeavour armor/armour "
        "vigor/vigour favorite/favourite favorable/favourable colorful/colourful honorable/honourable center/centre "
        "theater/theatre meter/metre liter/litre fiber/fibre gray/grey tire/tyre aging/ageing catalog/catalogue "
        "dialog/dialogue program/programme defense/defence offense/offence license/licence pretense/pretence mom/mum "
        "skeptical/sceptical skepticism/scepticism maneuver/manoeuvre jewelry/jewellery airplane/aeroplane "
        "pajamas/pyjamas plow/plough judgment/judgement fulfill/fulfil enroll/enrol skillful/skilful "
        "canceled/cancelled canceling/cancelling traveled/travelled traveling/travelling traveler/traveller "
        "labeled/labelled signaled/signalled signaling/signalling modeled/modelled fueled/fuelled dialed/dialled "
        "dialing/dialling totaled/totalled counselor/counsellor quarreled/quarrelled"
    ).split()
)
_IZE = tuple(
    "recogn organ apolog real critic emphas summar author character final minim mobil public sympath scrutin general "
    "legal normal stabil symbol util visual central item legitim patron priorit".split()
)
_IZED = ("ize", "izes", "ized", "izing", "izer", "izers", "ization", "izations")
_SHORTEST_MENDED, _LONGEST = 4, 24  # letters; a longer word is neither mended nor remembered


def plain(word: str) -> str:
    """Return a word in lower case, without gender, as it is written in Britain.

    >>> [plain(word) for word in ("Neighbors", "recognized", "an", "She")]
    ['neighbours', 'recognised', 'a', 'he']
    """
    return _plain(word) if len(word) <= _LONGEST else neutral(word)


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    seen = neutral(word)
    if seen == "an":
        return "a"
    if seen in _AMERICAN:
        return _AMERICAN[seen]
    if seen.endswith("s") and seen[:-1] in _AMERICAN:
        return _AMERICAN[seen[:-1]] + "s"
    if "iz" in seen and seen.endswith(_IZED) and seen.startswith(_IZE):
        head, _, tail = seen.rpartition("iz")
        return f"{head}is{tail}"
    return seen


def mended(word: str, common: Collection[str]) -> str:
    """Swap two neighbouring letters back where that makes a known word of an unknown one.

    >>> mended("wihch", {"which"})
    'which'
    """
    if word in common or not _SHORTEST_MENDED <= len(word) <= _LONGEST or not (word.islower() and word.isalpha()):
        return word
    swapped = (word[:k] + word[k + 1] + word[k] + word[k + 2 :] for k in range(len(word) - 1))
    return next((other for other in swapped if other in common), word)
