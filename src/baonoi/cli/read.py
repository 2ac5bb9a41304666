"""``baonoi read``: articles in, recordings out."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baonoi.cli.anyway_option import anyway_option, tell_missing, tell_unread
from baonoi.cli.app import complain, note
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.voice_options import Pick, voice_options
from baonoi.errors import BaonoiError, UsageError
from baonoi.model import Article, Page, Passage, Recording, Script

if TYPE_CHECKING:
    from baonoi.audio.player import Player
    from baonoi.model import Cover
    from baonoi.normalizer import Lexicon
    from baonoi.pipeline import Manner, Progress
    from baonoi.voices import Choice

BITRATES = ("16", "24", "32", "40", "48", "56", "64", "80", "96", "112", "128", "144", "160")
"""What MP3 allows at the sample rates of voices."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What the command line asks for, the same for every source."""

    directory: str
    output: str | None
    choices: dict[str, Choice]
    """By the name that was asked for."""
    manner: Manner
    allow_private: bool
    play: bool
    single_file: bool
    as_json: bool
    quiet: bool


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi read bai-bao.txt\n"
    "  baonoi read -d podcast bai-1.html bai-2.html\n"
    "  baonoi read -o bai-bao.m4b - < bai-bao.txt\n"
    "  baonoi read --play https://bao.vn/bai.html\n",
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "-d",
    "--directory",
    default="output",
    show_default=True,
    metavar="DIR",
    help="Where each recording gets a folder.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write the audio alone to FILE, in the format of its ending; - for standard output.",
)
@click.option(
    "--voice",
    "voices",
    multiple=True,
    default=("nam",),
    show_default="nam",
    metavar="NAME",
    help="Who reads; several make several recordings. See `baonoi voices`.",
)
@click.option(
    "--loudness",
    type=click.FloatRange(-30, -14),
    default=-16.0,
    show_default=True,
    metavar="LUFS",
    help="How loud it is.",
)
@click.option(
    "--bitrate",
    type=click.Choice(BITRATES),
    metavar="KBITS",
    help="Kilobits a second: 16 to 160.  [default: 64; Opus 32]",
)
@click.option(
    "--quality",
    type=click.IntRange(0, 9),
    default=7,
    show_default=True,
    metavar="N",
    help="Effort of the MP3 encoder: 0 slowest and best, 9 fastest.",
)
@click.option(
    "--cover",
    metavar="FILE",
    help="A JPEG or PNG for the audio; else the picture of the article's page.",
)
@click.option("--play", is_flag=True, help="Play it while it is still being made.")
@voice_options
@click.option(
    "--captions",
    is_flag=True,
    help="Read the captions of pictures, too; a photo essay's are read anyway.",
)
@click.option("--notes", is_flag=True, help="Read footnotes and endnotes, too, where they stand.")
@lexicon_option
@anyway_option
@click.option(
    "--latest",
    type=click.IntRange(1),
    metavar="N",
    help="Read the N newest articles of a feed (RSS or Atom).",
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of private networks, too."
)
@click.option(
    "--single-file", is_flag=True, help="Put the MP3 into the listening page, to send it on."
)
@click.option("--json", "as_json", is_flag=True, help="Print each recording.json, a line each.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def command(
    sources: tuple[str, ...],
    directory: str,
    output: str | None,
    voices: tuple[str, ...],
    pick: Pick,
    loudness: float,
    bitrate: str | None,
    quality: int,
    cover: str | None,
    play: bool,
    captions: bool,
    notes: bool,
    lexicon: Lexicon | None,
    anyway: bool,
    latest: int | None,
    allow_private: bool,
    single_file: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read each SOURCE (a path, a URL or -) aloud; print the MP3's path.

    Exit status: 0 done; 1 failed; 2 wrong command line; 3 a source could not be read; 4 no usable
    voice; 5 stopped part-way, run again to go on; 130 interrupted. With several sources each is
    finished or reported, and the status is the worst one.
    """
    if math.isnan(loudness):
        raise UsageError("--loudness takes a number of LUFS.", "-16 is usual, -30 very soft.")
    if output is not None and (len(sources) > 1 or len(voices) > 1):
        raise UsageError("-o takes one source and one voice.", "Use -d for several.")
    if output == "-" and sys.stdout.isatty():
        raise UsageError("Audio is not written to a terminal.", "Send it on: -o - > bai.mp3")
    if output == "-" and play:
        raise UsageError("--play does not go with -o -.", "Send it to a player: -o - | mpv -")
    from baonoi.pipeline import Manner, Sound

    order = _Order(
        directory,
        output,
        {name: pick(name) for name in voices},
        Manner(
            captions=captions,
            notes=notes,
            lexicon=lexicon,
            sound=Sound(loudness, None if bitrate is None else int(bitrate), quality),
            cover=_cover(cover),
            anyway=anyway,
        ),
        allow_private,
        play,
        single_file,
        as_json,
        quiet,
    )
    worst = 0
    with _ready(order):
        for source, page in _pages(sources, latest, allow_private):
            try:
                if isinstance(page, BaonoiError):
                    raise page
                if output is not None:
                    _read_audio(page, output, order)
                else:
                    _read(page, order)
            except BaonoiError as error:
                if len(sources) > 1 or latest:
                    error.message = f"{source}: {error.message}"
                worst = max(worst, complain(error))
    if output is None and Path(directory).is_dir():
        from baonoi.publish import write_shelf

        write_shelf(Path(directory))
    return worst


@contextmanager
def _ready(order: _Order) -> Iterator[None]:
    """Let the first voice get ready while the first article is being understood."""
    from baonoi.voices import Forehanded

    engines = [choice.engine for choice in order.choices.values()]
    if isinstance(engines[0], Forehanded):
        engines[0].get_ready()
    try:
        yield
    finally:
        for engine in engines:
            engine.close()


def _pages(
    sources: tuple[str, ...], latest: int | None, allow_private: bool
) -> Iterator[tuple[str, Page | BaonoiError]]:
    """Each source opened, a feed as its newest articles; or what hindered it."""
    from baonoi.sources import is_feed, open_feed, open_source

    waiting = list(reversed(sources))
    while waiting:
        source = waiting.pop()
        try:
            page = open_source(source, allow_private=allow_private)
            if latest is None or not is_feed(page):
                yield source, page
                continue
            items = open_feed(page, latest, allow_private=allow_private)
            waiting += [item.url for item in reversed(items)]
        except BaonoiError as error:
            yield source, error


def _read(page: Page, order: _Order) -> None:
    from baonoi.pipeline import make
    from baonoi.publish import MANIFEST, offer_voices

    article, manner = _understood(page, order)
    made: dict[str, tuple[Recording, Path]] = {}
    for name, choice in order.choices.items():
        with _player(order) as player:
            with _progress(choice.voice.label, order.quiet) as progress:
                recording, path = make(
                    article,
                    Path(order.directory),
                    choice,
                    replace(manner, player=player, progress=progress),
                    subfolder=name if len(order.choices) > 1 else None,
                    single_file=order.single_file,
                )
            if not made:
                tell_unread(recording.script)
            made[name] = recording, path
            if order.as_json:
                manifest = json.loads((path.parent / MANIFEST).read_text(encoding="utf-8"))
                click.echo(json.dumps({"path": str(path), **manifest}, ensure_ascii=False))
            else:
                click.echo(str(path))
            if player is not None:
                player.finish()
    if len(made) > 1:
        offer_voices(made, single_file=order.single_file)


def _read_audio(page: Page, output: str, order: _Order) -> None:
    from baonoi.pipeline import read_audio

    article, manner = _understood(page, order)
    (choice,) = order.choices.values()
    with _player(order) as player:
        with _progress(choice.voice.label, order.quiet) as progress:
            read_audio(
                article,
                sys.stdout.buffer if output == "-" else Path(output),
                choice,
                replace(manner, player=player, progress=progress),
            )
        if output != "-":
            click.echo(output)
        if player is not None:
            player.finish()


def _understood(page: Page, order: _Order) -> tuple[Article, Manner]:
    """The article with its cover, and what a person should know of them told."""
    from baonoi.pipeline import find_cover, understand

    manner = order.manner
    article = understand(page, anyway=manner.anyway)
    tell_missing(article)
    cover = manner.cover or find_cover(
        article, page.origin, note, allow_private=order.allow_private
    )
    return article, replace(manner, cover=cover)


def _cover(path: str | None) -> Cover | None:
    if path is None:
        return None
    from baonoi.publish.cover import read_cover

    return read_cover(Path(path))


@contextmanager
def _player(order: _Order) -> Iterator[Player | None]:
    """A player where one is asked for; it is silent at the end."""
    if not order.play:
        yield None
        return
    from baonoi.audio.player import Player

    with Player() as player:
        yield player


@contextmanager
def _progress(label: str, quiet: bool) -> Iterator[Progress | None]:
    """A bar on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def advance(passage: Passage, script: Script) -> None:
            total = sum(len(section.passages) for section in script.sections)
            words = " ".join(passage.sentences[0].written.split()[:6])
            bar.update(task, advance=1, total=total, description=f"{label}: {words}…")

        yield advance
