"""Báo Nói reads a Vietnamese news article aloud.

>>> import baonoi
>>> str(baonoi.normalize("Ngày 9/2/2024"))
'Ngày chín tháng hai năm hai nghìn không trăm hai mươi tư'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baonoi import errors
    from baonoi.model import Article, Recording, SpokenText, VoiceRequest
    from baonoi.normalizer import normalize
    from baonoi.reading.job import ReadingJob
    from baonoi.reading.options import ReadingOptions
    from baonoi.reading.read import read, save, stream
    from baonoi.reading.settings import Settings
    from baonoi.reading.source import understand as clean
    from baonoi.voices import Host

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Host",
    "ReadingJob",
    "ReadingOptions",
    "Recording",
    "Settings",
    "SpokenText",
    "VoiceRequest",
    "clean",
    "errors",
    "normalize",
    "read",
    "save",
    "stream",
]

_HOMES = {
    "Article": ("baonoi.model", "Article"),
    "Host": ("baonoi.voices", "Host"),
    "ReadingJob": ("baonoi.reading.job", "ReadingJob"),
    "ReadingOptions": ("baonoi.reading.options", "ReadingOptions"),
    "Recording": ("baonoi.model", "Recording"),
    "Settings": ("baonoi.reading.settings", "Settings"),
    "SpokenText": ("baonoi.model", "SpokenText"),
    "VoiceRequest": ("baonoi.model", "VoiceRequest"),
    "clean": ("baonoi.reading.source", "understand"),
    "errors": ("baonoi.errors", None),
    "normalize": ("baonoi.normalizer", "normalize"),
    "read": ("baonoi.reading.read", "read"),
    "save": ("baonoi.reading.read", "save"),
    "stream": ("baonoi.reading.read", "stream"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that ``--help`` imports none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'baonoi' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    home = import_module(module)
    found: object = getattr(home, attribute) if attribute else home
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
