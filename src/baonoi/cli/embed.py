"""``baonoi embed``: the snippet that puts the player on a newspaper's page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from baonoi.cli import completion
from baonoi.cli.output import show

if TYPE_CHECKING:
    from baonoi.publish.embed import Theme


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi embed output/cau-moi-qua-song-thong-xe\n"
    "  baonoi embed --base-url https://bao.example/nghe output/cau-moi-qua-song-thong-xe\n"
    "  baonoi embed --element output/cau-moi-qua-song-thong-xe\n",
)
@click.argument(
    "folder", metavar="DIR", type=click.Path(path_type=Path), shell_complete=completion.folders
)
@click.option(
    "--base-url",
    metavar="URL",
    help="Where the folder above DIR is served; without it addresses are relative.",
)
@click.option("--element", is_flag=True, help="The custom element <bao-noi> and its script.")
@click.option(
    "--theme",
    type=click.Choice(["auto", "light", "dark"]),
    default="auto",
    show_default=True,
    help="The player's colours.",
)
def command(folder: Path, base_url: str | None, element: bool, theme: Theme) -> None:
    """Print the HTML that puts the small player of the recording in DIR on another page.

    It is an iframe. With --element it is <bao-noi src=…>, which finds its own height; its script,
    bao-noi.js, is written beside DIR.
    """
    from baonoi.publish import embed

    entry = embed.find(folder)
    if element:
        show(embed.element(entry, base_url, theme))
        embed.write_element(entry.first.root)
    else:
        show(embed.iframe(entry, base_url, theme))
