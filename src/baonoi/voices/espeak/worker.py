"""A process of its own that holds eSpeak NG: a crash of the C library ends it and nothing else.

Started as ``python -I -S worker.py LIBRARY DATA`` it imports next to nothing: whoever waits for the
first word waits for that, too. A request is its length (4 bytes, little-endian) and, marshalled,
the voice's settings and the sentences; an answer is ``ANSWER`` and what it counts: where each
sentence ends (int32), start and end of each word (int32), the audio.

The library is unloaded and loaded again before each passage: what it says depends on what it said
before, and a passage must depend on itself alone. Where the system never unloads a library (musl),
each passage is said by a child, which ends.
"""

from __future__ import annotations

import _ctypes
import ctypes
import marshal
import math
import os
import struct
import sys
import time
from array import array

TYPE_CHECKING = False  # typing's own takes a third as long as Python's start
if TYPE_CHECKING:
    from collections.abc import Callable
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
LENGTH = struct.Struct("<I")
ANSWER = struct.Struct("<4I")
"""Sample rate, sentences, words, bytes of audio. No sample rate: the bytes say what went wrong."""
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
        if hasattr(self._dll, "espeak_ng_SetRandSeed"):  # before 1.52 it draws from the process
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


class Said:
    """A passage: see ``ANSWER``."""

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self.audio: list[bytes] = []
        """Of each sentence, int16 mono."""
        self.ends = array("i")
        self.words = array("i")

    def add(self, sentence: str, pcm: bytes, events: list[tuple[int, int]]) -> None:
        """Lay a sentence behind those before it."""
        start = self.ends[-1] if self.ends else 0
        count = len(pcm) // 2
        self.words.extend([start + time for time in word_times(sentence, events, count)])
        self.ends.append(start + count)
        self.audio.append(pcm)


def say_passage(path: str, data: str, settings: dict[str, Any], sentences: list[str]) -> Said:
    """Say the sentences in a library of their own.

    Raises:
        RuntimeError: the library refused.
    """
    library = Library(path, data, settings)
    try:
        said = Said(library.sample_rate)
        for sentence in sentences:
            said.add(sentence, *library.say(sentence))
        return said
    finally:
        library.close()


def serve(path: str, data: str, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the other side closes the pipe."""
    while len(length := requests.read(LENGTH.size)) == LENGTH.size:
        request = marshal.loads(requests.read(*LENGTH.unpack(length)))
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


def answer(
    path: str, data: str, request: tuple[dict[str, Any], list[str]], answers: BinaryIO
) -> None:
    """Say what is asked for, or why not."""
    allow_time()
    try:
        said = say_passage(path, data, *request)
    except RuntimeError as error:
        reason = str(error).encode("utf-8")
        answers.write(ANSWER.pack(0, 0, 0, len(reason)) + reason)
    else:
        size = sum(map(len, said.audio))
        words = len(said.words) // 2
        answers.write(ANSWER.pack(said.sample_rate, len(said.ends), words, size))
        for part in (said.ends.tobytes(), said.words.tobytes(), *said.audio):
            answers.write(part)
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
    try:
        _, hard = resource.getrlimit(which)
        bounded = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(which, (bounded, bounded if lasting else hard))
    except (OSError, ValueError):
        pass


def main() -> None:
    """Keep the answers' pipe to ourselves: whatever the library prints goes to standard error."""
    confine()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.argv[1], sys.argv[2], sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
