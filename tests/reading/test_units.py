import pytest

from detector.reading.documents import parse
from detector.reading.people import common_words, find_phrases
from detector.reading.units import NOBODY, Side, anonymous, mention_sides, name_groups

TEXT = (
    "The Kremlin said on Monday that Vladimir Putin rang Elton John on Sunday. "
    "Mr Putin's spokeswoman said that she knew nothing of it."
)
COMMON = common_words([parse("the said on that rang knew nothing of it")])


def seen(text, *parties):
    doc = parse(text)
    return [unit.text for unit in anonymous(doc, find_phrases(doc, COMMON), parties=parties or (None, None))]


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


@pytest.mark.parametrize("name", ["Vladimir Putin", "President Putin", "PUTIN", "Vladimir Vladimirovich Putin"])
def test_a_party_whose_name_is_given_is_marked_wherever_it_is_named(name):
    words = seen(TEXT, name, None)
    assert words.count("caller") == 2
    assert "recipient" not in words


def test_either_party_can_be_given_and_nobody_is_both():
    words = seen("George Bush rang Jeb Bush. Barbara Walters knew.", "George Bush", "Barbara Walters")
    assert words.count("recipient") == 1
    assert "caller" in words


def test_a_title_gives_nobody_away():
    assert seen(TEXT, "The President", "the prime minister") == seen(TEXT)


def test_a_text_without_capitals_has_its_names_and_countries_all_the_same():
    words = seen("on monday hugo chávez rang maria of turkey.")
    assert words == seen("On Monday Hugo Chávez rang Maria of Turkey.")
    assert "chávez" not in words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The president of the United States rang", "The president of Romania rang"),
        ("The neighbors recognized an alleged call", "The neighbours recognised a call"),
        ("He rnag his spokesman", "He rang his spokesman"),
        ("He rang.\n\nHis spokesman knew", "He rang. His spokesman knew"),
    ],
)
def test_spelling_slips_articles_and_paragraphs_are_out_of_sight(one, other):
    assert seen(one) == seen(other)
