"""The listening page of an article that is still being said, and what it is told as it goes on."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any, BinaryIO

from baonoi.model import Article, Recording, Script, Timeline, Voice
from baonoi.publish.page.outline import places, shown
from baonoi.publish.page.page import Rendition, write_page
from baonoi.publish.page.timing import Lines, units
from baonoi.publish.times import TimedSentence


def write_growing_page(
    article: Article, script: Script, voice: Voice, *, name: str, sound: str, file: BinaryIO
) -> None:
    """Write the page; its script asks for ``events`` beside it.

    Args:
        article: what is read.
        script: as that voice reads it.
        voice: who reads.
        name: under which the listener's place is kept: that of the recording it will become.
        sound: where the growing MP3 stands, seen from the page.
        file: takes UTF-8.
    """
    nothing = Timeline(0, array("q"), array("q"), array("q"))
    unmade = Recording(article, script, voice, nothing, (), b"")
    write_page([Rendition(unmade, voice.name, href=sound)], name, file, growing=True)


class Growing:
    """Tells the page's script of each sentence: the steps that :func:`timing` tells of all."""

    def __init__(self, article: Article, script: Script, sample_rate: int) -> None:
        self._script = script
        self._blocks = shown(article, script)
        self._lines = Lines(sample_rate)
        self._said: list[TimedSentence] = []
        self._places = places(self._blocks, self._coming())
        self._section = -1

    def add(self, said: TimedSentence, section_start: int) -> dict[str, Any]:
        """What is new with one sentence, which began in a section that begins there."""
        lines = self._lines
        sentences = len(lines.sentences["gap"])
        words = len(lines.words["gap"])
        self._said.append(said)
        number, first = next(self._places)
        text = self._blocks[number].text if number >= 0 else ""
        lines.add(said, number, units(text)[first])
        told: dict[str, Any] = {
            "sentences": {name: row[sentences:] for name, row in lines.sentences.items()},
            "words": {name: row[words:] for name, row in lines.words.items()},
            "made": lines.time,
        }
        if said.section != self._section:
            self._section = said.section
            heading = self._script.sections[said.section].heading
            told["section"] = {"start": lines.ms(section_start), "title": heading}
        return told

    def _coming(self) -> Iterator[TimedSentence]:
        while self._said:
            yield self._said.pop()
