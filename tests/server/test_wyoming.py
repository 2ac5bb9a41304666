"""Home Assistant's protocol, spoken by its own client."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import loops
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

from baonoi.server import wyoming as served
from baonoi.server.settings import Limits
from baonoi.server.sockets import bound, port_of

SENTENCES = ["Cầu dài 1,5 km.", "Ở TP. HCM trời mưa to.", "Ai cũng vui!"]


@contextmanager
def talking(server: Any) -> Iterator[int]:
    """The same server, spoken to in this protocol, too."""

    def run(what: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(what, server.loop).result(20)

    with bound("127.0.0.1", 0) as sockets:
        opened = served.wyoming(server.service, sockets, 1.0)
        run(opened.__aenter__())
        try:
            yield port_of(sockets)
        finally:
            run(opened.__aexit__(None, None, None))


async def talk(port: int, *events: Any, last: str) -> list[Event]:
    """What is answered, until that comes or the other side leaves."""
    got: list[Event] = []
    async with AsyncTcpClient("127.0.0.1", port, 10, 30) as client:
        for event in events:
            await client.write_event(event if isinstance(event, Event) else event.event())
        while (event := await client.read_event()) is not None:
            got.append(event)
            if event.type == last:
                break
    return got


def ask(server: Any, *events: Any, last: str = "audio-stop") -> list[Event]:
    with talking(server) as port:
        return loops.run(talk(port, *events, last=last))


def sound(events: list[Event]) -> np.ndarray:
    assert AudioStart.is_type(events[0].type)
    start = AudioStart.from_event(events[0])
    assert (start.rate, start.width, start.channels) == (24000, 2, 1)
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    assert [event.type for event in events].count("audio-start") == 1
    return np.frombuffer(b"".join(chunk.audio for chunk in chunks), "<i2")


def test_what_there_is(serve: Any) -> None:
    [event] = ask(serve(embedded=True), Describe(), last="info")
    info = Info.from_event(event)
    [program] = info.tts
    assert program.supports_synthesize_streaming
    assert program.installed
    assert all(voice.languages == ["vi"] for voice in program.voices)
    assert any(voice.attribution.name == "espeak" for voice in program.voices)


def test_a_text_is_said(serve: Any) -> None:
    server = serve()
    pinged, *events = ask(server, Ping("a"), Synthesize(" ".join(SENTENCES)))
    assert Pong.from_event(pinged).text == "a"
    assert AudioStop.is_type(events[-1].type)
    said = sound(events)
    assert len(said) > 24000
    assert np.abs(said).max() > 1000
    spoken = " ".join(each.spoken for each in sentences(server))
    assert "một phẩy năm ki-lô-mét" in spoken
    assert "type=synthesize status=200" in server.log.getvalue()
    assert "TP. HCM" not in server.log.getvalue()


def sentences(server: Any) -> list[Any]:
    return [each for passage in server.service.voices.engine.said for each in passage.sentences]


def test_a_text_that_comes_in_parts_is_said_sentence_by_sentence(serve: Any) -> None:
    server = serve()
    voice = SynthesizeVoice(name="nu")
    text = " ".join(SENTENCES)
    parts = [SynthesizeChunk(text[at : at + 7]) for at in range(0, len(text), 7)]
    events = ask(
        server,
        *(SynthesizeStart(voice=voice), *parts, Synthesize(text, voice=voice), SynthesizeStop()),
        last="synthesize-stopped",
    )
    assert SynthesizeStopped.is_type(events[-1].type)
    assert AudioStop.is_type(events[-2].type)
    said = sound(events)
    assert len(server.service.voices.engine.said) == len(SENTENCES)
    whole = sound(ask(server, Synthesize(text)))
    assert abs(len(said) - len(whole)) < 0.5 * 24000  # no long silence between the parts


def test_two_texts_over_one_connection(serve: Any) -> None:
    with talking(serve()) as port:
        loops.run(twice(port))


async def twice(port: int) -> None:
    async with AsyncTcpClient("127.0.0.1", port, 10, 30) as client:
        for text in ("Một.", "Hai."):
            await client.write_event(Synthesize(text).event())
            while (event := await client.read_event()) is not None:
                if AudioStop.is_type(event.type):
                    break
            assert event is not None


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (Synthesize(" "), "nothing-to-say"),
        (Synthesize("a" * 101), "input-too-long"),
        (Synthesize("Một.", voice=SynthesizeVoice("../voice")), "voice-unknown"),
        (Synthesize("<speak/>", text_format="ssml"), "invalid-value"),
        (Event("synthesize", {}), "invalid-value"),
        (Event("synthesize", {"text": 1}), "invalid-value"),
    ],
)
def test_what_cannot_be_said_is_told(serve: Any, event: Any, code: str) -> None:
    events = ask(serve(limits=Limits(speech_characters=100)), event)
    assert Error.from_event(events[-1]).code == code
    assert len(events) == 1


def test_a_text_in_parts_is_no_longer_than_another(serve: Any) -> None:
    parts = [SynthesizeChunk("Một. ")] * 30
    events = ask(serve(limits=Limits(speech_characters=100)), SynthesizeStart(), *parts)
    assert Error.from_event(events[-1]).code == "input-too-long"


def test_an_error_reaches_who_is_still_talking(serve: Any) -> None:
    parts = [SynthesizeChunk("Một. " * 1000)] * 400
    events = ask(serve(limits=Limits(speech_characters=100)), SynthesizeStart(), *parts)
    assert Error.from_event(events[-1]).code == "input-too-long"


def test_its_limits_are_those_of_the_others(serve: Any) -> None:
    many = [Synthesize("Một.")] * 4
    events = ask(serve(limits=Limits(requests=3)), *many, last="error")
    assert Error.from_event(events[-1]).code == "too-many-requests"
    server = serve()
    server.service.closing.set()
    assert Error.from_event(ask(server, many[0])[-1]).code == "closing"


def test_nobody_from_elsewhere_is_let_in(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "is_public", lambda address: address == "127.0.0.1")
    assert Error.from_event(ask(serve(), Synthesize("Một."))[-1]).code == "client-public"


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"\n",
        b"[]\n",
        b"1\n",
        b"{}\n",
        b'{"type": "describe"',
        b'{"type": "synthesize", "data": 1}\n',
        b'{"type": "synthesize", "data_length": -1}\n',
        b'{"type": "synthesize", "data_length": 99999999}\n',
        b'{"type": "synthesize", "data_length": true}\nx',
        b'{"type": "synthesize", "data_length": 2}\n[]',
        b'{"type": "synthesize", "payload_length": "a"}\n',
        b"[" * 70_000,
        b"[" * 60_000 + b"\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_makes_no_sense_ends_the_connection(serve: Any, odd: bytes) -> None:
    with talking(serve()) as port:
        with socket.create_connection(("127.0.0.1", port), 20) as client:
            client.sendall(odd)
            client.shutdown(socket.SHUT_WR)
            try:
                answer = client.recv(65536)
            except ConnectionResetError:
                answer = b""
        assert b"Traceback" not in answer
        [pong] = loops.run(talk(port, Ping(), last="pong"))
        assert pong.type == "pong"


def test_a_client_that_leaves_stops_the_voice(serve: Any) -> None:
    server = serve()
    text = " ".join(f"Câu thứ {number}." for number in range(900))
    with talking(server) as port, socket.create_connection(("127.0.0.1", port), 20) as client:
        told = json.dumps({"text": text}).encode()
        head = json.dumps({"type": "synthesize", "data_length": len(told)}).encode()
        client.sendall(head + b"\n" + told)
        client.recv(1000)
    assert server.service._streams.total() == 0
    assert len(sentences(server)) < 900


@given(st.lists(st.text(st.sampled_from("aA.!? \n”")), max_size=8))
def test_nothing_of_a_text_is_lost_or_said_twice(parts: list[str]) -> None:
    said, rest = "", ""
    for part in parts:
        whole, rest = served.whole_of(rest + part)
        said += whole
    assert said + rest == "".join(parts)


def test_a_short_form_ends_no_sentence() -> None:
    assert served.whole_of("Ở TP. HCM trời mưa. Mai n") == ("Ở TP. HCM trời mưa. ", "Mai n")
    assert served.whole_of("Giá 1.500 đồng. ba") == ("", "Giá 1.500 đồng. ba")
