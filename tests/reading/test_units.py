import pytest

from detector.reading.clauses import parse
from detector.reading.people import common_words, find_phrases
from detector.reading.units import NOBODY, Side, anonymous, mention_sides, name_groups

TEXT = (
    "The Kremlin said on Monday that Vladimir Putin rang Elton John on Sunday. "
    "Mr Putin's spokeswoman said that she knew nothing of it."
)
COMMON = common_words([parse("the said on that rang knew nothing of it")])


def seen(text):
    doc = parse(text)
    return [unit.text for unit in anonymous(doc, find_phrases(doc, COMMON))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Putin", "Okafor"),
        ("Elton John", "Marta de la Vega"),
        ("spokeswoman", "spokesman"),
        (" she ", " he "),
        ("Kremlin", "Élysée"),
        ("Mr ", "Ms "),
    ],
)
def test_names_countries_and_genders_are_out_of_sight(old, new):
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    assert seen(changed) == seen(TEXT)


def test_weekdays_are_relative():
    assert seen(TEXT.replace("Monday", "Friday").replace("Sunday", "Thursday")) == seen(TEXT)
    assert seen(TEXT.replace("Sunday", "Thursday")) != seen(TEXT)


def test_a_name_with_links_is_one_person_and_its_last_word_too():
    doc = parse("Bashar al-Assad spoke. Assad denied it. Hugo Chávez did not.")
    groups = name_groups(doc, find_phrases(doc, COMMON | {"spoke", "did", "denied"}))
    assert sorted(number for _, number in groups.values()) == [0, 0, 1]


def test_a_word_that_is_mostly_written_large_is_a_name():
    docs = [parse("the brown dog"), parse("we saw Gordon Brown and Mr Brown"), parse("a dog")]
    assert "brown" not in common_words(docs)
    assert "dog" in common_words(docs)


def test_the_shorter_mention_wins_inside_the_longer():
    doc = parse("Putin's spokesman rang")
    sides = mention_sides(doc, {Side.CALLER: [(0, 5)], Side.CALLER_SIDE: [(0, 17)]})
    assert sides == [Side.CALLER, Side.CALLER_SIDE, Side.CALLER_SIDE, NOBODY]
