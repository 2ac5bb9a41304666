"""``baonoi doctor``: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import platform
import sys

import click

from baonoi.cli.language import said
from baonoi.cli.output import show
from baonoi.told import Told

OK, WRONG, ABSENT = Told("ok"), Told("wrong"), "-"
ENCODER = Told("MP3 encoder")
WIDTH = 5
"""Columns for the one word that comes first."""
REPLACEABLE = ("lameenc", "espeakng-loader")
"""Packages in whose place the system's libraries do."""


@click.command()
def command() -> int:
    """Check what is needed, and tell what of the optional is there.

    Exit status: 0 where all that is needed is there, whatever else is missing; 1 where it is not.
    """
    from baonoi.cli.hints import hint, mended
    from baonoi.cli.installing import extras, install_command, missing, name_of, packages
    from baonoi.encode.lame import origin
    from baonoi.errors import OutputError
    from baonoi.voices import ClipCache, survey

    show(said(Told("Needed:")))
    _tell(OK, f"Python {platform.python_version()}, {sys.platform}")
    failed = False
    try:
        _tell(OK, Told("{part} ({origin})", part=ENCODER, origin=origin()))
    except OutputError as error:
        failed = True
        _tell(WRONG, Told("{part}: {reason}", part=ENCODER, reason=error.message), hint(error))
    absent = missing([each for each in packages() if name_of(each) not in REPLACEABLE])
    for each in absent:
        failed = True
        mend = install_command([each], "--force-reinstall")
        _tell(WRONG, Told("{package} is missing", package=name_of(each)), mend)
    if not absent:
        _tell(OK, Told("every package that is needed"))
    seen = survey()
    speaking = [offer.voice.name for offer in seen.offers if offer.availability.usable]
    if speaking:
        _tell(OK, Told("a voice that speaks ({voice})", voice=speaking[0]))
    else:
        failed = True
        _tell(WRONG, Told("no voice can speak"))
    _tell(OK, Told("cache in {path}", path=str(ClipCache().folder)))
    show()
    show(said(Told("Optional:")))
    for offer in seen.offers:
        state = offer.availability
        facts = {"voice": offer.voice.name, "reason": state.reason}
        told = (
            Told("voice {voice} {reason}", **facts)
            if state.reason
            else Told("voice {voice}", **facts)
        )
        mend = mended(state.mend, offer.voice.name) if state.mend else ""
        _tell(OK if state.usable else ABSENT, told, mend)
    for engine in seen.broken:
        facts = {"engine": engine.name, "reason": engine.reason}
        _tell(ABSENT, Told("engine {engine} cannot be used: {reason}", **facts))
    for extra in extras():
        absent = missing(packages(extra))
        told = Told("{extra}: {what}", extra=extra, what=words(extra))
        _tell(ABSENT if absent else OK, told, install_command(absent))
    return 1 if failed else 0


def _tell(mark: str, what: str, mend: str = "") -> None:
    """One line, and below it what mends it."""
    show(f"{said(mark):<{WIDTH}} {said(what)}")
    if mend:
        show(f"{'':<{WIDTH}} {mend}")


def words(extra: str) -> str:
    """What an extra is for."""
    told = {
        "documents": Told("Word documents and PDF"),
        "piper": Told("Piper's voices, without a network"),
        "vieneu": Told("natural voices, without a network"),
        "formats": Told("M4A and M4B"),
        "play": Told("--play without another player"),
        "archive": Told("many articles, on many machines"),
        "serve": Told("a QR code where baonoi serve listens"),
        "timbre": Told("a man's timbre for --simulate-male"),
        "bench": Told("measures of sound, for developers"),
        "dev": Told("the tests, for developers"),
    }
    return told.get(extra, "")
