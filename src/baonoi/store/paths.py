"""Every folder and environment variable of ours.

``BAONOI_CACHE`` names the folder of all that can be made or fetched again, ``BAONOI_VOICES`` that
of installed voices; ``BAONOI_OFFLINE`` keeps the network unused; ``BAONOI_STATION`` names the file
of what is followed, ``BAONOI_CONFIG`` that of settings, each of which has a variable of its own,
too; ``BAONOI_TOKEN`` is what a server's clients must know, ``BAONOI_WEBHOOK_SECRET`` what whoever
it sends word to knows it by. Read when needed.
"""

from __future__ import annotations

import os
from pathlib import Path

CACHE, VOICES, OFFLINE = "BAONOI_CACHE", "BAONOI_VOICES", "BAONOI_OFFLINE"
CONFIG, STATION = "BAONOI_CONFIG", "BAONOI_STATION"
TOKEN = "BAONOI_TOKEN"
"""What clients of a server must know: here rather than on a command line, which others may see."""
WEBHOOK_SECRET = "BAONOI_WEBHOOK_SECRET"
"""With what a server signs what it sends; several, parted by blanks, while one takes the place of
another."""
_SHORTER = {"language": "lang"}
"""The setting whose variable is named like LANG."""

CLIPS, SECTIONS, PAGES = "clips", "sections", "pages"
"""Folders of the cache: what was said, what was encoded, what was fetched."""
FOLDERS = (CLIPS, SECTIONS, PAGES)
NOTES = "work"
"""Where something is being made, so that what a killed run leaves is found."""
PACES = "paces"
"""How fast the online voices speak."""
REACH = "reach"
"""Which services could be reached a moment ago."""
OTHERS_WRITE = 0o022
"""The rights of group and others that :func:`guarded` refuses."""


def cache() -> Path:
    """``BAONOI_CACHE``, or where this system keeps a person's caches."""
    if chosen := os.environ.get(CACHE):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("baonoi", appauthor=False)


def clips(root: Path | None = None) -> Path:
    """The clips said so far, in this cache or in ``root``."""
    return (root or cache()) / CLIPS


def sections(root: Path | None = None) -> Path:
    """The sections encoded so far."""
    return (root or cache()) / SECTIONS


def pages(root: Path | None = None) -> Path:
    """The pages fetched so far."""
    return (root or cache()) / PAGES


def notes() -> Path:
    """The notes of where something is being made."""
    return cache() / NOTES


def owed() -> Path:
    """The notes of folders that are still to be told of what came into them."""
    return cache() / "owed"


def feeds() -> Path:
    """What was made of recordings for feeds."""
    return cache() / "feeds"


def reports() -> Path:
    """What is told of errors that nobody foresaw."""
    return cache() / "reports"


def reach() -> Path:
    """The file that remembers which services could be reached."""
    return cache() / REACH


def paces() -> Path:
    """What was learned of how fast the online voices speak."""
    return cache() / PACES


def voices() -> Path:
    """``BAONOI_VOICES``, or where this system keeps a person's data: the installed voices."""
    if chosen := os.environ.get(VOICES):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("baonoi", appauthor=False) / "voices"


def station() -> Path:
    """``BAONOI_STATION``, or where this system keeps a person's data: what is followed and read."""
    if chosen := os.environ.get(STATION):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("baonoi", appauthor=False) / "station.sqlite3"


def config() -> Path:
    """``BAONOI_CONFIG``, or where this system keeps a person's settings: the file of ours."""
    if chosen := os.environ.get(CONFIG):
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("baonoi", appauthor=False) / "config.toml"


def variable(setting: str) -> str:
    """The environment variable of a setting."""
    return "BAONOI_" + _SHORTER.get(setting, setting).upper().replace("-", "_")


def private(folder: Path) -> None:
    """Make a folder into which nobody else gets, and those above it that are missing.

    One that is there keeps its rights: a person may have shared it.

    Raises:
        OSError: it cannot be made.
    """
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(0o700, exist_ok=True)
    folder.mkdir(exist_ok=True)


def guarded(path: Path) -> bool:
    """Whether nobody but this person and the administrator can have written there."""
    if not hasattr(os, "geteuid"):
        return True  # Windows keeps each person's folders to that person
    try:
        status = path.stat()
    except OSError:
        return False
    return status.st_uid in (0, os.geteuid()) and not status.st_mode & OTHERS_WRITE


def told_to_stay_offline() -> bool:
    """Whether the environment forbids the network."""
    return os.environ.get(OFFLINE, "") not in ("", "0")


def served(directory: Path) -> Path:
    """What servers of a folder of recordings keep there: hidden, so that none hands it out."""
    return directory / ".baonoi"
