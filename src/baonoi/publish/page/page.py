"""Write the listening page of an article, read in one voice or in several."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, BinaryIO

from baonoi.model import Article, Recording, Role
from baonoi.publish.page import template
from baonoi.publish.page.about import about, summary, web_address
from baonoi.publish.page.notes import notes
from baonoi.publish.page.outline import Shown, shown
from baonoi.publish.page.template import render
from baonoi.publish.page.timing import timing
from baonoi.publish.page.wording import table

_TEMPLATE = "page.html"
_AUDIO = "<!--audio-->"
"""Where the sound stands in the template; escaped text cannot hold it."""
_HEAD = (Role.TITLE, Role.DATELINE)
_LONG = 60_000
"""Characters above which a browser is told to lay out only what is in view."""


@dataclass(frozen=True, slots=True, eq=False)
class Rendition:
    """A recording as the page offers it."""

    recording: Recording
    name: str
    """How its voice was asked for: ``nam``."""
    href: str
    """Where its MP3 stands, seen from the page."""
    transcript: str | None = None
    """Where its transcript stands, seen from the page."""
    audio: Iterable[bytes] | None = None
    """The parts of the MP3 that goes inside the page, taken once; None leaves it beside it."""


def get_ready() -> None:
    """Load what the page is made with."""
    template.get_ready(_TEMPLATE)


def write_page(
    renditions: Sequence[Rendition], name: str, file: BinaryIO, *, growing: bool = False
) -> None:
    """Write the page that offers these recordings of one article.

    Args:
        renditions: one a voice, the one to begin with first.
        name: what tells this article from others; the listener's place is kept under it.
        file: takes UTF-8.
        growing: whether the recording is still being made; its times come as events.
    """
    first = renditions[0].recording
    blocks = shown(first.article, first.script)
    link = web_address(first.article)
    voices, readings = [], []
    for rendition in renditions:
        data, rows = timing(rendition.recording, blocks)
        voices.append({"name": rendition.name, **_voice(rendition.recording), **data})
        readings.append(rows)
    inside = all(rendition.audio is not None for rendition in renditions)
    page = render(
        _TEMPLATE,
        media="data:" if inside else "'self'",
        article=first.article,
        link=link,
        summary=summary(first.article),
        heads=[block for block in blocks if block.role in _HEAD],
        parts=_parts(blocks),
        long=sum(len(block.text) for block in blocks) > _LONG,
        renditions=renditions,
        voices=voices,
        sections=voices[0]["sections"],
        notes=notes(first.article, first.script),
        readings=readings,
        inside=inside,
        growing=growing,
    )
    head, tail = page.split(_AUDIO)
    before, tail = tail.split("<!--data-->")
    after, end = tail.split("<!--about-->")
    file.write(head.encode("utf-8"))
    for rendition in renditions:
        _write_audio(rendition, file)
    file.write(before.encode("utf-8"))
    told = {"name": name, **_head(first.article), "voices": voices}
    if growing:
        told["growing"] = True
    file.write(_script_data(told).encode())
    file.write(after.encode("utf-8"))
    sounds = [] if inside or growing else [(each.recording, each.href) for each in renditions]
    file.write(_script_data(about(first.article, sounds)).encode())
    file.write(end.encode("utf-8"))


def _head(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "source": article.source,
        "date": article.published.strftime("%d/%m/%Y") if article.published else "",
        "strings": {key: list(wording) for key, wording in table("strings").items()},
    }


def _voice(recording: Recording) -> dict[str, Any]:
    timeline = recording.timeline
    return {
        "label": recording.voice.label,
        "duration": round(timeline.samples * 1000 / (timeline.sample_rate or 1)),
    }


def _parts(blocks: Sequence[Shown]) -> list[dict[str, Any]]:
    """The blocks in their sections, with the items of a list together."""
    parts: list[dict[str, Any]] = []
    for number, block in enumerate(blocks):
        if block.role in _HEAD:
            continue
        kind = block.role.value
        if parts and kind == "list-item" and parts[-1]["kind"] == kind:
            parts[-1]["blocks"].append((number, block.text))
        else:
            parts.append({"kind": kind, "section": block.section, "blocks": [(number, block.text)]})
    return parts


def _write_audio(rendition: Rendition, file: BinaryIO) -> None:
    """The sound's element, its bytes inside it where the page is to hold everything."""
    name = escape(rendition.name)
    file.write(f'<audio controls preload="metadata" data-voice="{name}" src="'.encode())
    if rendition.audio is None:
        file.write(escape(rendition.href).encode("utf-8"))
    else:
        file.write(b"data:audio/mpeg;base64,")
        file.writelines(_base64(rendition.audio))
    file.write(b'"></audio>\n')


def _base64(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Three bytes at a time become four, so that what is left of a part goes with the next one."""
    rest = b""
    for part in parts:
        rest += part
        whole = len(rest) - len(rest) % 3
        yield base64.b64encode(rest[:whole])
        rest = rest[whole:]
    yield base64.b64encode(rest)


def _script_data(data: dict[str, Any]) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
