"""``baonoi doctor``: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import platform
import sys

import click

from baonoi.cli.output import show


@click.command()
def command() -> int:
    """Check Python, the parts that speak and encode, and the cache."""
    from baonoi.cli.hints import hint, mended
    from baonoi.cli.installing import install_command
    from baonoi.encode.lame import origin
    from baonoi.errors import OutputError
    from baonoi.voices import ClipCache, survey

    show(f"ok    Python {platform.python_version()} on {sys.platform}")
    failed = False
    try:
        show(f"ok    MP3 encoder ({origin()})")
    except OutputError as error:
        failed = True
        show(f"wrong MP3 encoder: {error}")
        show(f"      {hint(error)}")
    for name, what in (("numpy", "levelling"), ("mutagen", "tags")):
        try:
            __import__(name)
            show(f"ok    {what} ({name})")
        except ImportError as error:
            failed = True
            show(f"wrong {what}: {error}")
            show(f"      {install_command([name], '--force-reinstall')}")
    usable = False
    seen = survey()
    for offer in seen.offers:
        state = offer.availability
        usable = usable or state.usable
        mark = "ok   " if state.usable else "wrong"
        show(f"{mark} voice {offer.voice.name} {state.reason}".rstrip())
        if state.mend:
            show(f"      {mended(state.mend, offer.voice.name)}")
    for engine in seen.broken:
        show(f"wrong engine {engine.name} cannot be used: {engine.reason}")
    cache = ClipCache()
    show(f"ok    cache in {cache.folder}")
    return 0 if usable and not failed else 1
