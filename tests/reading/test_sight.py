"""Who is who, and where a quote ends, from made-up scores."""

import numpy as np
import pytest

from detector.reading.documents import parse
from detector.reading.labels import Answer
from detector.reading.people import find_phrases
from detector.reading.sight import Eyes, Sight, people
from detector.reading.units import N_SIDES, Side, anonymous

COMMON = frozenset("a and at denied from he her his it knew of office rang said she the whom with".split())
ANSWERS = [Answer("medium", "phone")]


class _Says:
    """A network that takes some words for a side, and everything else for nobody."""

    def __init__(self, sides):
        self.sides = sides

    def scores(self, units):
        scores = np.full((len(units), N_SIDES + 1), -5.0, np.float32)
        for row, unit in enumerate(units):
            scores[row, self.sides.get(unit.text, len(Side))] = 5.0
        return scores


def found(text):
    doc = parse(text)
    return [
        [doc.text[slice(*doc.span(*mention))] for mention in person.mentions]
        for person in people(doc, find_phrases(doc, COMMON))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The French president, Anna Berg, rang.", [["Anna Berg", "French president"]]),
        ("Anna Berg, the president of France, rang.", [["Anna Berg", "president of France"]]),
        ("President Berg rang the singer.", [["Berg", "President"], ["singer"]]),
        ("Anna Berg, whom the French president rang, knew.", [["Anna Berg"], ["French president"]]),
        (", the president rang Anna Berg", [["Anna Berg"], ["president"]]),
    ],
)
def test_a_title_belongs_to_the_name_beside_it(text, expected):
    assert found(text) == expected


def test_the_likeliest_two_people_are_the_parties():
    eyes = Eyes(_Says({"smith": Side.CALLER, "johnson": Side.RECIPIENT}), ANSWERS, COMMON)
    assert eyes.see(parse("Anna Berg rang Ivo Lund at Maria Costa's office.")).parties == ("Anna Berg", "Ivo Lund")


def test_nobody_is_both_parties_even_where_one_is_given():
    eyes = Eyes(_Says({"caller": Side.RECIPIENT, "smith": Side.RECIPIENT}), ANSWERS, COMMON)
    assert eyes.see(parse("Anna Berg rang from the office.")).parties == (None, "Anna Berg")
    assert eyes.see(parse("Anna Berg rang from the office."), claimed_caller="Anna Berg").parties == ("Anna Berg", None)


@pytest.mark.parametrize("strong", [0, 1, 2])
def test_a_quote_that_ends_within_a_seat_of_government_is_that_seat(strong):
    doc = parse("Kremlin denied it")
    units = anonymous(doc, find_phrases(doc, COMMON))
    assert [unit.word for unit in units[:3]] == [0, 0, 0]
    scores = np.full((len(units), 1), -9.0, np.float32)
    scores[strong] = 3.0
    assert doc.span(*Sight(doc, (None, None), units, scores).words_for(0)) == (0, 7)


def test_a_quote_bridges_a_word_and_ends_with_its_sentence():
    doc = parse("He denied it flatly. It rang.")
    units = anonymous(doc, find_phrases(doc, COMMON))
    scores = np.full((len(units), 1), -9.0, np.float32)
    scores[[1, 3, 6]] = 3.0
    assert doc.text[slice(*doc.span(*Sight(doc, (None, None), units, scores).words_for(0)))] == "denied it flatly"
