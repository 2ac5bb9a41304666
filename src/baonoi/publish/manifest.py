"""``recording.json``: the article's metadata, and when each section, sentence and word is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from baonoi.model import Recording, SpokenText

VERSION = 1


def write_manifest(recording: Recording, files: list[str], file: BinaryIO) -> None:
    """Write the manifest section by section; ``files`` names the sections' files."""
    head = json.dumps(_head(recording), ensure_ascii=False)
    file.write(head.removesuffix("}").encode("utf-8") + b', "sections": [\n')
    for number, section in enumerate(sections(recording, files)):
        file.write(b",\n" if number else b"")
        file.write(json.dumps(section, ensure_ascii=False).encode("utf-8"))
    estimated = json.dumps(recording.timeline.estimated)
    file.write(f'\n], "estimated": {estimated}}}\n'.encode())


def _head(recording: Recording) -> dict[str, Any]:
    article, timeline, voice = recording.article, recording.timeline, recording.voice
    return {
        "version": VERSION,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "url": article.url,
        "voice": voice.name,
        "engine": voice.engine,
        "sample_rate": timeline.sample_rate,
        "duration": _seconds(timeline.samples, timeline.sample_rate),
    }


def sections(recording: Recording, files: list[str]) -> Iterator[dict[str, Any]]:
    """The sections as the manifest holds them, one at a time."""
    timeline = recording.timeline
    rate = timeline.sample_rate
    sentence = word = 0
    for number, (section, file) in enumerate(zip(recording.script.sections, files, strict=True)):
        said: list[dict[str, Any]] = []
        for passage in section.passages:
            for text in passage.sentences:
                count = len(text.spoken.split())
                times = timeline.words[2 * word : 2 * (word + count)]
                start, end = timeline.sentences[2 * sentence : 2 * sentence + 2]
                said.append(
                    {
                        "role": passage.role.value,
                        "written": text.written,
                        "spoken": text.spoken,
                        "start": _seconds(start, rate),
                        "end": _seconds(end, rate),
                        "words": list(_words(text, times.tolist(), rate)),
                    }
                )
                sentence += 1
                word += count
        start, end = timeline.sections[2 * number : 2 * number + 2]
        yield {
            "heading": section.heading,
            "start": _seconds(start, rate),
            "end": _seconds(end, rate),
            "file": file,
            "sentences": said,
        }


def _words(text: SpokenText, times: list[int], rate: int) -> Iterator[dict[str, Any]]:
    """Each written token that is said, and from when to when."""
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
        if start < 0:
            continue
        yield {
            "written": text.written[span.start : span.end],
            "spoken": text.spoken[span.spoken_start : span.spoken_end],
            "from": span.start,
            "to": span.end,
            "start": _seconds(start, rate),
            "end": _seconds(end, rate),
        }


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Start and end character of each word."""
    position = 0
    for word in text.split():
        position = text.index(word, position)
        yield position, position + len(word)
        position += len(word)


def _seconds(samples: int, rate: int) -> float:
    """To the microsecond: finer than a sample."""
    return round(samples / rate, 6)
