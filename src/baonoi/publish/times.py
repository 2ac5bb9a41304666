"""When each written token is said: what the manifest and the listening page both tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from baonoi.model import Passage, Recording, Span, SpokenText


class TimedSentence(NamedTuple):
    """One sentence and where it is in the finished audio, in samples."""

    section: int
    passage: Passage
    text: SpokenText
    start: int
    end: int
    words: list[int]
    """Start and end of each spoken word, two numbers a word; -1 where unknown."""


def sentences(recording: Recording) -> Iterator[TimedSentence]:
    """Every sentence in the order in which it is said."""
    timeline = recording.timeline
    sentence = word = 0
    for number, section in enumerate(recording.script.sections):
        for passage in section.passages:
            for text in passage.sentences:
                count = len(text.spoken.split())
                words = timeline.words[2 * word : 2 * (word + count)].tolist()
                start, end = timeline.sentences[2 * sentence : 2 * sentence + 2]
                yield TimedSentence(number, passage, text, start, end, words)
                sentence += 1
                word += count


def tokens(text: SpokenText, times: list[int]) -> Iterator[tuple[Span, int, int]]:
    """Each written token that is said and whose time is known: from which sample to which."""
    places = list(_places(text.spoken))
    word = 0
    for span in text.spans:
        while word < len(places) and places[word][1] <= span.spoken_start:
            word += 1
        last = word
        while last < len(places) and places[last][0] < span.spoken_end:
            last += 1
        if last == word:
            continue  # silent
        start, end = times[2 * word], times[2 * last - 1]
        if start >= 0:
            yield _within(span, len(text.written)), start, end


def _within(span: Span, length: int) -> Span:
    """A token may hold white space that is no longer there at the sentence's end."""
    if span.start >= 0 and span.end <= length:
        return span
    return span._replace(start=max(span.start, 0), end=min(span.end, length))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Start and end character of each word."""
    position = 0
    for word in text.split():
        position = text.index(word, position)
        yield position, position + len(word)
        position += len(word)
