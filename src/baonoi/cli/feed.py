"""``baonoi feed``: a podcast of all recordings in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from baonoi.cli import completion
from baonoi.cli.output import note, show
from baonoi.common.addresses import base_address
from baonoi.errors import UsageError
from baonoi.told import Told


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi feed output --base-url https://bao.example/nghe\n"
    "  baonoi feed output --base-url https://bao.example/nghe --title 'Tin sáng' \\\n"
    "    --image https://bao.example/bia.jpg --email bientap@bao.example\n",
)
@click.argument(
    "directory", metavar="DIR", type=click.Path(path_type=Path), shell_complete=completion.folders
)
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

    RSS 2.0 with iTunes and Podcasting 2.0 tags. Each recording gets a chapters.json. What a
    directory of podcasts will refuse is told.
    """
    from baonoi.publish.feed import Channel, write_feed
    from baonoi.publish.library import entries

    if not directory.is_dir():
        raise UsageError(Told("There is no folder {path}.", path=str(directory)), "no-folder")
    if not entries(directory):
        raise UsageError(
            Told("There is no recording in {path}.", path=str(directory)), "no-recording"
        )
    base_url = base_address(base_url)
    if about["image"]:
        base_address(about["image"])
    channel = Channel(**{name: text for name, text in about.items() if text})
    show(str(write_feed(directory, base_url, channel, output, note)))
    _tell_refusals(directory, base_url, channel.image, channel.email)


def _tell_refusals(directory: Path, base_url: str, image: str | None, email: str | None) -> None:
    """Say what a directory of podcasts will refuse the feed for."""
    if image is None:
        note(Told("podcast directories ask for a cover: add --image"))
    elif (why := _fault(directory, base_url, image)) is not None:
        note(Told("podcast directories will refuse the cover {image}: {why}", image=image, why=why))
    if email is None:
        note(Told("podcast directories ask for the owner's address: add --email"))


def _fault(directory: Path, base_url: str, image: str) -> str | None:
    """What is wrong with a cover; None where nothing is, or none can be asked."""
    from urllib.parse import unquote

    from baonoi.publish.podcast_cover import refusal
    from baonoi.store.paths import told_to_stay_offline

    own = directory / unquote(image.removeprefix(f"{base_url}/"))
    if image.startswith(f"{base_url}/") and own.is_file():
        data: bytes | None = own.read_bytes()
    elif told_to_stay_offline():
        return None
    else:
        from baonoi.sources import open_picture

        data = open_picture(image, image)
    return Told("it cannot be fetched") if data is None else refusal(data) or None
