"""The case that this project began with, by a risk model that never saw its story.

The readers have learned from other texts of it; these three they have never seen.
"""

from dataclasses import replace

import pytest

from detector import Detector
from detector.evaluation import for_risk
from detector.explain import Background
from detector.risk import fit_draws, fit_pipeline

STORY = "2015-09-14-putin-elton-john"

# As known on 15 September 2015, in three hands.
REPORTS = {
    "agency": (
        "Elton John wrote on Instagram on Monday that Vladimir Putin had telephoned him, and thanked the Russian president"
        " for reaching out. The singer, who posted a portrait of Mr Putin with the message, said he looked forward to meeting"
        " him in person to talk about equality for gay people in Russia. Two days earlier, on Saturday, he had told the BBC"
        " in a television interview that he would love to sit down with the president and discuss the subject with him. On"
        " Tuesday the Kremlin denied that any such conversation had taken place. The spokesman, Dmitry Peskov, told reporters"
        " that the president had not spoken to the musician, and that he had received no request for a meeting. The singer's"
        " publicist insisted that the call did take place. John was in Kiev last week, where he met the Ukrainian president."
    ),
    "newspaper": (
        "Sir Elton John has thanked Vladimir Putin for ringing him up. In a post on Instagram on Monday, the pop star told his"
        " followers that the Russian president had reached out and spoken with him by telephone, and that he hoped to sit"
        " opposite him soon to talk about the rights of gay people. At the weekend the singer had told the BBC in a television"
        " interview that he wished to meet Mr Putin and talk to him about what he called his ridiculous attitude. But the"
        " Kremlin says there was no call. Mr Putin's spokesman, Dmitry Peskov, said on Tuesday that the president had not had"
        " a conversation with Sir Elton, and that nobody had asked for one. A publicist for the musician said the"
        " conversation had taken place, and stood by the post. Homosexuality was decriminalised in Russia in 1993."
    ),
    "broadcast": (
        "Did the Russian president ring Elton John? The British singer says so. On Monday he wrote on his Instagram account:"
        " thank you to President Putin for reaching out and speaking with me on the phone today. He added that he was looking"
        " forward to meeting him face to face to discuss equality in Russia. Only two days before, in an interview with BBC"
        " television, he had said that he would like to talk to the Russian leader about gay rights. In Moscow they know"
        " nothing of it. The president's spokesman, Dmitry Peskov, denied on Tuesday that there had been a call: Putin did"
        " not speak with Elton John, he told journalists, although the president would be ready to meet him. The singer's"
        " publicist, on the other hand, has confirmed that the call happened."
    ),
}
READ = {
    "report_source": "recipient_personal",
    "caller_position": "denied",
    "recipient_position": "confirmed",
    "prior_public_request": "recipient_asked",
}


@pytest.fixture(scope="module")
def unaware(frame, detector):
    """A detector whose risk model was fitted without any text of the story."""
    others = frame[frame["story"] != STORY]
    weighed = for_risk(others)
    pipeline = fit_pipeline(weighed)
    draws, background = fit_draws(pipeline, weighed), Background.of(weighed)
    return Detector(replace(detector.model, pipeline=pipeline, draws=draws, background=background))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_self_report_denied_by_the_callers_office_is_no_low_risk(unaware, report):
    a = unaware.score(report)
    assert {field: a.evidence[field].value for field in READ} == READ
    for field in READ:
        item = a.evidence[field]
        assert report[item.start : item.end] == item.quote
    assert a.band in {"elevated", "high"}
    assert a.risk >= 0.35
