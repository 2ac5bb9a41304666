"""The times of a recording as the page's script wants them: parallel arrays of small numbers.

An object a word would make the page of a ten-hour recording ten times as large. Times are
milliseconds and places are UTF-16 code units, both told as the step from what came before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from baonoi.model import Recording
from baonoi.publish.page.notes import Reading, Readings, worth_telling
from baonoi.publish.page.outline import Shown, places
from baonoi.publish.times import TimedSentence, sentences, tokens


def timing(recording: Recording, blocks: Sequence[Shown]) -> tuple[dict[str, Any], list[Reading]]:
    """The arrays, and how the rewritten forms are read.

    ``sections``: start, and title or null. ``sentences``: ``block`` or -1; ``from``, the first
    character there; ``length``; ``gap``, milliseconds since the end of the one before; ``last``,
    how long it lasts; ``words``, how many. ``words``: ``gap`` and ``length`` in characters,
    ``rest`` and ``last`` in milliseconds, each step from the end of the word before or the
    beginning of the sentence. ``readings``: numbers of the rewritten words, and of their readings.
    """
    lines = Lines(recording.timeline.sample_rate or 1)
    made = bool(recording.timeline.sections)
    said = list(sentences(recording)) if made else []
    block, ones = -1, units("")
    for each, (number, first) in zip(said, places(blocks, said), strict=True):
        if number != block:
            block, ones = number, units(blocks[number].text if number >= 0 else "")
        lines.add(each, block, ones[first])
    starts = recording.timeline.sections[::2]
    return {
        "sections": [
            {"start": lines.ms(start), "title": section.heading}
            for start, section in zip(starts, recording.script.sections, strict=made)
        ],
        "sentences": lines.sentences,
        "words": lines.words,
        "readings": lines.readings,
    }, list(lines.read.rows.values())


class Lines:
    """The arrays while they are filled."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.time = 0
        names = ("block", "from", "length", "gap", "last", "words")
        self.sentences: dict[str, list[int]] = {name: [] for name in names}
        self.words: dict[str, list[int]] = {name: [] for name in ("gap", "length", "rest", "last")}
        self.readings: tuple[list[int], list[int]] = ([], [])
        self.read = Readings()

    def ms(self, samples: int) -> int:
        """Milliseconds."""
        return round(samples * 1000 / self.rate)

    def add(self, said: TimedSentence, block: int, first: int) -> None:
        """One sentence and its words."""
        start, end = self.ms(said.start), self.ms(said.end)
        ones = units(said.text.written)
        before = len(self.words["gap"])
        row = {"block": block, "from": first, "length": ones[len(said.text.written)]}
        row |= {"gap": start - self.time, "last": end - start}
        self.time = start
        self._add_words(said, ones)
        self.time = end
        for name, value in (row | {"words": len(self.words["gap"]) - before}).items():
            self.sentences[name].append(value)

    def _add_words(self, said: TimedSentence, ones: Sequence[int]) -> None:
        rewritten = {
            span.start: self.read.add(said.text, span, len(self.sentences["gap"])).number
            for span in said.text.rewrites
            if worth_telling(said.text, span)
        }
        words, place = self.words, 0
        for span, from_sample, to_sample in tokens(said.text, said.words):
            start, end = self.ms(from_sample), self.ms(to_sample)
            if span.start in rewritten:
                self.readings[0].append(len(words["gap"]))
                self.readings[1].append(rewritten[span.start])
            words["gap"].append(ones[span.start] - place)
            words["length"].append(ones[span.end] - ones[span.start])
            words["rest"].append(start - self.time)
            words["last"].append(end - start)
            place, self.time = ones[span.end], end


def units(text: str) -> Sequence[int]:
    """For each place in the text, how many UTF-16 code units come before it."""
    if not text or max(text) <= "\uffff":
        return range(len(text) + 1)
    found, at = [0], 0
    for character in text:
        at += 1 + (character > "\uffff")
        found.append(at)
    return found
