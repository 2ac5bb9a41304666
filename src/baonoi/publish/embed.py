"""The snippet that puts the small player at the head of a newspaper's own page."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from baonoi.common.addresses import base_address
from baonoi.errors import UsageError
from baonoi.publish.library import PAGE, Entry, entries, entry_of
from baonoi.publish.page.template import script, static
from baonoi.store.files import whole_file, writing
from baonoi.told import Told

Theme = Literal["auto", "light", "dark"]
ELEMENT = "bao-noi.js"
HEIGHT = 150
"""Pixels of an iframe, which cannot grow by itself: the small player needs less in a column of 280
and in any wider one."""


def find(folder: Path) -> Entry:
    """The recorded article in ``folder``.

    Raises:
        UsageError: there is none, or there are several below it.
    """
    folder = folder.resolve()
    entry = entry_of(folder)
    if entry is not None and entry.first.audio.exists() and (folder / PAGE).exists():
        return entry  # what a shelf holds looks like voices, but for the names of its MP3s
    below = [each.slug for each in entries(folder) if (folder / each.slug / PAGE).exists()]
    if below:
        raise UsageError(
            Told("{path} holds several recordings.", path=str(folder)),
            "several-recordings",
            first=str(folder / below[0]),
        )
    raise UsageError(Told("There is no recording in {path}.", path=str(folder)), "no-recording")


def iframe(entry: Entry, base_url: str | None = None, theme: Theme = "auto") -> str:
    """The player as an iframe.

    ``base_url`` is where the folder above the recording is served; without it the address is
    relative to that folder. A frame cannot see the page around it: ``auto`` is light.
    """
    src = f"{_address(entry, base_url)}{PAGE}#player"
    if theme != "auto":
        src += f"&theme={theme}"
    title = f"Nghe bài: {entry.first.title}"
    scheme = "dark" if theme == "dark" else "light"
    return (
        f'<iframe src="{escape(src)}" title="{escape(title)}" width="100%" height="{HEIGHT}" '
        f'style="border:0;color-scheme:{scheme}" loading="lazy" allow="autoplay"></iframe>'
    )


def element(entry: Entry, base_url: str | None = None, theme: Theme = "auto") -> str:
    """The player as the custom element ``<bao-noi>``, which finds its own height.

    Where scripts are off, a link to the MP3 stands in its place.
    """
    address = _address(entry, base_url)
    audio = entry.first.audio
    file = audio.name if audio.parent.name == entry.slug else f"{audio.parent.name}/{audio.name}"
    script = f"{_base(base_url)}{ELEMENT}"
    shade = "" if theme == "auto" else f' theme="{theme}"'
    return (
        f'<script src="{escape(script)}" async></script>\n'
        f'<bao-noi src="{escape(address)}"{shade}>'
        f'<a href="{escape(address + quote(file))}">Nghe bài này</a></bao-noi>'
    )


def write_element(directory: Path) -> Path:
    """Write the custom element's script, one for all recordings in ``directory``.

    Raises:
        OutputError: it cannot be written.
    """
    path = directory / ELEMENT
    with writing(path, "element-unwritable"), whole_file(path) as file:
        file.write(f"{static(ELEMENT)}\n{static('colour.js')}".encode())
    return path


def listen_script() -> str:
    """The script of a button that has the page it stands on read; the element comes with it."""
    return script(f"colour.js {ELEMENT} listen.js")


def _base(base_url: str | None) -> str:
    return f"{base_address(base_url)}/" if base_url else ""


def _address(entry: Entry, base_url: str | None) -> str:
    return f"{_base(base_url)}{quote(entry.slug)}/"
