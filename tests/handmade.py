"""Recordings made by hand: a real script, every word a tenth of a second, no sound."""

from __future__ import annotations

from array import array

from baonoi.model import Article, Cover, EncodedSection, Recording, Timeline, Voice
from baonoi.reading.plan import script_of

RATE = 22050
WORD = RATE // 10
VOICE = Voice("test", "Giọng thử", "test", "male", word_times=True)


def recording_of(
    article: Article, *, sound: bytes = b"frames", cover: Cover | None = None
) -> Recording:
    """A recording of an article, with bytes in the place of its frames."""
    script = script_of(article, VOICE)
    sections, sentences, words = array("i"), array("i"), array("i")
    at = 0
    for section in script.sections:
        sections.append(at)
        for passage in section.passages:
            for text in passage.sentences:
                sentences.append(at)
                for _ in text.spoken.split():
                    words.extend((at, at + WORD))
                    at += WORD
                sentences.append(at)
        sections.append(at)
    return Recording(
        article,
        script,
        VOICE,
        Timeline(RATE, sections, sentences, words),
        tuple(
            EncodedSection(b"%s of section %d;" % (sound, number), b"head;")
            for number, _ in enumerate(script.sections)
        ),
        b"head of all;",
        cover=cover,
    )
