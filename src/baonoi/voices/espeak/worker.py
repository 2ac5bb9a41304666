"""A process of its own that holds eSpeak NG: a crash of the C library ends it and nothing else.

Started as ``python -I -S worker.py LIBRARY DATA`` it needs only the standard library. A frame is
the length of a JSON header (4 bytes, little-endian) and the header; an answer's header is followed
by ``bytes`` bytes of audio and ``words`` times two int32 of word times.

The library is unloaded and loaded again before each passage: what it says depends on what it said
before, and a passage must depend on itself alone. Where the system never unloads a library (musl),
each passage is said by a child, which ends.
"""

from __future__ import annotations

import _ctypes
import ctypes
import json
import math
import os
import struct
import sys
import time
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

SYNCHRONOUS = 2
BUFFER_MS = 5000  # small buffers make every callback wait for the interpreter
FAMILY = "aav"
"""The folder of the Austroasiatic languages among its voices."""
UTF8 = 1
EVENT_END, EVENT_WORD = 0, 1
MEMORY = 1 << 30
"""Bytes of the address space: some hours of sound in one passage."""
SECONDS = 120
"""Of the processor for one passage, which takes milliseconds."""
PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3, "range": 4, "word_gap": 7}


class Event(ctypes.Structure):
    """``espeak_EVENT`` of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class VoiceStruct(ctypes.Structure):
    """``espeak_VOICE`` of speak_lib.h, as far as its identifier."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
    )


Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


class Library:
    """One loaded copy of the library: open it, say one passage, close it."""

    def __init__(self, path: str, data: str, settings: dict[str, Any]) -> None:
        self._dll = ctypes.CDLL(path)
        self.audio = bytearray()
        self.events: list[tuple[int, int]] = []
        self._callback = Callback(
            self._receive
        )  # kept, or the library would call into freed memory
        where = data.encode("utf-8") or None  # the library's own
        self.sample_rate = self._dll.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, where, 0)
        if self.sample_rate <= 0:
            raise RuntimeError("eSpeak NG could not read its data")
        self._dll.espeak_SetSynthCallback(self._callback)
        with suppress(AttributeError):  # before 1.52 it draws from what the process has
            self._dll.espeak_ng_SetRandSeed(1)  # else the second of the day
        self._choose(settings["voice"])
        for name, number in PARAMETERS.items():
            if name in settings:
                self._dll.espeak_SetParameter(number, settings[name], 0)

    def _choose(self, voice: str) -> None:
        """Select a voice; the library takes an unknown variant for none without a word.

        It opens all 245 files of voices to find one by its language, which takes longer than to say
        a title; so the file itself is tried first.
        """
        if self._dll.espeak_SetVoiceByName(f"{FAMILY}/{voice}".encode("ascii")) != 0:
            self._dll.espeak_SetVoiceByName(voice.encode("ascii"))
        self._dll.espeak_GetCurrentVoice.restype = ctypes.POINTER(VoiceStruct)
        current = self._dll.espeak_GetCurrentVoice()
        chosen = (current.contents.identifier or b"").decode() if current else ""
        if chosen.lower().rpartition("/")[2] != voice.lower():
            raise RuntimeError(f"eSpeak NG has no voice {voice!r}")

    def _receive(self, wave: Any, count: int, events: Any) -> int:
        if wave and count > 0:
            self.audio += ctypes.string_at(wave, count * 2)
        number = 0
        while events[number].type != EVENT_END:
            if events[number].type == EVENT_WORD:
                self.events.append((events[number].text_position, events[number].sample))
            number += 1
        return 0

    def say(self, sentence: str) -> tuple[bytes, list[tuple[int, int]]]:
        """Audio of one sentence, and (character, sample) of each word event in it."""
        self.audio.clear()
        self.events.clear()
        text = sentence.encode("utf-8") + b"\0"
        status = self._dll.espeak_Synth(text, len(text), 0, 1, 0, UTF8, None, None)
        if status != 0:
            raise RuntimeError(f"eSpeak NG answered {status}")
        return bytes(self.audio), list(self.events)

    def close(self) -> None:
        """Unload the library, so that the next copy starts afresh."""
        self._dll.espeak_Terminate()
        unload: Callable[[int], Any] = getattr(_ctypes, "FreeLibrary", None) or _ctypes.dlclose
        unload(self._dll._handle)


