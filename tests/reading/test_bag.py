import numpy as np
import pytest

from detector.reading.bag import Bag, features
from detector.reading.units import NAMES, PLACES, Side, Unit

NOBODY = len(Side)


def units(words):
    return [Unit(word, k) for k, word in enumerate(words.split())]


@pytest.fixture(scope="module")
def fitted():
    texts = [units(words) for words in ("he denied it", "he rang his", "they denied it all", "the line was bad") * 5]
    stated = np.array([[True, False], [False, False], [True, False], [False, False]] * 5)
    known = np.ones_like(stated)
    return Bag().fit(texts, [[NOBODY] * len(text) for text in texts], stated, known)


def test_what_texts_have_in_common_is_learned(fitted):
    one, other = (fitted.log_odds(units(words), [NOBODY] * 3)[0] for words in ("she denied it", "she rang his"))
    assert one > 0 > other


def test_an_answer_that_no_text_states_is_never_likely(fitted):
    assert fitted.log_odds(units("he denied it"), [NOBODY] * 3)[1] < -8


def test_nothing_has_no_words(fitted):
    assert fitted.log_odds([], []).shape == (2,)


def test_who_stands_where_matters_and_by_which_stand_in_does_not():
    sides = [Side.CALLER, NOBODY, Side.RECIPIENT]
    one = features(units(f"{NAMES[0]} rang {NAMES[1]}"), sides)
    assert one == features(units(f"{NAMES[4]} rang {NAMES[2]}"), sides)
    assert one != features(units(f"{NAMES[0]} rang {NAMES[1]}"), sides[::-1])
    assert features(units(PLACES[0]), [NOBODY]) == features(units(PLACES[1]), [NOBODY])
