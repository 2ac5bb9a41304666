"""OpenAI's API of speech, as its own client speaks it."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import openai
import pytest
import requests
import soundfile
from fake_voice import FakeEngine, humming

TEXT = "Sáng 9/2, cầu dài 1,5 km đã thông xe.\nNgười dân hai bờ đi lại dễ hơn."


@pytest.fixture
def spoken(serve: Any) -> Any:
    return serve(embedded=True)


@pytest.fixture
def client(spoken: Any) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{spoken.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def test_the_official_client_hears_it_while_it_is_made(client: openai.OpenAI) -> None:
    """A date and a number are said as words: the sound is as long as that takes."""
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="alloy", input=TEXT
    ) as response:
        assert response.headers["content-type"] == "audio/mpeg"
        assert response.headers["transfer-encoding"] == "chunked"
        data = b"".join(response.iter_bytes())
    sound, rate = soundfile.read(io.BytesIO(data))
    assert 5 < len(sound) / rate < 12
    assert [each.id for each in client.models.list()][:2] == ["baonoi", "tts-1"]


@pytest.mark.parametrize("form", ["opus", "flac", "wav", "pcm", "aac"])
def test_every_format_can_be_decoded(client: openai.OpenAI, form: Any) -> None:
    import av

    data = client.audio.speech.create(
        model="baonoi", voice="nam", input=TEXT, response_format=form
    ).content
    if form == "pcm":
        assert 5 < len(data) / 48_000 < 12
        return
    with av.open(io.BytesIO(data)) as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
        rate = container.streams.audio[0].rate
    assert 5 < samples / rate < 12


def test_twice_the_speed_takes_half_the_time(client: openai.OpenAI) -> None:
    def seconds(speed: float) -> float:
        sound = client.audio.speech.create(
            model="tts-1", voice="nu", input=TEXT, speed=speed, response_format="wav"
        ).content
        return len(sound) / 2 / 22_050

    assert 1.6 < seconds(1.0) / seconds(2.0) < 2.4


def test_events_bring_the_same_bytes(client: openai.OpenAI, spoken: Any) -> None:
    asked = {"model": "tts-1", "voice": "alloy", "input": TEXT}
    whole = client.audio.speech.create(**asked).content  # type: ignore[call-overload]
    answer = requests.post(
        f"{spoken.url}/v1/audio/speech", json={**asked, "stream_format": "sse"}, timeout=20
    )
    assert answer.headers["content-type"] == "text/event-stream"
    events = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n") if line]
    assert events.pop()["type"] == "speech.audio.done"
    assert b"".join(base64.b64decode(each["audio"]) for each in events) == whole


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"input": ""}, "input-empty", "input"),
        ({"input": 7}, "invalid-value", "input"),
        ({"input": "a" * 20_001}, "input-too-long", "input"),
        ({"input": "???"}, "nothing-to-say", "input"),
        ({"voice": "nobody"}, "voice-unknown", None),
        ({"voice": "/etc/voice.onnx"}, "voice-unknown", "voice"),
        ({"voice": ["nam"]}, "voice-unknown", "voice"),
        ({"model": "gpt-9"}, "invalid-value", "model"),
        ({"speed": 9}, "invalid-value", "speed"),
        ({"speed": float("nan")}, "invalid-value", "speed"),
        ({"response_format": "exe"}, "invalid-value", "response_format"),
    ],
)
def test_what_cannot_be_is_told_as_openai_tells_it(
    spoken: Any, change: dict[str, Any], code: str, param: str | None
) -> None:
    asked = {"model": "tts-1", "voice": "alloy", "input": TEXT, **change}
    answer = requests.post(f"{spoken.url}/v1/audio/speech", data=json.dumps(asked), timeout=20)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], error["param"]) == (code, param)
    assert error["type"] == "invalid_request_error"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"a"', b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object(spoken: Any, body: bytes) -> None:
    answer = requests.post(f"{spoken.url}/v1/audio/speech", data=body, timeout=20)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] in ("not-json", "not-an-object")


def test_a_body_that_is_too_large(serve: Any) -> None:
    server = serve()
    most = server.service.settings.limits.bytes
    for headers in ({}, {"Transfer-Encoding": "chunked"}):
        body: Any = b" " * (most + 1)
        if headers:
            body = iter([b" " * 65_536] * (most // 65_536 + 2))
        try:
            answer = requests.post(f"{server.url}/v1/audio/speech", data=body, timeout=20)
        except requests.ConnectionError:
            continue  # it did not listen to the end
        assert answer.status_code == 413


def test_who_leaves_stops_the_voice(serve: Any) -> None:
    """A passage is being said when the listener goes: no other is begun."""
    going = threading.Event()

    def slow(passage: Any) -> Any:
        going.set()
        time.sleep(0.05)
        return humming(2000)(passage)

    engine = FakeEngine(slow)
    server = serve(engine)
    text = "\n".join(f"Câu thứ {number} của bài." for number in range(200))
    with requests.post(
        f"{server.url}/v1/audio/speech",
        json={"input": text, "voice": "nam"},
        stream=True,
        timeout=20,
    ) as answer:
        next(answer.iter_content(100))
    end = time.monotonic() + 10
    while server.service._streams and time.monotonic() < end:
        time.sleep(0.02)
    said = len(engine.said)
    time.sleep(0.5)
    assert len(engine.said) <= said + 2 < 200
    assert server.service.turns.waiting == 0


def test_a_voice_that_fails_is_an_error_and_not_a_short_answer(serve: Any) -> None:
    from baonoi.errors import SynthesisError

    def failing(passage: Any) -> Any:
        if "hai" in passage.sentences[0].spoken:
            raise SynthesisError("Hỏng.", "voice-failed")
        return humming()(passage)

    server = serve(FakeEngine(failing))
    url = f"{server.url}/v1/audio/speech"
    first = requests.post(url, json={"input": "Bài hai."}, timeout=20)
    assert (first.status_code, first.json()["error"]["code"]) == (502, "voice-failed")
    with pytest.raises(requests.RequestException):
        requests.post(url, json={"input": "Bài một.\nBài hai."}, timeout=20)
    assert 'code="voice-failed"' in requests.get(f"{server.url}/metrics", timeout=20).text


def test_the_voices_are_told(spoken: Any) -> None:
    told = requests.get(f"{spoken.url}/v1/voices", timeout=20).json()
    usable = {each["name"] for each in told["voices"] if each["usable"]}
    assert "espeak-nam-bac" in usable


def test_ten_at_once_share_one_pair_of_workers(spoken: Any) -> None:
    """Whatever speed they ask for."""
    sounds: list[int] = []

    def ask(number: int) -> None:
        answer = requests.post(
            f"{spoken.url}/v1/audio/speech",
            json={"input": f"Bài thứ {number}.", "speed": 1 + number / 20},
            timeout=30,
        )
        sounds.append(len(answer.content))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sounds) == 10
    assert min(sounds) > 3000
    pools = {id(each.engine._workers()) for each in spoken.service.voices._open.values()}
    assert len(pools) == 1
