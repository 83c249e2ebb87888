"""Gendered words, so that who is a man and who a woman plays no part in reading."""

_PAIRS = """
    he she|him her|his hers|himself herself|man woman|men women|boy girl|boys girls|king queen|kings queens
    prince princess|actor actress|spokesman spokeswoman|spokesmen spokeswomen|chairman chairwoman
    businessman businesswoman|congressman congresswoman|frontman frontwoman|son daughter|sons daughters
    brother sister|brothers sisters|father mother|husband wife|widower widow|mr mrs|lord lady|duke duchess
    hero heroine|host hostess|emperor empress|uncle aunt|nephew niece|statesman stateswoman|sportsman sportswoman
    anchorman anchorwoman|monk nun|grandfather grandmother|grandson granddaughter
"""
_NEUTRAL = {
    feminine: masculine
    for pair in _PAIRS.replace("\n", "|").split("|")
    if pair.strip()
    for masculine, feminine in [pair.split()]
} | {"ms": "mr", "miss": "mr", "sir": "mr", "dame": "mr", "lady": "man", "gentleman": "man", "hers": "his"}
_NEUTRAL |= {"him": "his", "her": "his"}  # one word stands for both cases of "her"


def neutral(word: str) -> str:
    """Return the word as an encoder sees it: in lower case and without a gender.

    >>> neutral("Spokeswoman")
    'spokesman'
    """
    lower = word.lower().encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    return _NEUTRAL.get(lower, lower)
