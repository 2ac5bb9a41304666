"""``baonoi read``: articles in, recordings out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baonoi.cli.app import complain
from baonoi.cli.voice_options import Pick, voice_options
from baonoi.errors import BaonoiError, UsageError
from baonoi.model import Passage, Recording, Script

if TYPE_CHECKING:
    from baonoi.pipeline import Progress
    from baonoi.voices import Choice


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi read bai-bao.txt\n"
    "  baonoi read -d podcast bai-1.html bai-2.html\n"
    "  baonoi read -o bai-bao.mp3 - < bai-bao.txt\n",
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
    help="Write the audio alone to FILE; - for standard output.",
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
@voice_options
@click.option("--captions", is_flag=True, help="Read the captions of pictures, too.")
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
    captions: bool,
    single_file: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read each SOURCE (a path, a URL or -) aloud; print the MP3's path.

    Exit status: 0 done; 1 failed; 2 wrong command line; 3 a source could not be read; 4 no usable
    voice; 5 stopped part-way, run again to go on; 130 interrupted. With several sources each is
    finished or reported, and the status is the worst one.
    """
    if output is not None and (len(sources) > 1 or len(voices) > 1):
        raise UsageError("-o takes one source and one voice.", "Use -d for several.")
    if output == "-" and sys.stdout.isatty():
        raise UsageError("Audio is not written to a terminal.", "Send it on: -o - > bai.mp3")
    choices = [pick(name) for name in voices]
    worst = 0
    for source in sources:
        try:
            if output is not None:
                _read_audio(source, output, choices[0], captions, quiet)
            else:
                _read(source, directory, voices, choices, captions, single_file, as_json, quiet)
        except BaonoiError as error:
            if len(sources) > 1:
                error.message = f"{source}: {error.message}"
            worst = max(worst, complain(error))
    if output is None and Path(directory).is_dir():
        from baonoi.publish import write_shelf

        write_shelf(Path(directory))
    return worst


def _read(
    source: str,
    directory: str,
    voices: tuple[str, ...],
    choices: list[Choice],
    captions: bool,
    single_file: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    from baonoi.pipeline import make, understand
    from baonoi.publish import MANIFEST, offer_voices

    article = understand(source)
    made: dict[str, tuple[Recording, Path]] = {}
    for name, choice in zip(voices, choices, strict=True):
        with _progress(choice.voice.label, quiet) as progress:
            subfolder = name if len(voices) > 1 else None
            recording, path = make(
                article,
                directory,
                voice=choice,
                subfolder=subfolder,
                captions=captions,
                single_file=single_file,
                progress=progress,
            )
        made[name] = recording, path
        if as_json:
            manifest = json.loads((path.parent / MANIFEST).read_text(encoding="utf-8"))
            click.echo(json.dumps({"path": str(path), **manifest}, ensure_ascii=False))
        else:
            click.echo(str(path))
    if len(made) > 1:
        offer_voices(made, single_file=single_file)


def _read_audio(source: str, output: str, choice: Choice, captions: bool, quiet: bool) -> None:
    from baonoi.pipeline import read_audio

    with _progress(choice.voice.label, quiet) as progress:
        file = sys.stdout.buffer if output == "-" else Path(output)
        read_audio(source, file, voice=choice, captions=captions, progress=progress)
    if output != "-":
        click.echo(output)


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
