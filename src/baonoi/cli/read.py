"""``baonoi read``: articles in, recordings out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baonoi.cli.anyway_option import anyway_option, tell_missing
from baonoi.cli.app import complain, note
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.listening import progress_bar, tell_unread, tell_voice
from baonoi.cli.voice_options import Request, voice_options
from baonoi.errors import BaonoiError, UsageError
from baonoi.model import DEFAULT_VOICE
from baonoi.reading.options import BITRATES, LOUDNESS, QUALITY, ReadingOptions

if TYPE_CHECKING:
    from baonoi.audio.player import Player
    from baonoi.model import Cover, Page, Recording, VoiceChoice
    from baonoi.reading.events import Listener
    from baonoi.reading.perform import Performance
    from baonoi.voices import Host

USUAL = ReadingOptions()


@dataclass(frozen=True, slots=True)
class _Order:
    """What the command line asks for, the same for every source."""

    directory: str
    output: str | None
    voices: dict[str, VoiceChoice]
    """By the name that was asked for."""
    options: ReadingOptions
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
    default=(DEFAULT_VOICE,),
    show_default=DEFAULT_VOICE,
    metavar="NAME",
    help="Who reads; several make several recordings. See `baonoi voices`.",
)
@click.option(
    "--loudness",
    type=click.FloatRange(*LOUDNESS),
    default=USUAL.loudness,
    show_default=True,
    metavar="LUFS",
    help="How loud it is.",
)
@click.option(
    "--bitrate",
    type=click.Choice([str(each) for each in BITRATES]),
    metavar="KBITS",
    help="Kilobits a second: 16 to 160.  [default: 64; Opus 32]",
)
@click.option(
    "--quality",
    type=click.IntRange(*QUALITY),
    default=USUAL.quality,
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
    request: Request,
    bitrate: str | None,
    play: bool,
    latest: int | None,
    single_file: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Read each SOURCE (a path, a URL or -) aloud; print the MP3's path.

    Exit status: 0 done; 1 failed; 2 wrong command line; 3 a source could not be read; 4 no usable
    voice; 5 stopped part-way, run again to go on; 130 interrupted. With several sources each is
    finished or reported, and the status is the worst one.
    """
    if output is not None and (len(sources) > 1 or len(voices) > 1):
        raise UsageError("-o takes one source and one voice.", "several-into-one-file")
    if output == "-" and sys.stdout.isatty():
        raise UsageError("Audio is not written to a terminal.", "audio-to-terminal")
    if output == "-" and play:
        raise UsageError("--play does not go with -o -.", "playing-what-goes-out")
    from baonoi.voices import Host, choose

    order = _Order(
        directory,
        output,
        {name: choose(request(name)) for name in voices},
        ReadingOptions(bitrate=None if bitrate is None else int(bitrate), **options),
        play,
        single_file,
        as_json,
        quiet,
    )
    worst = 0
    with Host() as host:
        host.preload(next(iter(order.voices.values())).spec)
        for source, page in _pages(sources, latest, order.options.allow_private):
            try:
                if isinstance(page, BaonoiError):
                    raise page
                _read(page, order, host)
            except BaonoiError as error:
                if len(sources) > 1 or latest:
                    error.message = f"{source}: {error.message}"
                worst = max(worst, complain(error))
    if output is None and Path(directory).is_dir():
        from baonoi.publish import write_shelf

        write_shelf(Path(directory))
    return worst


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


def _read(page: Page, order: _Order, host: Host) -> None:
    """One article, in each voice that was asked for."""
    from baonoi.reading.perform import Performance, Resources
    from baonoi.reading.source import find_cover, understand

    options = order.options
    article = understand(page, anyway=options.anyway)
    tell_missing(article)
    cover = find_cover(article, page.origin, options, _no_cover)
    made: dict[str, tuple[Recording, Path]] = {}
    for name, choice in order.voices.items():
        with _listeners(order, choice, first=not made) as (listeners, player):
            performance = Performance(article, choice, options, Resources(host), listeners)
            if order.output is not None:
                _to_file(performance, order.output, cover, every=player is not None)
            else:
                made[name] = _to_folder(performance, order, name, cover)
            if player is not None:
                player.finish()
    if len(made) > 1:
        from baonoi.publish import offer_voices

        offer_voices(made, single_file=order.single_file)


def _to_folder(
    performance: Performance, order: _Order, name: str, cover: Cover | None
) -> tuple[Recording, Path]:
    from baonoi.publish import MANIFEST
    from baonoi.reading.target import to_folder

    recording, path = to_folder(
        performance,
        Path(order.directory),
        cover=cover,
        every=order.play,
        subfolder=name if len(order.voices) > 1 else None,
        single_file=order.single_file,
    )
    if order.as_json:
        manifest = json.loads((path.parent / MANIFEST).read_text(encoding="utf-8"))
        click.echo(json.dumps({"path": str(path), **manifest}, ensure_ascii=False))
    else:
        click.echo(str(path))
    return recording, path


def _to_file(performance: Performance, output: str, cover: Cover | None, *, every: bool) -> None:
    from baonoi.reading.target import to_file, to_pipe

    if output != "-":
        to_file(performance, Path(output), cover=cover, every=every)
        click.echo(output)
    elif sys.stdout.seekable():
        to_file(performance, sys.stdout.buffer, cover=cover)
    else:
        to_pipe(performance, sys.stdout.buffer, cover=cover)


@contextmanager
def _listeners(
    order: _Order, choice: VoiceChoice, *, first: bool
) -> Iterator[tuple[list[Listener], Player | None]]:
    """Who hears a reading: a person, told who speaks and how far it is, and a loudspeaker."""
    with ExitStack() as stack:
        listeners: list[Listener] = []
        player = None
        if not order.quiet:
            listeners.append(tell_voice)
            if sys.stderr.isatty():
                listeners.append(stack.enter_context(progress_bar(choice.voice.label)))
        if first:
            listeners.append(tell_unread)
        if order.play:
            from baonoi.audio.player import Player
            from baonoi.reading.stream import Loudspeaker

            player = stack.enter_context(Player())
            listeners.append(Loudspeaker(player, order.options.loudness))
        yield listeners, player


def _no_cover(why: str) -> None:
    note(f"{why} --cover takes another.")
