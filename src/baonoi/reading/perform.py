"""THE way an article is read: passages in, events out."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from baonoi.common import stopping
from baonoi.common.log import Log
from baonoi.errors import VoiceError, nothing_to_say
from baonoi.model import Article, Clip, Passage, Script, Utterance, VoiceChoice
from baonoi.reading.events import (
    Event,
    Finished,
    Listener,
    PassedOver,
    Planned,
    SectionDone,
    heard,
)
from baonoi.reading.fit import fit
from baonoi.reading.options import ReadingOptions
from baonoi.reading.plan import Plan
from baonoi.voices import ClipCache, Clips, Host, next_best, speak

if TYPE_CHECKING:
    from baonoi.script import LaidOut

_log = Log(__name__)

TOGETHER = -1
"""The level of all sections that are as loud as asked for together."""
Order = Callable[[Plan], Iterable["LaidOut"]]
"""Which passages of a plan are said, and when."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a reading borrows, and others may share."""

    host: Host
    clips: Clips = field(default_factory=ClipCache)


class Performance:
    """One article, read by the best voice that can; heard by all who listen.

    It may be repeated, for whoever missed something: its voice and its plan stay then, what was
    said is kept, and the listeners are not told again.
    """

    def __init__(
        self,
        article: Article,
        choice: VoiceChoice,
        options: ReadingOptions,
        resources: Resources,
        listeners: Iterable[Listener] = (),
        parts: Mapping[str, Article] | None = None,
        apart: Container[int] = (),
    ) -> None:
        """Begin nothing yet.

        Args:
            article: what is read.
            choice: who reads it.
            options: how.
            resources: what is borrowed for it.
            listeners: who hears it.
            parts: of what is put together from several articles, which text is of which.
            apart: the numbers of the sections that are as loud as asked for by themselves; all the
                others are so together.
        """
        self._parts, self._apart = parts, apart
        self.article, self.choice, self.options = fit(article), choice, options
        self.resources = resources
        self._listeners = tuple(listeners)
        self._plan: Plan | None = None

    @property
    def script(self) -> Script:
        """What was read, once it has begun."""
        assert self._plan is not None
        return self._plan.script

    @property
    def version(self) -> str:
        """Of the engine that speaks."""
        return self.resources.host.session(self.choice.spec).version

    def level(self, section: int) -> int:
        """Which sections are made as loud as asked for together: those of one level."""
        return section if section in self._apart else TOGETHER

    def continued(self, article: Article) -> Performance:
        """The same voice goes on with another article; it cannot be passed over any more."""
        other = Performance(article, self.choice, self.options, self.resources)
        other._plan = Plan(article, self.choice.voice, self.options)
        return other

    def events(self, order: Order = Plan.passages) -> Generator[Event, None, None]:
        """What happens, as it happens. Whoever stops listening stops the voice.

        Raises:
            NoArticleError: there is nothing that can be said.
            SynthesisError: a passage could not be said.
            StoppedError: the voice could not be reached any more; what was said is kept.
            VoiceError: no voice that was asked for could begin.
        """
        if self._plan is not None:
            yield from self._perform(self._plan, order)
            return
        yield from heard(self._begin(order), self._listeners)

    def _begin(self, order: Order) -> Generator[Event, None, None]:
        """The next best voice takes over where one fails before it has said anything.

        The words may differ from voice to voice, so a reading is never passed on half-way.
        """
        while True:
            plan = Plan(self.article, self.choice.voice, self.options, self._parts)
            try:
                with closing(self._perform(plan, order)) as events:
                    first = next(events)
                    self._plan = plan
                    yield first
                    yield from events
                    return
            except VoiceError as error:
                if self._plan is not None:
                    raise
                failed = self.choice.voice.name
                _log.warning("%s cannot speak: %s", failed, error.message)
                self.choice = next_best(self.choice, error)
                yield PassedOver(failed, error.message, str(error.fields.get("mend", "")))

    def _perform(self, plan: Plan, order: Order) -> Generator[Event, None, None]:
        session = self.resources.host.session(self.choice.spec)
        told = False
        turns: deque[LaidOut] = deque()

        def passages() -> Iterator[Passage]:
            for laid_out in order(plan):
                turns.append(laid_out)
                yield laid_out.passage

        clips = speak(passages(), self.choice.voice, session, self.resources.clips)
        with closing(clips):
            for clip in clips:
                stopping.check()
                if not told:
                    _log.info("%s speaks", self.choice.note)
                    yield Planned(self.choice, plan.characters)
                    told = True
                laid_out = turns.popleft()
                yield from utterances(laid_out, clip)
                if laid_out.last:
                    yield SectionDone(laid_out.section)
        if next(plan.passages(), None) is None:
            raise nothing_to_say()
        if not told:
            yield Planned(self.choice, plan.characters)
        yield Finished(plan.script)


def utterances(laid_out: LaidOut, clip: Clip) -> Iterator[Utterance]:
    """The sentences of a passage, each with the silence behind it, and its words' times as told."""
    from baonoi.audio.gaps import lead, silences  # brings numpy, while the first clip is made

    passage = laid_out.passage
    spoken = [text.spoken.split() for text in passage.sentences]
    start = word = 0
    behind = silences(passage, clip, ends_section=laid_out.last and not laid_out.ends_script)
    parts = zip(passage.sentences, spoken, clip.sentences, behind, strict=True)
    for number, (text, words, end, silence) in enumerate(parts):
        last = word + 2 * len(words)
        yield Utterance(
            laid_out.section,
            laid_out.number,
            number,
            text,
            clip.pcm[2 * start : 2 * end],
            clip.sample_rate,
            array("i", (time - start for time in clip.words[word:last])),
            silence,
            lead(clip) if laid_out.number == number == 0 else 0,
            ends_section=laid_out.last and number == len(spoken) - 1,
            ends_script=laid_out.ends_script and number == len(spoken) - 1,
        )
        start, word = end, last
