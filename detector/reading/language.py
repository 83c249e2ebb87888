"""Which language a text is in, where it isn't English.

English is told by the share of known words; only what has few of them is put to `py3langid`
(Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool").
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from .documents import Document

_FEW = 0.55  # English has at least so many known words; names and abbreviations are the rest
_HARDLY_ANY = 0.1
_SURE = 0.9
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def foreign_language(doc: Document, known: Collection[str]) -> str | None:
    """Return the name of the language of a text that is not in English, else None.

    Parameters
    ----------
    known : set of str
        English words.
    """
    words = [word.lower() for word in doc.words if word.isalpha()]
    share = sum(word in known for word in words) / max(1, len(words))
    if not words or share >= _FEW:
        return None
    code, certainty = _identifier().classify(doc.text[:2000].encode("utf-8", "replace").decode())
    sure = certainty >= _SURE or share < _HARDLY_ANY
    return _NAMES.get(code, f"a language with the code {code}") if code != "en" and sure else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
