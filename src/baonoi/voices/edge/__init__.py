"""Microsoft's neural voices online: Nam Minh and Hoài My, a passage a request."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Self

from baonoi.common.log import Log
from baonoi.model import Clip, Passage, Voice
from baonoi.told import Told
from baonoi.voices.engine import Availability
from baonoi.voices.online import reach
from baonoi.voices.online.engine import OnlineEngine
from baonoi.voices.online.service import DoubtfulError, RetryPolicy, TransientError

if TYPE_CHECKING:
    from baonoi.voices.edge.request import Boundary
    from baonoi.voices.edge.times import Cut
    from baonoi.voices.online.pace import Pace
    from baonoi.voices.sound import Sound

_log = Log(__name__)
VERSION = 1
"""Of how answers are trimmed and cut. What the voices sound like is the service's affair."""
OLDEST = (7, 3, 1)
"""Version of edge-tts: those before 7.3 lack the token that the service has asked for since October
2026, those before 7.2.8 do not tell whether an answer is whole."""
NAMES = {"nam-minh": "vi-VN-NamMinhNeural", "hoai-my": "vi-VN-HoaiMyNeural"}
LONGEST = 3600
"""Bytes of one request: the library would cut one of 4,096 anywhere, escapes counted."""
POLICY = RetryPolicy()

VOICES = (
    Voice(
        "nam-minh",
        "Giọng nam (Nam Minh)",
        "edge",
        "male",
        rank=10,
        says_foreign=True,
        word_times=True,
        phrases=True,
    ),
    Voice(
        "hoai-my",
        "Giọng nữ (Hoài My)",
        "edge",
        "female",
        rank=10,
        says_foreign=True,
        word_times=True,
        phrases=True,
    ),
)


class EdgeEngine(OnlineEngine):
    """The read-aloud service of Microsoft Edge, through edge-tts."""

    name = "edge"
    title = "Microsoft's voice service"
    mend = "mend-edge"

    def __init__(self, *, speed: float = 1.0, policy: RetryPolicy = POLICY) -> None:
        super().__init__(policy)
        self.speed = speed

    @property
    def version(self) -> str:
        """Of the trimming and the speed."""
        return f"{VERSION}" if self.speed == 1.0 else f"{VERSION}/{self._rate}"

    @property
    def _rate(self) -> str:
        return f"{round(self.speed * 100 - 100):+d}%"

    def at_speed(self, speed: float) -> Self:
        """The service itself speaks faster or slower."""
        return type(self)(speed=speed, policy=self._policy)

    def voices(self) -> Sequence[Voice]:
        """Nam Minh and Hoài My."""
        return VOICES

    def availability(self, voice: Voice) -> Availability:
        """Whether the service can be reached, by a library that is new enough."""
        from importlib.metadata import version

        found = version("edge-tts")
        if _numbers(found) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            reason = Told(
                "edge-tts {found} is too old for the service, which needs {oldest}",
                found=found,
                oldest=oldest,
            )
            return Availability(False, reason, self.mend)
        return super().availability(voice)

    def _site(self) -> reach.Site:
        return reach.EDGE

    def _requests(self, passage: Passage) -> list[str]:
        return [" ".join(group) for group in groups([text.spoken for text in passage.sentences])]

    def _say(self, passage: Passage, voice: Voice) -> Clip:
        pace = self._pace(voice, self.speed)
        pcm = bytearray()
        sentences, words = array("i"), array("i")
        rate = 0
        told = True
        for group in groups([text.spoken for text in passage.sentences]):
            request = partial(self._try, group, NAMES[voice.name], pace)
            part, rate = self._ask(request, passage.sentences[0].written, pace)
            for seconds, sentence in zip(part.seconds(rate), group, strict=True):
                pace.learn(seconds, sentence)
            done = len(pcm) // 2
            pcm += part.pcm
            sentences.extend(end + done for end in part.sentences)
            words.extend(time + done for time in part.words)
            told = told and bool(part.words)
        return Clip(bytes(pcm), rate, sentences, words if told else array("i"), voice.name)

    def _try(self, sentences: list[str], voice: str, pace: Pace) -> tuple[Cut, int]:
        """One request, its answer held against what was asked for."""
        from baonoi.voices.edge import request, times
        from baonoi.voices.online.answer import decode

        text = " ".join(sentences)
        answer = request.ask(
            text,
            voice,
            self._rate,
            proxy=self._site().proxy(),
            idle_time=self._policy.idle_time,
            total_time=self._policy.longest(text),
        )
        _log.debug("%s: %d sentences asked for, %d bytes", voice, len(sentences), len(answer.audio))
        sound = decode(answer.audio)
        tokens = [token for sentence in sentences for token in sentence.split()]
        if answer.words and (
            not times.covers(tokens, answer.words) or answer.words[-1].start > sound.seconds
        ):
            raise TransientError(Told("its answer lacks the end"))
        cut = times.cut(sound, sentences, answer.words)
        doubt = _doubt(pace, sound, cut, sentences, answer.words)
        if doubt:
            raise DoubtfulError(doubt, (cut, sound.rate), len(cut.pcm) / 2 / sound.rate)
        return cut, sound.rate


def _doubt(
    pace: Pace, sound: Sound, cut: Cut, sentences: Sequence[str], words: Sequence[Boundary]
) -> str:
    """Why something may be missing in an answer; "" where nothing can be.

    Raises:
        PartError: part of it must be missing.
    """
    from baonoi.voices.edge import times

    if not words:  # where a sentence ends is a guess
        return pace.doubt(sum(cut.seconds(sound.rate)), " ".join(sentences))
    tokens = [token for sentence in sentences for token in sentence.split()]
    missing = times.untold(tokens, words)
    if missing:
        return Told("its answer may lack {words}", words=" ".join(missing[:5]))
    if times.silent_before(sound, words[-1].end):
        return Told("its sound ends before its words do")
    doubts = (
        pace.doubt(seconds, sentence, told=True)
        for seconds, sentence in zip(cut.seconds(sound.rate), sentences, strict=True)
    )
    return next(filter(None, doubts), "")


def groups(sentences: Sequence[str]) -> Iterator[list[str]]:
    """The sentences of each request: all of them, unless that is too long."""
    group: list[str] = []
    size = 0
    for sentence in sentences:
        more = len(sentence.encode("utf-8")) + 1
        if group and size + more > LONGEST:
            yield group
            group, size = [], 0
        group.append(sentence)
        size += more
    yield group


def _numbers(version: str) -> tuple[int, ...]:
    """Of a version: "7.3.1" as (7, 3, 1); what is no number, as in "7.4.0b1", counts as none."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))
