"""How a service is asked."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from conftest import HURRIED, passage
from hypothesis import given
from hypothesis import strategies as st
from services import Fault, Services, speech

from baonoi.errors import StoppedError
from baonoi.voices.edge import EdgeEngine
from baonoi.voices.google import GoogleEngine
from baonoi.voices.online.answer import decode, is_whole
from baonoi.voices.online.service import (
    DoubtfulError,
    RetryPolicy,
    Service,
    TransientError,
    refusal,
)

MP3 = speech("Cây cầu mới qua sông đã thông xe vào sáng hôm nay.", 200.0, 1.0, 48)[0]


def test_tries_end_and_pauses_grow(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="baonoi")
    times: list[float] = []

    def fail() -> None:
        times.append(time.monotonic())
        raise TransientError("no luck")

    service = Service("S", RetryPolicy(spacing=0, tries=4, first_pause=0.04, longest_pause=1))
    with pytest.raises(StoppedError, match=r"S failed after 4 tries: no luck.*câu này"):
        service.ask(fail, "câu này")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 3
    assert gaps[0] >= 0.02
    assert gaps[2] >= 0.08
    assert [record.getMessage().partition(" in ")[0] for record in caplog.records] == [
        "S: no luck, tried again"
    ] * 3


def test_what_cannot_pass_is_not_tried_again_and_others_give_up_too() -> None:
    tries: list[int] = []

    def fail() -> None:
        tries.append(1)
        raise TransientError("forbidden", passing=False)

    service = Service("S", RetryPolicy())
    with pytest.raises(StoppedError, match="S failed: forbidden"):
        service.ask(fail, "a")

    def fail_for_now() -> None:
        tries.append(1)
        raise TransientError("busy")

    with pytest.raises(StoppedError):
        service.ask(fail_for_now, "b")
    assert len(tries) == 2


def test_when_it_asks_to_wait_everyone_waits() -> None:
    service = Service("S", RetryPolicy(spacing=0, first_pause=0.01))
    begun = time.monotonic()
    refused = threading.Event()
    times: list[float] = []

    def ask_once() -> float:
        if not refused.is_set():
            refused.set()
            raise TransientError("busy", wait=0.3)
        return time.monotonic()

    def ask() -> None:
        times.append(service.ask(ask_once, "a"))

    first = threading.Thread(target=ask)
    first.start()
    refused.wait()
    time.sleep(0.05)
    ask()
    first.join()
    assert min(times) - begun >= 0.3


def test_requests_keep_their_distance() -> None:
    service = Service("S", RetryPolicy(spacing=0.03))
    times = [service.ask(time.monotonic, "a") for _ in range(4)]
    assert times[-1] - times[0] >= 0.08


def test_nobody_waits_for_what_is_closed() -> None:
    service = Service("S", RetryPolicy(first_pause=30, longest_pause=30))

    def fail() -> None:
        threading.Timer(0.05, service.close).start()
        raise TransientError("no luck")

    start = time.monotonic()
    with pytest.raises(StoppedError):
        service.ask(fail, "a")
    assert time.monotonic() - start < 5


def test_what_a_refusal_means() -> None:
    assert refusal(404, None).passing is False
    assert refusal(503, "2").wait == 2.0


def test_a_whole_mp3_is_whole() -> None:
    assert is_whole(MP3)
    assert is_whole(b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + MP3 + b"TAG" + bytes(125))
    assert abs(decode(MP3).seconds - 3.6) < 0.5


@given(st.integers(1, len(MP3) - 1))
def test_an_mp3_that_is_cut_inside_a_frame_is_not(length: int) -> None:
    assert is_whole(MP3[:length]) == (length % 144 == 0)


@given(st.binary(max_size=2000))
def test_no_answer_breaks_the_decoder(data: bytes) -> None:
    with suppress(TransientError):
        assert decode(data).rate > 0


def test_junk_behind_the_first_frame_is_no_mp3() -> None:
    assert not is_whole(MP3[:144] + b"<html>Sign in</html>" * 40)
    assert not is_whole(MP3[:1440] + bytes(range(1, 200)) + MP3[1440:])
    assert is_whole(MP3 + bytes(50))


def test_a_doubtful_answer_is_asked_for_again_and_the_longest_one_taken() -> None:
    def asked(*answers: tuple[str, float] | str) -> str:
        coming = iter(answers)

        def request() -> str:
            answer = next(coming)
            if isinstance(answer, str):
                return answer
            raise DoubtfulError("too short", *answer)

        return Service("S", RetryPolicy(spacing=0)).ask(request, "câu")

    part, whole = ("một", 1.0), ("một hai", 2.0)
    assert asked(part, "một hai") == "một hai"
    assert asked(whole, part, whole, ("một hai", 2.01), "không") == "một hai"
    assert asked(part, part, part, "không") == "một"
    parts = [("một", 1.0 + 0.1 * number) for number in range(4)]
    assert asked(*parts, whole, part, "không") == "một hai"


def test_a_long_text_may_take_longer(services: Services) -> None:
    """Its answer drips, but no slower than it would be spoken."""
    text = " ".join(["Cây cầu mới qua sông đã thông xe vào sáng hôm nay."])
    services.faults = [Fault("drip")]
    tight = replace(HURRIED, idle_time=5.0, request_time=0.5, tries=1)
    for engine in (EdgeEngine(policy=tight), GoogleEngine(tight)):
        with pytest.raises(StoppedError, match="did not answer in time"):
            list(engine.synthesize([passage(text)], engine.voices()[0]))
        patient = type(engine)(policy=replace(tight, syllable_time=5.0))
        (clip,) = patient.synthesize([passage(text)], engine.voices()[0])
        assert clip.sample_rate
    assert RetryPolicy(request_time=45.0, syllable_time=0.25).longest("một hai ba bốn") == 46.0
