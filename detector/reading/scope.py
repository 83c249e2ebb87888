"""Whether a text speaks of a call at all. Conservative: only a text without any word of one is out."""

from .clauses import Document, stem

_WORDS = """
    speaker picked readout fone min bugged viral visio call phone ring rang rung dial telephone line
    mobile cell cellphone handset receiver number voicemail switchboard operator talk speak spoke
    spoken conversation converse chat contact exchange discuss discussion conference videoconference
    meeting interview hearing address appear link connection connected screen camera video vtc zoom
    skype teams facetime webex whatsapp telegram viber signal messenger wechat voice audio recording
    record tape clip transcript intercept wiretap hung hang hello speakerphone earpiece dialogue
    touch heard listen message tele hotline buzz caller spike joke duplex radio studio live air word
    reach hook apparatus loudspeaker podcast show online remote videolink
"""
_STEMS = frozenset(stem(word) for word in _WORDS.split())
_PARTS = ("phone", "call", "video", "audio", "conversation", "zoom", "skype", "voice", "conf", "talk")


def reports_call(doc: Document) -> bool:
    """Return whether any word of a call stands in the text."""
    return any(
        stem(word) in _STEMS or any(part in word.lower() for part in _PARTS) for word in doc.words if len(word) > 2
    )
