"""``baonoi doctor``: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import platform
import sys

import click

from baonoi.cli.language import said
from baonoi.cli.output import show
from baonoi.told import Told

OK, WRONG = Told("ok"), Told("wrong")
ENCODER = Told("MP3 encoder")
WIDTH = 5
"""Columns for the one word that comes first."""


@click.command()
def command() -> int:
    """Check Python, the parts that speak and encode, and the cache."""
    from baonoi.cli.hints import hint, mended
    from baonoi.cli.installing import install_command
    from baonoi.encode.lame import origin
    from baonoi.errors import OutputError
    from baonoi.voices import ClipCache, survey

    _tell(OK, f"Python {platform.python_version()}, {sys.platform}")
    failed = False
    try:
        _tell(OK, Told("{part} ({origin})", part=ENCODER, origin=origin()))
    except OutputError as error:
        failed = True
        _tell(WRONG, Told("{part}: {reason}", part=ENCODER, reason=error.message), hint(error))
    for name, what in (("numpy", Told("levelling")), ("mutagen", Told("tags"))):
        try:
            __import__(name)
            _tell(OK, Told("{part} ({origin})", part=what, origin=name))
        except ImportError as error:
            failed = True
            mend = install_command([name], "--force-reinstall")
            _tell(WRONG, Told("{part}: {reason}", part=what, reason=str(error)), mend)
    usable = False
    seen = survey()
    for offer in seen.offers:
        state = offer.availability
        usable = usable or state.usable
        facts = {"voice": offer.voice.name, "reason": state.reason}
        told = (
            Told("voice {voice} {reason}", **facts)
            if state.reason
            else Told("voice {voice}", **facts)
        )
        mend = mended(state.mend, offer.voice.name) if state.mend else ""
        _tell(OK if state.usable else WRONG, told, mend)
    for engine in seen.broken:
        facts = {"engine": engine.name, "reason": engine.reason}
        _tell(WRONG, Told("engine {engine} cannot be used: {reason}", **facts))
    cache = ClipCache()
    _tell(OK, Told("cache in {path}", path=str(cache.folder)))
    return 0 if usable and not failed else 1


def _tell(mark: Told, what: str, mend: str = "") -> None:
    """One line, and below it what mends it."""
    show(f"{said(mark):<{WIDTH}} {said(what)}")
    if mend:
        show(f"{'':<{WIDTH}} {mend}")
