import pytest

from detector.reading.clauses import parse
from detector.reading.parties import match_name
from detector.reading.people import find_entities, find_phrases
from detector.reading.sides import mark_sides

COMMON = frozenset({"the", "a", "in", "her", "his", "on", "no", "staff"})


def side_of(words, text, caller, recipient):
    """Return the marker that the first of ``words`` gets in ``text``."""
    doc = parse(text)
    phrases = find_phrases(doc, COMMON)
    entities = find_entities(doc, phrases)
    marks = mark_sides(doc, phrases, entities, match_name(caller, entities), match_name(recipient, entities))
    return marks[doc.starts.index(text.index(words))]


@pytest.mark.parametrize(
    ("words", "text", "side"),
    [
        ("Ivo Brandt", "Ivo Brandt rang Lena Oduya.", "<caller>"),
        ("Oduya's", "Ivo Brandt rang Lena Oduya. Oduya's staff knew of it.", "<recipient>"),
        ("spokesman", "Ivo Brandt rang Lena Oduya. Brandt's spokesman denied it.", "<caller-side>"),
        ("office", "Ivo Brandt rang Lena Oduya. The office of Lena Oduya confirmed it.", "<recipient-side>"),
        ("singer", "President Ivo Brandt of Chile rang the singer Lena Oduya. The singer was glad.", None),
        ("Kremlin", "The Russian president, Ivo Brandt, rang Lena Oduya. The Kremlin denied it.", "<caller-side>"),
        ("Oslo", "President Ivo Brandt of Norway rang Lena Oduya. In Oslo nobody knew.", "<caller-place>"),
        (
            "publicist",
            "President Ivo Brandt rang Lena Oduya. He knew. Her publicist insisted on it.",
            "<recipient-side>",
        ),
        ("Marek", "Ivo Brandt rang Lena Oduya. Marek Dusek heard it.", "<other>"),
    ],
)
def test_each_word_speaks_for_its_side(words, text, side):
    assert side_of(words, text, "Ivo Brandt", "Lena Oduya") == side


def test_a_role_noun_stands_for_the_party_that_holds_the_role():
    text = "President Ivo Brandt rang the singer Lena Oduya. Later the musician thanked the premier."
    assert side_of("musician", text, "Ivo Brandt", "Lena Oduya") == "<recipient>"
    assert side_of("premier", text, "Ivo Brandt", "Lena Oduya") == "<caller>"


def test_a_named_spokesperson_is_on_the_side_of_the_office():
    text = "The president's spokesman, Karel Novak, denied that President Ivo Brandt had rung Lena Oduya."
    assert side_of("Karel Novak", text, "Ivo Brandt", "Lena Oduya") == "<caller-side>"
