"""``baonoi follow``: the papers that ``baonoi update`` reads."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baonoi.cli import completion
from baonoi.cli.language import said
from baonoi.cli.output import note, show
from baonoi.store.files import whole_file, writing
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.station.follows import Wishes


@click.group(
    invoke_without_command=True,
    epilog="Examples:\n\n\b\n"
    "  baonoi follow add https://bao.vn\n"
    "  baonoi follow add https://bao.vn/bong-da.rss --name 'Bóng đá' --skip 'xổ số'\n"
    "  baonoi follow import bao-cua-toi.opml\n",
)
@click.pass_context
def command(context: click.Context) -> None:
    """Choose the papers that `baonoi update` asks what is new."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@command.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi follow add https://bao.vn\n"
    "  baonoi follow add https://bao.vn/kinh-te.rss --voice nu --match 'giá vàng, xăng'\n",
)
@click.argument("url")
@click.option("--name", metavar="TEXT", help="What it is called; by default as it calls itself.")
@click.option(
    "--voice",
    metavar="NAME",
    shell_complete=completion.voices,
    help="Who reads it; by default the voice that is settled.",
)
@click.option(
    "--keep",
    type=click.IntRange(1),
    metavar="N",
    help="Keep its N newest recordings; older ones go.",
)
@click.option(
    "--match",
    "wanted",
    metavar="WORDS",
    help="Read only what has one of these in its title: words or phrases, parted by commas.",
)
@click.option(
    "--skip",
    "unwanted",
    metavar="WORDS",
    help="Read nothing that has one of these in its title.",
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of private networks, too."
)
def add(
    url: str,
    name: str | None,
    voice: str | None,
    keep: int | None,
    wanted: str | None,
    unwanted: str | None,
    allow_private: bool,
) -> None:
    """Follow a paper from now on: URL is its feed's, or that of a page that names its feed.

    A paper that is followed already gets the options that are given now.
    """
    from baonoi.station.database import Database
    from baonoi.station.discovery import find_feed
    from baonoi.station.follows import Wishes, follow
    from baonoi.station.opml import words_of

    if voice is not None:
        _check_voice(voice)
    wishes = Wishes(voice, keep, words_of(wanted or ""), words_of(unwanted or ""))
    found = find_feed(url, allow_private=allow_private)
    with Database() as database:
        paper = follow(database, found.url, name or found.title, wishes, named=name is not None)
    show(f"{paper.name}  {paper.url}")
    for other in found.others:
        note(
            Told("{source} also names {url} {title}", source=url, url=other.url, title=other.title)
        )


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool = False) -> None:
    """Show the papers that are followed, and which of them could not be asked."""
    from baonoi.station.database import Database
    from baonoi.station.follows import papers

    with Database() as database:
        found = papers(database)
    if as_json:
        report = {"version": 1, "papers": [each.to_json() for each in found]}
        show(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for paper in found:
        show(f"{paper.name}  {paper.url}")
        if wishes := _as_typed(paper.wishes):
            show(f"  {wishes}")
        if paper.gone:
            show(f"  {said(Told('gone: its server says that there will be none any more'))}")
        elif paper.problem is not None:
            show(f"  {said(paper.problem)}")
    if not found:
        note(Told("no paper is followed yet: baonoi follow add URL"))


@command.command(epilog="Example:\n\n\b\n  baonoi follow remove 'Bóng đá'\n")
@click.argument("name")
def remove(name: str) -> None:
    """Follow the paper NAME, or of that address, no longer; its recordings stay."""
    from baonoi.station.database import Database
    from baonoi.station.follows import forget, paper_named

    with Database() as database:
        paper = paper_named(database, name)
        forget(database, paper)
    show(f"{paper.name}  {paper.url}")


@command.command("import", epilog="Example:\n\n\b\n  baonoi follow import bao-cua-toi.opml\n")
@click.argument("source", shell_complete=completion.files)
def import_(source: str) -> None:
    """Follow every feed that SOURCE lists, an OPML file of another program or one of ours."""
    from baonoi.common.addresses import parts
    from baonoi.sources import open_source
    from baonoi.station.database import Database
    from baonoi.station.follows import follow
    from baonoi.station.opml import read_opml

    listed = read_opml(open_source(source).text, source)
    with Database() as database, database.whole():
        for url, name, wishes in listed:
            name = name or parts(url).hostname or url
            paper = follow(database, url, name, wishes, named=False)
            show(f"{paper.name}  {paper.url}")


@command.command(epilog="Example:\n\n\b\n  baonoi follow export -o bao-cua-toi.opml\n")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where it goes; else to standard output.",
)
def export(output: Path | None) -> None:
    """Write the papers as OPML, which other programs read."""
    from baonoi.station.database import Database
    from baonoi.station.follows import papers
    from baonoi.station.opml import write_opml

    with Database() as database:
        text = write_opml(papers(database))
    if output is None:
        sys.stdout.write(text)
        return
    with writing(output), whole_file(output) as file:
        file.write(text.encode("utf-8"))
    show(str(output))


def _as_typed(wishes: Wishes) -> str:
    """How a paper is read, as the options that say so."""
    given = {
        "--voice": wishes.voice,
        "--keep": wishes.keep,
        "--match": ", ".join(wishes.wanted),
        "--skip": ", ".join(wishes.unwanted),
    }
    return " ".join(f"{name} {shlex.quote(str(value))}" for name, value in given.items() if value)


def _check_voice(name: str) -> None:
    """Refuse the name of a voice that there is not; one that cannot speak now may do so later.

    Raises:
        UsageError: there is none.
    """
    from baonoi.errors import VoiceError
    from baonoi.voices import choose

    try:
        choose(name)
    except VoiceError:
        return
