import pytest

from detector.reading.dates import days_apart
from detector.reading.documents import parse
from detector.reading.metrics import reading_f1


@pytest.mark.parametrize(
    "text",
    [
        "One. Two, and three.",
        'She said: "He rang." Nobody knew.',
        "  caps LOCK\n\nline two; end",
        "é😀 called. Done",
        "x",
    ],
)
def test_words_and_sentences_stand_where_they_say(text):
    doc = parse(text)
    for word, start, end in zip(doc.words, doc.starts, doc.ends, strict=True):
        assert text[start:end].replace("’", "'") == word
    inside = [i for first, last in doc.sentences for i in range(first, last)]
    assert inside == sorted(set(inside))
    assert {word for i, word in enumerate(doc.words) if i not in inside} <= set(".,;:!?\"'\n")


def test_sentences_end_where_people_end_them():
    doc = parse("Mr. Able rang at 5 p.m. on Monday. Nobody answered.")
    assert len(doc.sentences) == 2


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("two days later the palace denied it", 2),
        ("a week ago", 7),
        ("12 days later", 12),
        ("said on Wednesday that he had rung on Monday", 2),
        ("on 3 May and on 9 May", 6),
        ("on 26/2 and on 5/3", 7),
        ("on 2 January of a call on 12 December", 21),
        ("the call was on the 3rd , the interview on the 15th", 12),
        ("last Thursday ... on Monday", 4),
        ("on Monday of a call that Thursday", 4),
        ("the day before yesterday", 2),
        ("a fortnight after the call", 14),
        ("the week before", 7),
        ("forty-eight hours later", 2),
        ("six hours later", None),
        ("it was kept back for four days", 4),
        ("The palace denied it --- days after the call.", None),
        ("a matter of days", None),
        ("on 3 May 1901 and on 9 May 2020", None),
        ("a hotline that answers 24/7", None),
        ("he rang on Monday", None),
        ("nobody knows", None),
    ],
)
def test_days_that_words_tell(words, days):
    assert next(days_apart(parse(words).words), None) == days


def test_f1_counts_wrong_values_twice_and_silence_once():
    gold = [{"medium": "phone", "content": "odd"}, {"medium": "video"}, {}]
    read = [{"medium": "phone"}, {"medium": "phone"}, {"content": "odd"}]
    table = reading_f1(gold, read)
    assert table.loc["medium", "f1"] == pytest.approx(0.5)
    assert table.loc["content", "f1"] == 0
    assert table.loc["micro", ["precision", "recall"]].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert table.loc["micro", "f1"] == pytest.approx(1 / 3)
