from time import perf_counter

import pytest

REPORT = (
    "The singer Ann Able said on Instagram that the president of Chile, Bo Best, had telephoned her on Monday. "
    "A spokesman for the president denied that there had been a call."
)


@pytest.fixture(scope="module", params=["precise", "fast"])
def reader(detector, request):
    return getattr(detector.model, request.param)


def read(reader, text):
    return {cue.field: cue.value for cue in reader.read(text).cues}


def test_positions_go_to_the_side_that_took_them(reader):
    cues = read(reader, REPORT)
    assert (cues["recipient_position"], cues["caller_position"]) == ("confirmed", "denied")
    assert cues["report_source"] == "recipient_personal"


def test_the_two_parties_are_found(reader):
    reading = reader.read(REPORT)
    assert (reading.claimed_caller, reading.recipient) == ("Bo Best", "Ann Able")


@pytest.mark.parametrize(
    "swap",
    [
        {"Ann Able": "Maria Kowalska"},
        {"Bo Best": "Kwame Mensah", "Chile": "Ghana"},
        {"Chile": "Norway"},
        {"telephoned her": "telephoned him"},
    ],
    ids=["recipient", "caller and country", "country", "gender"],
)
def test_names_countries_and_genders_do_not_matter(reader, swap):
    swapped = REPORT
    for old, new in swap.items():
        swapped = swapped.replace(old, new)
    assert swapped != REPORT
    assert read(reader, swapped) == read(reader, REPORT)


def test_each_field_is_read_once_and_quoted_where_it_stands(reader, frame):
    for text in frame["text"].iloc[::50]:
        cues = reader.read(text).cues
        assert len({cue.field for cue in cues}) == len(cues)
        for cue in cues:
            assert text[cue.start : cue.end] == cue.quote
            assert cue.quote.strip()
            assert 0 < cue.confidence <= 1


def test_every_shipped_text_but_a_few_speaks_of_a_call(reader, frame):
    out = [text for text in frame["text"] if not reader.read(text).in_scope]
    assert len(out) / len(frame) <= 0.002


@pytest.mark.parametrize("text", ["Fry the potatoes in butter.", "", "   ", "\n"])
def test_a_text_without_any_word_of_a_call_is_out_of_scope(reader, text):
    reading = reader.read(text)
    assert (reading.in_scope, reading.cues) == (False, ())


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "(",
        ".",
        " ",
        "President ",
        "\u202e",
        "\ud800",
        "call ",
        "said Monday ",
        "A. ",
        "«",
        "\x00",
        "1-",
        "O'Neill-",
    ],
)
def test_fifty_thousand_characters_of_anything_take_no_more_than_length_explains(reader, piece):
    text = "They rang. " + piece * (50_000 // len(piece))
    start = perf_counter()
    for cue in reader.read(text).cues:
        assert text[cue.start : cue.end] == cue.quote
    assert perf_counter() - start < 20  # seconds; a pattern that runs away takes hours
