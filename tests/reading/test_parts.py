import pytest

from detector.reading.clauses import parse
from detector.reading.dates import day_count
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
def test_words_and_clauses_stand_where_they_say(text):
    doc = parse(text)
    for word, start, end in zip(doc.words, doc.starts, doc.ends, strict=True):
        assert text[start:end].replace("’", "'") == word
    inside = [i for clause in doc.clauses for i in range(clause.first, clause.last)]
    assert inside == sorted(set(inside))
    assert {word for i, word in enumerate(doc.words) if i not in inside} <= set(".,;:!?\"'\n")


def test_sentences_end_where_people_end_them():
    doc = parse("Mr. Able rang at 5 p.m. on Monday. Nobody answered.")
    assert len({clause.sentence for clause in doc.clauses}) == 2


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("two days later the palace denied it", 2),
        ("he rang tonight", 0),
        ("an hour ago", 0),
        ("earlier in the day", 0),
        ("the day after the call", 1),
        ("yesterday", 1),
        ("a week ago", 7),
        ("12 days later", 12),
        ("said on Wednesday that he had rung on Monday", 2),
        ("on 3 May and on 9 May", 6),
        ("he rang on Monday", None),
        ("nobody knows", None),
    ],
)
def test_days_that_words_tell(words, days):
    counted = day_count(words.split())
    assert (counted[0] if counted else None) == days


def test_f1_counts_wrong_values_twice_and_silence_once():
    gold = [{"medium": "phone", "content": "odd"}, {"medium": "video"}, {}]
    read = [{"medium": "phone"}, {"medium": "phone"}, {"content": "odd"}]
    table = reading_f1(gold, read)
    assert table.loc["medium", "f1"] == pytest.approx(0.5)
    assert table.loc["content", "f1"] == 0
    assert table.loc["micro", ["precision", "recall"]].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert table.loc["micro", "f1"] == pytest.approx(1 / 3)
