"""What is made of a text: a reading, and its sound in parts, each as soon as it is there."""

from __future__ import annotations

from collections.abc import Generator

from baonoi.encode.running import RUNNING, Running
from baonoi.model import Article, Block, Role, Section, VoiceChoice
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.stream import Part, Reading, sounds
from baonoi.reading.stream import parts as coded
from baonoi.reading.target import mp3_sections

FIRST = 1 << 13
"""Bytes of samples in the first part, a fifth of a second: nobody waits for more to begin."""


def article_of(text: str) -> Article:
    """A text as it was sent: a paragraph a line, nothing cut, nothing taken for a title."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    blocks = tuple(Block(Role.PARAGRAPH, line) for line in lines if line)
    return Article("", (Section(None, blocks),))


def reading_of(
    text: str, choice: VoiceChoice, resources: Resources, options: ReadingOptions
) -> Performance:
    """The reading of a text that was sent."""
    return Performance(article_of(text), choice, options, resources)


def parts(reading: Reading, form: str) -> Generator[Part, None, None]:
    """The sound in that format: ``mp3``, or one of ``RUNNING``.

    Raises:
        BaonoiError: as the reading has it.
        OutputError: what the format needs is not installed.
    """
    if form != "mp3":
        return _running(reading, form)
    codec = mp3_sections(reading.options)
    return coded(sounds(reading, codec), codec, FIRST)


def _running(reading: Reading, form: str) -> Generator[Part, None, None]:
    coder: Running | None = None
    for utterance, pcm in sounds(reading):
        coder = coder or RUNNING[form](utterance.sample_rate)
        for some in pcm:
            yield Part(coder.encode(some), len(some) / 2 / utterance.sample_rate)
    if coder is not None:
        yield Part(coder.finish(), 0.0)