def word_times(sentence: str, events: list[tuple[int, int]], end: int) -> list[int]:
    """Start and end sample of each word of a sentence that has ``end`` samples.

    The library counts characters from one and may give several events for one word; a word lasts
    until the next one starts.
    """
    starts: list[int] = []
    position = 0
    upcoming = iter(events)
    event = next(upcoming, None)
    last = 0
    for word in sentence.split():
        position = sentence.index(word, position) + len(word)
        first = None
        while event is not None and event[0] <= position:
            if first is None:
                first = event[1]
            event = next(upcoming, None)
        last = min(end, last if first is None else max(last, first))
        starts.append(last)
    times: list[int] = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        times += (start, stop)
    return times


def say_passage(
    path: str, data: str, settings: dict[str, Any], sentences: list[str]
) -> tuple[dict[str, Any], list[bytes]]:
    """Say the sentences in a library of their own; the answer's header and its two bodies."""
    library = Library(path, data, settings)
    try:
        audio: list[bytes] = []
        ends: list[int] = []
        words = array("i")
        done = 0
        for sentence in sentences:
            pcm, events = library.say(sentence)
            count = len(pcm) // 2
            words.extend(done + time for time in word_times(sentence, events, count))
            audio.append(pcm)
            done += count
            ends.append(done)
        header = {
            "sample_rate": library.sample_rate,
            "sentences": ends,
            "bytes": done * 2,
            "words": len(words) // 2,
        }
        return header, [*audio, words.tobytes()]
    finally:
        library.close()


def read_exactly(stream: BinaryIO, count: int) -> bytes:
    """``count`` bytes of the stream; fewer where it ended."""
    data = stream.read(count)
    return data if data is not None else b""


def serve(path: str, data: str, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the other side closes the pipe."""
    while len(prefix := read_exactly(requests, 4)) == 4:
        request = json.loads(read_exactly(requests, struct.unpack("<I", prefix)[0]))
        if not stays_loaded():
            answer(path, data, request, answers)
            continue
        child = os.fork()
        if child == 0:
            answer(path, data, request, answers)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status != 0:  # whoever waits for the answer shall hear of it
            sys.exit(abs(status))


def answer(path: str, data: str, request: dict[str, Any], answers: BinaryIO) -> None:
    """Say what is asked for, or why not."""
    allow_time()
    try:
        header, bodies = say_passage(path, data, request["settings"], request["sentences"])
    except RuntimeError as error:
        header, bodies = {"error": str(error)}, []
    head = json.dumps(header).encode("utf-8")
    answers.write(struct.pack("<I", len(head)) + head)
    for body in bodies:
        answers.write(body)
    answers.flush()


def stays_loaded() -> bool:
    """Whether a library stays as it is when it is unloaded: on Linux, all but glibc do so."""
    if sys.platform != "linux":
        return False
    try:
        return not os.confstr("CS_GNU_LIBC_VERSION")
    except (ValueError, OSError):
        return True


def confine() -> None:
    """Bound memory and forbid to write files, where the system can."""
    if resource is None:
        return
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    for name, wanted in limits.items():
        _limit(name, wanted, lasting=True)


def allow_time() -> None:
    """Let the system end this process where one passage takes far too long."""
    if resource is not None:
        _limit("RLIMIT_CPU", math.ceil(time.process_time()) + SECONDS, lasting=False)


def _limit(name: str, wanted: int, *, lasting: bool) -> None:
    which = getattr(resource, name, None)
    if resource is None or which is None:
        return
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(which)
        bounded = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(which, (bounded, bounded if lasting else hard))


def main() -> None:
    """Keep the answers' pipe to ourselves: whatever the library prints goes to standard error."""
    confine()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.argv[1], sys.argv[2], sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
