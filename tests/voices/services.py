"""The two online voice services on loopback: they speak the real protocols, and can misbehave.

What they say is a burst of tone a syllable, silence at the marks, encoded as MP3: the same text
always gives the same bytes. As a program it prints its two addresses as JSON and serves until its
standard input ends; then it prints what it was asked for.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import re
import ssl
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import lameenc
import numpy as np
from aiohttp import WSMsgType, web

RATE = 24000
SYLLABLE, GAP = 0.17, 0.05
LEAD, TAIL = 0.12, 0.4
SILENCES = {",": 0.25, ";": 0.3, ":": 0.3, ".": 0.7, "!": 0.7, "?": 0.7, "…": 0.7}
TICKS = 10_000_000
PITCHES = {"Nam": 125.0, "Hoai": 220.0, "google": 210.0}
CHUNK = 720
"""Bytes in one message: some frames."""


@dataclass
class Fault:
    """A way to misbehave, for the next ``times`` requests that hold ``text``."""

    kind: str
    times: int = 1_000_000
    text: str = ""
    status: int = 500
    retry_after: str | None = None
    said: str = ""
    """What is said instead of the text, for "other"; for "unheard", while its words are told."""
    spoil: Callable[[bytes], bytes] = bytes
    """What becomes of the audio, for "spoilt"."""


@dataclass
class Log:
    """What a service was asked for, and what it answered to the end."""

    asked: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0
    at_once: int = 0


@lru_cache(maxsize=4096)
def speech(text: str, pitch: float, rate: float, kbits: int) -> tuple[bytes, Any, float]:
    """An MP3 of the text, (word, start, end) of its words in seconds, and its length."""
    parts = [np.zeros(int(LEAD * RATE))]
    words: list[tuple[str, float, float]] = []
    done = len(parts[0])
    for number, word in enumerate(text.split()):
        length = int(SYLLABLE * RATE / rate)
        at = np.arange(length) / RATE
        height = pitch * (1 + 0.06 * np.sin(number * 1.7))
        tone = sum(np.sin(2 * np.pi * height * part * at) / part for part in (1, 2, 3, 4, 5))
        shape = np.minimum(1, np.minimum(at, at[::-1]) / 0.01)
        parts.append(9000 * tone * shape)
        words.append((word.strip(",;:.!?…"), done / RATE, (done + length) / RATE))
        rest = int((SILENCES.get(word[-1], GAP)) * RATE / rate)
        parts.append(np.zeros(rest))
        done += length + rest
    parts.append(np.zeros(int(TAIL * RATE)))
    samples = np.concatenate(parts).astype("<i2")
    return encoded(samples.tobytes(), RATE, kbits), tuple(words), len(samples) / RATE


def encoded(pcm: bytes, rate: int, kbits: int) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(kbits)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(9)
    return bytes(encoder.encode(pcm)) + bytes(encoder.flush())


class Services:
    """Both services, in a thread of their own."""

    def __init__(
        self,
        *,
        certificate: ssl.SSLContext | None = None,
        first_byte: float = 0.0,
        speed: float = 0.0,
    ) -> None:
        """``first_byte`` seconds pass before an answer; ``speed`` times as fast as speech it
        comes, or at once where that is 0."""
        self.edge = Log()
        self.google = Log()
        self.faults: list[Fault] = []
        self.longest = 200
        """Characters that Google says at a time."""
        self.first_byte = first_byte
        self.speed = speed
        self._certificate = certificate
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._port = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Services:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def edge_url(self) -> str:
        scheme = "wss" if self._certificate else "ws"
        return f"{scheme}://localhost:{self._port}/edge/v1?TrustedClientToken=token"

    @property
    def google_url(self) -> str:
        scheme = "https" if self._certificate else "http"
        return f"{scheme}://localhost:{self._port}/google"

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=1 << 24)
        app.router.add_get("/edge/v1", self._edge)
        app.router.add_post("/google/{path:.*}", self._google)
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "localhost", 0, ssl_context=self._certificate)
        self._loop.run_until_complete(site.start())
        self._port = runner.addresses[0][1]
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(site.stop())
        self._loop.run_until_complete(asyncio.sleep(0.01))  # what is being accepted is, and closed
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(runner.cleanup())
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _fault(self, text: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.text in text:
                fault.times -= 1
                return fault
        return None

    async def _speak(self, seconds: float) -> None:
        await asyncio.sleep(self.first_byte + (seconds / self.speed if self.speed else 0.0))

    # --- Microsoft ---------------------------------------------------------------------------

    async def _edge(self, request: web.Request) -> web.StreamResponse:
        log = self.edge
        log.connections += 1
        handshake = next((f for f in self.faults if f.kind == "status" and f.times > 0), None)
        if handshake is not None and not handshake.text:
            handshake.times -= 1
            return refusal(handshake)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        config = (await socket.receive()).data
        assert "Path:speech.config" in config
        boundaries = '"wordBoundaryEnabled":"true"' in config
        message = await socket.receive()
        if message.type is not WSMsgType.TEXT:
            return socket
        head, _, ssml = message.data.partition("\r\n\r\n")
        identity = re.search(r"X-RequestId:(\w+)", head)
        assert identity
        assert "Path:ssml" in head
        voice = re.search(r"<voice name='([^']+)'>", ssml)
        rate = re.search(r"rate='([+-]\d+)%'", ssml)
        body = re.search(r"<prosody[^>]*>(.*)</prosody>", ssml, re.DOTALL)
        assert voice
        assert rate
        assert body
        text = unescape(body[1])
        log.asked.append(text)
        log.at_once += 1
        log.most_at_once = max(log.most_at_once, log.at_once)
        try:
            if await self._say(socket, identity[1], text, voice[1], rate[1], boundaries):
                log.finished.append(text)
        finally:
            log.at_once -= 1
        return socket

    async def _say(
        self,
        socket: web.WebSocketResponse,
        identity: str,
        text: str,
        voice: str,
        rate: str,
        boundaries: bool,
    ) -> bool:
        fault = self._fault(text)
        kind = fault.kind if fault else ""
        pitch = next(pitch for name, pitch in PITCHES.items() if name in voice)
        data, words, seconds = speech(text, pitch, 1 + int(rate) / 100, 48)
        await self._speak(seconds)
        if kind == "hang":
            await asyncio.sleep(60)
        await socket.send_str(text_message(identity, "turn.start", {"context": {}}))
        await socket.send_str(text_message(identity, "response", {"context": {}}))
        if kind == "empty":
            await socket.send_str(text_message(identity, "turn.end", {}))
            return False
        if kind == "wrong":
            data = b"<html><body>Sign in to this network</body></html>" * 40
        elif kind == "half":
            data = data[: len(data) // 2]
        elif kind == "silence":
            data = speech("", pitch, 1.0, 48)[0]
        elif kind == "short":
            data = speech(" ".join(text.split()[: len(text.split()) // 2]), pitch, 1.0, 48)[0]
        elif kind == "skip":
            data, words, seconds = speech(without_a_clause(text), pitch, 1.0, 48)
        elif fault and kind == "other":
            data, words, seconds = speech(fault.said, pitch, 1 + int(rate) / 100, 48)
        elif fault and kind == "unheard":
            data = speech(fault.said, pitch, 1 + int(rate) / 100, 48)[0]
        elif fault and kind == "spoilt":
            data = fault.spoil(data)
        if kind == "no-words":
            boundaries = False
        spoken = list(words) if boundaries else []
        for place in range(0, len(data), CHUNK):
            if kind == "drop" and place > len(data) // 2:
                request_transport(socket).abort()
                return False
            if kind == "close" and place > len(data) // 2:
                await socket.close()
                return False
            if kind == "drip":
                await asyncio.sleep(0.1)
            await socket.send_bytes(audio_message(identity, data[place : place + CHUNK]))
            upto = (place + CHUNK) / len(data) * seconds
            while spoken and (spoken[0][2] <= upto or place + CHUNK >= len(data)):
                word, start, end = spoken.pop(0)
                entry = {
                    "Type": "WordBoundary",
                    "Data": {
                        "Offset": round(start * TICKS),
                        "Duration": round((end - start) * TICKS),
                        "text": {"Text": word, "Length": len(word), "BoundaryType": "WordBoundary"},
                    },
                }
                await socket.send_str(
                    text_message(identity, "audio.metadata", {"Metadata": [entry]})
                )
        await socket.send_bytes(audio_message(identity, b""))
        await socket.send_str(text_message(identity, "turn.end", {}))
        return True

    # --- Google ------------------------------------------------------------------------------

    async def _google(self, request: web.Request) -> web.StreamResponse:
        log = self.google
        form = parse_qs((await request.read()).decode())
        ((rpc, parameters, _, generic),) = json.loads(form["f.req"][0])[0]
        assert (rpc, generic) == ("jQ1olc", "generic")
        text, language, _, _ = json.loads(parameters)
        assert language == "vi"
        log.asked.append(text)
        log.at_once += 1
        log.most_at_once = max(log.most_at_once, log.at_once)
        try:
            response = await self._answer(request, text)
            if response is not None:
                log.finished.append(text)
                return response
            return web.Response(status=500)
        finally:
            log.at_once -= 1

    async def _answer(self, request: web.Request, text: str) -> web.StreamResponse | None:
        fault = self._fault(text)
        kind = fault.kind if fault else ""
        data, _, seconds = speech(text, PITCHES["google"], 1.0, 32)
        await self._speak(seconds)
        if fault and kind == "status":
            return refusal(fault)
        if kind == "hang":
            await asyncio.sleep(60)
        if kind == "empty":
            return web.Response(body=b"")
        if kind == "wrong":
            return web.Response(text="<html>Sign in to this network</html>")
        if kind == "half":
            data = data[: len(data) // 2]
        elif kind == "silence":
            data = speech("", PITCHES["google"], 1.0, 32)[0]
        elif kind == "short":
            words = text.split()
            data = speech(" ".join(words[: len(words) // 2]), PITCHES["google"], 1.0, 32)[0]
        elif kind == "skip":
            data = speech(without_a_clause(text), PITCHES["google"], 1.0, 32)[0]
        elif fault and kind in ("other", "unheard"):
            data = speech(fault.said, PITCHES["google"], 1.0, 32)[0]
        elif fault and kind == "spoilt":
            data = fault.spoil(data)
        elif kind == "no-audio":
            data = b""
        inner: str | None = json.dumps([base64.b64encode(data).decode()])
        if len(text) > self.longest and kind != "no-audio":
            inner = None
        row = json.dumps(
            [["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":")
        )
        body = f')]}}\'\n\n{len(row)}\n{row}\n25\n[["e",4,null,null,132]]\n'.encode()
        if kind not in ("drop", "drip"):
            return web.Response(body=body, content_type="application/json")
        response = web.StreamResponse()
        response.content_length = len(body)
        await response.prepare(request)
        for place in range(0, len(body), 512):
            if kind == "drop" and place > len(body) // 2:
                assert request.transport
                request.transport.abort()
                return None
            if kind == "drip":
                await asyncio.sleep(0.1)
            await response.write(body[place : place + 512])
        return response


def without_a_clause(text: str) -> str:
    """Four syllables are left out, not the last ones."""
    words = text.split()
    return " ".join(words[:2] + words[6:])


def refusal(fault: Fault) -> web.Response:
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    return web.Response(status=fault.status, headers=headers, text="no")


def request_transport(socket: web.WebSocketResponse) -> asyncio.Transport:
    transport = socket._req.transport if socket._req else None
    assert isinstance(transport, asyncio.Transport)
    return transport


def text_message(identity: str, path: str, body: dict[str, Any]) -> str:
    return (
        f"X-RequestId:{identity}\r\nContent-Type:application/json; charset=utf-8\r\n"
        f"Path:{path}\r\n\r\n{json.dumps(body, ensure_ascii=False)}"
    )


def audio_message(identity: str, data: bytes) -> bytes:
    kind = "Content-Type:audio/mpeg\r\n" if data else ""
    head = f"X-RequestId:{identity}\r\n{kind}X-StreamId:1\r\nPath:audio\r\n".encode()
    return len(head).to_bytes(2, "big") + head + data


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--first-byte", type=float, default=0.0)
    options.add_argument("--speed", type=float, default=0.0)
    chosen = options.parse_args()
    with Services(first_byte=chosen.first_byte, speed=chosen.speed) as services:
        addresses = {"edge": services.edge_url, "google": services.google_url}
        print(json.dumps(addresses), flush=True)
        sys.stdin.read()
        time.sleep(0.1)
        logs = {"edge": services.edge, "google": services.google}
        print(
            json.dumps(
                {
                    name: {
                        "asked": Counter(log.asked),
                        "finished": Counter(log.finished),
                        "most_at_once": log.most_at_once,
                    }
                    for name, log in logs.items()
                }
            )
        )


if __name__ == "__main__":
    main()
