import pytest

from detector import paths
from detector.further import other_languages
from detector.reading.documents import parse
from detector.reading.language import foreign_language


@pytest.fixture(scope="module")
def known(detector):
    return detector.model.precise.eyes.common


def test_every_text_in_another_language_is_named_as_such(known):
    named = [foreign_language(parse(text), known) for text in other_languages(paths.shipped_datasets())]
    assert len(named) == 24
    assert set(named) == {
        "French",
        "German",
        "Spanish",
        "Italian",
        "Russian",
        "Ukrainian",
        "Arabic",
        "Chinese",
        "Polish",
        "Portuguese",
    }


def test_no_incident_text_is_taken_for_another_language(known, frame):
    assert [text for text in frame["text"] if foreign_language(parse(text), known)] == []


@pytest.mark.parametrize("text", ["", "12:40", "POTUS rang MBS", "FAKE POPE PHONES ABBESS"])
def test_terse_english_is_english(known, text):
    assert foreign_language(parse(text), known) is None
