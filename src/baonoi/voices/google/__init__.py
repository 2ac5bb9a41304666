"""Google's voice online, through gTTS: a passage is packed into requests, clause by clause."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count, pairwise
from typing import TYPE_CHECKING

from baonoi.common.log import Log
from baonoi.model import Clip, Passage, Voice
from baonoi.told import Told
from baonoi.voices.google import packing
from baonoi.voices.online import reach
from baonoi.voices.online.engine import OnlineEngine
from baonoi.voices.online.service import DoubtfulError, RetryPolicy, TransientError

if TYPE_CHECKING:
    import requests

    from baonoi.voices.online.pace import Pace
    from baonoi.voices.sound import Sound

_log = Log(__name__)
VERSION = 1
"""Of how answers are trimmed and joined. What the voice sounds like is the service's affair."""
DECLINED = 2
"""Answers without audio after which a long text is taken for too long."""
CLAUSE_PAUSE, WORD_PAUSE = 0.18, 0.02
"""Seconds between two requests of a sentence, after a clause and inside one."""
POLICY = RetryPolicy(request_time=30.0)

VOICES = (Voice("google", "Giọng nữ (Google)", "gtts", "female", rank=20, says_foreign=True),)


class GoogleEngine(OnlineEngine):
    """The voice of Google Translate."""

    name = "gtts"
    title = "Google's voice service"
    mend = "mend-gtts"

    def __init__(self, policy: RetryPolicy = POLICY) -> None:
        super().__init__(policy)
        self._own = threading.local()
        self._sessions: list[requests.Session] = []
        self._limit = packing.LIMIT

    @property
    def version(self) -> str:
        """Of the packing and the trimming."""
        return f"{VERSION}/{packing.VERSION}"

    def voices(self) -> Sequence[Voice]:
        """One, female."""
        return VOICES

    def _site(self) -> reach.Site:
        return reach.GOOGLE

    def _requests(self, passage: Passage) -> list[str]:
        return [request.text for request in packing.pack(passage.sentences, self._limit)]

    def _say(self, passage: Passage, voice: Voice) -> Clip:
        try:
            return self._joined(passage, voice)
        except _TooLongError:
            _log.warning("google takes less than %d letters at a time", packing.LIMIT)
            self._limit = packing.LEAST
            return self._joined(passage, voice)

    def _joined(self, passage: Passage, voice: Voice) -> Clip:
        """The passage, request by request."""
        from baonoi.voices.sound import silence

        pcm = bytearray()
        ends = array("i", [0] * len(passage.sentences))
        rate = 0
        for request in packing.pack(passage.sentences, self._limit):
            parts = self._said(request, passage, rate, self._pace(voice))
            for part, sound in zip(request.parts, parts, strict=True):
                rate = sound.rate
                pcm += sound.samples.tobytes()
                if not part.last:
                    gap = CLAUSE_PAUSE if request.clause_end else WORD_PAUSE
                    pcm += silence(gap, rate).tobytes()
                ends[part.sentence] = len(pcm) // 2
        for number in range(1, len(ends)):  # a sentence of nothing but marks takes no time
            ends[number] = max(ends[number], ends[number - 1])
        return Clip(bytes(pcm), rate, ends, array("i"), voice.name)

    def _said(
        self, request: packing.Request, passage: Passage, rate: int, pace: Pace
    ) -> list[Sound]:
        """The sound of each part of a request, trimmed."""
        from baonoi.voices.sound import speech_bounds, split_at_pauses

        written = passage.sentences[request.parts[0].sentence].written
        attempt = partial(self._try, request.text, rate, pace, count(1))
        sound = self._ask(attempt, written, pace)
        pace.learn(sound.seconds, request.text)
        letters = [float(len(part.text)) for part in request.parts]
        cuts = [0, *split_at_pauses(sound, letters), len(sound.samples)]
        parts = [sound.part(start, end) for start, end in pairwise(cuts)]
        return [part.part(*speech_bounds(part)) for part in parts]

    def _try(self, text: str, rate: int, pace: Pace, tries: Iterator[int]) -> Sound:
        """One request, its answer trimmed and held against what was asked for.

        Raises:
            _TooLongError: it seems to be more than the service takes at a time.
            DoubtfulError: some of it may be missing.
            TransientError: there is no whole answer.
        """
        from baonoi.voices.google import request
        from baonoi.voices.online.answer import decode
        from baonoi.voices.sound import breaks_off, speech_bounds

        try:
            answer = request.ask(
                self._session(),
                text,
                idle_time=self._policy.idle_time,
                total_time=self._policy.longest(text),
            )
        except request.DeclinedError as failure:
            long = len(text) > packing.LEAST
            if long and (failure.told or next(tries) >= DECLINED):
                raise _TooLongError from failure
            raise
        _log.debug("google: %d letters asked for, %d bytes", len(text), len(answer))
        sound = decode(answer)
        if rate and sound.rate != rate:
            raise TransientError(Told("it sent audio of another kind than before"))
        start, end = speech_bounds(sound)
        said = sound.part(start, end)
        doubt = pace.doubt(said.seconds, text)
        if doubt or breaks_off(sound):
            raise DoubtfulError(doubt or Told("its answer breaks off"), said, said.seconds)
        return said

    def _session(self) -> requests.Session:
        """The calling thread's own: connections are kept, and never shared."""
        from baonoi.voices.google.request import new_session

        if not hasattr(self._own, "session"):
            self._own.session = new_session()
            self._sessions.append(self._own.session)
        session: requests.Session = self._own.session
        return session

    def close(self) -> None:
        """Wait for nothing any more, and let the connections go."""
        super().close()
        for session in self._sessions:
            session.close()
        self._sessions.clear()
        self._own = threading.local()


class _TooLongError(Exception):
    """A text that the service may take in smaller parts."""
