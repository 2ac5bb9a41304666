"""``baonoi read``: articles in, recordings out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baonoi.cli import completion, streams
from baonoi.cli.anyway_option import anyway_option
from baonoi.cli.directory_option import directory_option
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.output import note
from baonoi.cli.selection_options import selection_options
from baonoi.cli.sound_options import sound_options
from baonoi.cli.unforeseen import as_error
from baonoi.cli.voice_options import Request, voice_options
from baonoi.common import room, stopping
from baonoi.common.parallel import cores
from baonoi.errors import BaonoiError, OutputError, UsageError
from baonoi.model import DEFAULT_VOICE
from baonoi.publish.owed import owed
from baonoi.reading.options import ReadingOptions
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.cli.progress import Progress
    from baonoi.model import Page


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi read bai-bao.txt\n"
    "  baonoi read -d podcast bai-1.html bai-2.html\n"
    "  baonoi read --list bai-hom-nay.txt\n"
    "  baonoi read -o bai-bao.m4b - < bai-bao.txt\n"
    "  baonoi read --play https://bao.vn/bai.html\n",
)
@click.argument(
    "sources", metavar="SOURCE...", nargs=-1, required=True, shell_complete=completion.files
)
@directory_option("Where each recording gets a folder.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=completion.audio_files,
    help="Write the audio alone to FILE, in the format of its ending; - for standard output.",
)
@click.option(
    "--voice",
    "voices",
    multiple=True,
    default=(DEFAULT_VOICE,),
    show_default=True,
    metavar="NAME",
    shell_complete=completion.voices,
    help="Who reads; several make several recordings. See `baonoi voices`.",
)
@sound_options("Kilobits a second: 16 to 160.  [default: 64; Opus 32]")
@click.option(
    "--cover",
    metavar="FILE",
    shell_complete=completion.files,
    help="A JPEG or PNG for the audio; else the picture of the article's page, else a drawn one.",
)
@click.option("--play", is_flag=True, help="Play it while it is still being made.")
@voice_options
@click.option(
    "--captions/--no-captions",
    help="Read the captions of pictures, too; a photo essay's are read anyway.",
)
@selection_options
@lexicon_option
@anyway_option
@click.option(
    "--latest",
    type=click.IntRange(1),
    metavar="N",
    help="Read the N newest articles of a feed (RSS or Atom).",
)
@click.option(
    "--list",
    "as_list",
    is_flag=True,
    help="Each SOURCE is a list: read what it names, an address or a path a line.",
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of private networks, too."
)
@click.option(
    "--single-file", is_flag=True, help="Put the MP3 into the listening page, to send it on."
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say and write nothing: tell minutes, characters and requests that it would come to.",
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
    as_list: bool,
    single_file: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Read each SOURCE (a path, a URL or -) aloud; print the MP3's path.

    Exit status: 0 done; 1 failed; 2 wrong command line; 3 a source could not be read; 4 no usable
    voice; 5 stopped part-way, run again to go on; 130 interrupted. With several sources each is
    finished or reported, and the status is the worst one.
    """
    if output is not None and (as_list or len(sources) > 1 or len(voices) > 1):
        raise UsageError(Told("-o takes one source and one voice."), "several-into-one-file")
    if output == "-" and streams.closed(1):
        raise OutputError(Told("Standard output is closed."), "unwritable", path="-")
    if output == "-" and sys.stdout.isatty() and not dry_run:
        raise UsageError(Told("Audio is not written to a terminal."), "audio-to-terminal")
    if output == "-" and play:
        raise UsageError(Told("--play does not go with -o -."), "playing-what-goes-out")
    room.ensure()
    from baonoi.cli.reader import Order, Reader
    from baonoi.voices import choose

    order = Order(
        Path(directory),
        output,
        {name: choose(request(name), ask=not dry_run) for name in voices},
        ReadingOptions(bitrate=None if bitrate is None else int(bitrate), **options),
        play,
        single_file,
        as_json,
        quiet,
    )
    alone = len(sources) == 1 and latest is None and not as_list
    wanted = _listed(sources) if as_list else list(sources)
    if dry_run:
        from baonoi.cli.dry_run import dry_run as foretell
        from baonoi.cli.progress import Progress

        unseen = Progress(shown=False)
        pages = _pages(wanted, latest, order.options.allow_private, unseen)
        return foretell(order, pages, several=not alone)
    at_once = 1 if alone or play else cores() + 1  # while one waits for its clips
    with owed(order.directory) if output is None else nullcontext():
        with stopping.in_steps(), Reader(order, at_once, several=not alone) as reader:
            pages = _pages(wanted, latest, order.options.allow_private, reader.progress)
            worst = reader.read(pages)
        shelf = _told_of(order.directory, worst, reader.listened) if output is None else None
    if reader.listened and output is None and not quiet:
        page = reader.listened[0] if len(reader.listened) == 1 else shelf
        note(Told("to listen, open {page}", page=page))
    return worst


def _told_of(directory: Path, worst: int, new: Sequence[Path]) -> Path | None:
    """Let shelf and feeds of a folder tell of what it holds now; the path of the shelf."""
    if not directory.is_dir():
        return None
    from baonoi.publish.renewal import renew

    base_url = click.get_current_context().lookup_default("base_url")
    try:
        return renew(
            directory,
            None if base_url is None else str(base_url),
            _papers(directory.absolute()),
        )
    except OutputError:
        if worst and not new:
            return None  # why nothing can be written there was told, or there is nothing new
        raise


def _papers(directory: Path) -> dict[str, set[str]]:
    """The recordings of the papers that are followed, which have feeds of their own."""
    from baonoi.store import paths

    if not paths.station().exists():
        return {}
    from baonoi.station.database import Database
    from baonoi.station.shelf import groups

    with suppress(BaonoiError), Database() as database:  # an update tells what is wrong with it
        return groups(database, directory)
    return {}


def _listed(lists: tuple[str, ...]) -> list[str]:
    """What lists name: a source a line; empty lines and those that begin with # count for nothing.

    Raises:
        SourceError: a list cannot be read.
        UsageError: nothing is named.
    """
    from baonoi.sources import open_source

    lines = [line.strip() for each in lists for line in open_source(each).text.splitlines()]
    named = [line for line in lines if line and not line.startswith("#")]
    if not named:
        raise UsageError(
            Told("{sources} names no article.", sources=", ".join(lists)), "list-empty"
        )
    return named


def _pages(
    sources: list[str], latest: int | None, allow_private: bool, progress: Progress
) -> Iterator[tuple[str, Page | BaonoiError]]:
    """Each source opened, a feed as its newest articles; or what hindered it."""
    from baonoi.sources import is_feed, open_feed, open_source

    waiting = list(reversed(sources))
    progress.expect(len(waiting))
    while waiting:
        source = waiting.pop()
        progress.opening(source)
        try:
            with stopping.anywhere():
                page = open_source(source, allow_private=allow_private)
            if latest is None or not is_feed(page):
                yield source, page
                continue
            with stopping.anywhere():
                items = open_feed(page, latest, allow_private=allow_private)
            waiting += [item.url for item in reversed(items)]
            progress.expect(len(items) - 1)
        except BaonoiError as error:
            yield source, error
        except Exception as error:  # ours to mend, but no reason not to read the next one
            yield source, as_error(error)
