"""Passages become clips: from the cache where they are in it, else from the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from baonoi.common.log import Log
from baonoi.common.parallel import in_order
from baonoi.errors import StoppedError, SynthesisError, VoiceError
from baonoi.model import Clip, Passage, Voice
from baonoi.told import Told
from baonoi.voices.cache import Clips, clip_key
from baonoi.voices.check import check
from baonoi.voices.engine import Engine

_log = Log(__name__)

AHEAD = 3
"""Passages a thread may be ahead of the one whose turn it is: bounds memory, hides waiting."""


class _Due(NamedTuple):
    """A passage whose turn comes, and whether it is being said."""

    key: str
    passage: Passage
    said: bool


def speak(
    passages: Iterable[Passage], voice: Voice, engine: Engine, cache: Clips
) -> Generator[Clip, None, None]:
    """One clip a passage, in order; each is kept as soon as it is there.

    Passages are read as they are needed: a few ahead where the engine speaks, none where all is
    kept.

    Raises:
        SynthesisError: a passage could not be said, or not rightly.
        StoppedError: the engine's service could not be reached any more; what was said is kept.
        VoiceError: that happened before anything was said, so another voice may take over.
    """
    sample_rate = 0
    with closing(_Speech(passages, voice, engine, cache)) as speech:
        for passage, clip in speech.clips():
            if clip.sample_rate != sample_rate:
                if sample_rate:
                    raise _changed(clip, passage)
                sample_rate = clip.sample_rate
            yield clip


class _Speech:
    """The passages on their way from the script through the engine."""

    def __init__(
        self, passages: Iterable[Passage], voice: Voice, engine: Engine, cache: Clips
    ) -> None:
        self._passages = iter(passages)
        self._voice, self._engine, self._cache = voice, engine, cache
        self._version = engine.version
        self._due: deque[_Due] = deque()
        self._unsaid: deque[_Due] = deque()
        """Read, but not yet handed to the engine."""
        self._asked: set[str] = set()
        self._keys: list[str] = []
        """Of all that was read."""
        self._said = self._say()

    def clips(self) -> Iterator[tuple[Passage, Clip]]:
        """Each passage and its clip."""
        while self._due or self._read():
            due = self._due.popleft()
            if due.said:
                clip = self._next_said(due)
            else:
                clip = self._cache.load(due.key) or self._again(due)
            yield due.passage, clip

    def close(self) -> None:
        """Drop what is still to be said."""
        self._said.close()

    def _read(self) -> bool:
        """Take the next passage of the script; whether there is one."""
        passage = next(self._passages, None)
        if passage is None:
            return False
        key = clip_key(passage, self._voice, self._version)
        self._keys.append(key)
        due = _Due(key, passage, key not in self._asked and key not in self._cache)
        self._due.append(due)
        _log.debug("%s: %s", "to be said" if due.said else "kept", _first_words(passage))
        if due.said:
            self._asked.add(key)
            self._unsaid.append(due)
        return True

    def _missing(self) -> Iterator[_Due]:
        """What the engine is to say; it reads the script as far ahead as it likes."""
        while self._unsaid or self._read():
            if self._unsaid:
                yield self._unsaid.popleft()

    def _say(self) -> Generator[Clip, None, None]:
        """The clips that are not kept yet, in order; kept and checked."""
        if self._engine.at_once > 1:
            ahead = AHEAD * self._engine.at_once
            yield from in_order(self._again, self._missing(), self._engine.at_once, ahead)
            return
        asked: deque[_Due] = deque()

        def passages() -> Iterator[Passage]:
            for due in self._missing():
                asked.append(due)
                yield due.passage.punctuated()

        clips = self._engine.synthesize(passages(), self._voice)
        try:
            for clip in clips:
                yield self._kept(asked.popleft(), clip)
        finally:
            if isinstance(clips, Generator):
                clips.close()

    def _again(self, due: _Due) -> Clip:
        """One passage, said on its own."""
        for clip in self._engine.synthesize([due.passage.punctuated()], self._voice):
            return self._kept(due, clip)
        raise _unsaid(self._voice, due.passage)

    def _kept(self, due: _Due, clip: Clip) -> Clip:
        check(clip, due.passage)
        self._cache.store(due.key, clip)
        return self._cache.load(due.key) or clip  # what is on the disk need not stay in memory

    def _next_said(self, due: _Due) -> Clip:
        """The next clip that is said; where the service is gone, how far it came."""
        try:
            clip = next(self._said, None)
        except StoppedError as error:
            raise self._stopped(error) from error
        if clip is None:
            raise _unsaid(self._voice, due.passage)
        return clip

    def _stopped(self, error: StoppedError) -> StoppedError | VoiceError:
        if error.code == "host-closed":
            return error  # nobody asks how far it came
        while self._read():
            pass
        kept = sum(key in self._cache for key in self._keys)
        if not kept:
            fields = dict(error.fields)
            mend = fields.pop("mend", "")
            return VoiceError(
                error.message,
                "service-outdated" if mend else "service-absent",
                mend=mend,
                **fields,
            )
        error.message = Told(
            "{message} ({kept} of {passages} passages are said and kept)",
            message=error.message,
            kept=kept,
            passages=len(self._keys),
        )
        error.fields |= {"kept": kept, "passages": len(self._keys)}
        return error


def _unsaid(voice: Voice, passage: Passage) -> SynthesisError:
    return SynthesisError(
        Told("{voice} did not say this: {text}", voice=voice.name, text=_first_words(passage)),
        "passage-unsaid",
    )


def _changed(clip: Clip, passage: Passage) -> SynthesisError:
    return SynthesisError(
        Told(
            "{voice} changed its sample rate to {sample_rate} Hz at: {text}",
            voice=clip.voice,
            sample_rate=clip.sample_rate,
            text=_first_words(passage),
        ),
        "sample-rate-changed",
    )


def _first_words(passage: Passage) -> str:
    return passage.sentences[0].written[:80]
