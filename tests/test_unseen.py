from detector.reading import Cue, Reading
from detector.unseen import Unseen

READING = Reading(
    (Cue("medium", "phone", "rang", 3, 7, 0.9),), "Ann", None, outcome=Cue("outcome", "authentic", "x", 0, 1, 0.5)
)


class _Reader:
    def read(self, text, as_of=None, claimed_caller=None, recipient=None):
        return Reading((), None, None)


def test_readings_survive_packing():
    unseen = Unseen.of(["He rang"], precise=[READING], fast=[Reading((), None, None, in_scope=False)])
    assert Unseen.unpacked(unseen.packed()) == unseen
    assert unseen.packed() == Unseen.unpacked(unseen.packed()).packed()


def test_a_text_that_a_reader_learned_from_is_not_read_again():
    unseen = Unseen.of(["He rang"], precise=[READING], fast=[READING])
    assert unseen.find(["New", "He rang"], "precise", _Reader()) == [Reading((), None, None), READING]
    assert unseen.new(["New", "He rang"]) == 1


def test_the_shipped_readings_belong_to_the_shipped_texts(detector, frame):
    assert detector.model.unseen.new(frame["text"].tolist()) == 0
