"""``baonoi feed``: a podcast of all recordings in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from baonoi.cli.output import note, show
from baonoi.errors import UsageError
from baonoi.told import Told


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi feed output --base-url https://bao.example/nghe\n"
    "  baonoi feed output --base-url https://bao.example/nghe --title 'Tin sáng' \\\n"
    "    --image https://bao.example/bia.jpg --email bientap@bao.example\n",
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base-url", metavar="URL", required=True, help="Where DIR is served.")
@click.option("--title", metavar="TEXT", help="The podcast's name.")
@click.option("--description", metavar="TEXT", help="What it is about.")
@click.option("--author", metavar="TEXT", help="Who makes it.")
@click.option("--email", metavar="ADDRESS", help="Its owner's address, which Apple asks for.")
@click.option("--image", metavar="URL", help="Its cover: square, 1400 to 3000 pixels.")
@click.option("--category", metavar="TEXT", help="Its category at Apple.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The feed's file; feed.xml in DIR by default.",
)
def command(directory: Path, base_url: str, output: Path | None, **about: str | None) -> None:
    """Write a podcast feed of the recordings in DIR; print its path.

    RSS 2.0 with iTunes and Podcasting 2.0 tags. Each recording gets a chapters.json.
    """
    from baonoi.publish.embed import checked
    from baonoi.publish.feed import Channel, write_feed

    if not directory.is_dir():
        raise UsageError(Told("There is no folder {path}.", path=str(directory)), "no-folder")
    base_url = checked(base_url)
    if about["image"]:
        checked(about["image"])
    channel = Channel(**{name: text for name, text in about.items() if text})
    show(str(write_feed(directory, base_url, channel, output, note)))
