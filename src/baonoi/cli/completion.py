"""What the shell is offered where a person presses Tab: voices, engines, settings, files.

Shells know their own files best, so of these only the kind is told. Nothing here may fail or
write: a shell would put it into the line that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from baonoi.model import Voice
    from baonoi.voices.registry import Loaded

Offered = list[CompletionItem]
Complete = Callable[[click.Context, click.Parameter, str], Offered]


def files(_: click.Context, __: click.Parameter, incomplete: str) -> Offered:
    """Whatever lies on the disk."""
    return [CompletionItem(incomplete, type="file")]


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> Offered:
    """Folders alone."""
    return [CompletionItem(incomplete, type="dir")]


def audio_files(context: click.Context, option: click.Parameter, incomplete: str) -> Offered:
    """The endings in which sound can be written, once a name has a point; else files."""
    from baonoi.encode import HOMES

    stem, point, begun = incomplete.rpartition(".")
    begun = (point + begun).lower()
    endings = [ending for ending in HOMES if point and ending.startswith(begun)]
    if not endings or begun in HOMES or stem[-1:] in ("", ".", "/", "\\"):
        return files(context, option, incomplete)
    return [CompletionItem(stem + ending) for ending in endings]


def voices(context: click.Context, option: click.Parameter, incomplete: str) -> Offered:
    """Genders, the names of voices and engines, which stand for their first voice; else files."""
    from baonoi.voices import GENDERS

    loaded = _engines()
    names = dict.fromkeys(GENDERS, "")
    names |= {each.engine.name: each.voices[0].label for each in loaded if each.voices}
    names |= _labels(chain.from_iterable(each.voices for each in loaded))
    return _beginning(names, incomplete) or files(context, option, incomplete)


def installable_voices(_: click.Context, __: click.Parameter, incomplete: str) -> Offered:
    """The voices that can be downloaded."""
    from baonoi.voices import Installable

    able = (each.voices for each in _engines() if isinstance(each.engine, Installable))
    return _beginning(_labels(chain.from_iterable(able)), incomplete)


def engines(_: click.Context, __: click.Parameter, incomplete: str) -> Offered:
    """The names of engines, their other ones among them."""
    from baonoi.voices.catalog import ALIASES

    names = dict.fromkeys([*(each.engine.name for each in _engines()), *ALIASES], "")
    return _beginning(names, incomplete)


def parts(_: click.Context, __: click.Parameter, incomplete: str) -> Offered:
    """Parts of an article, parted by commas: the last one, of those that are not named yet."""
    from baonoi.reading.options import PARTS

    named, comma, last = incomplete.rpartition(",")
    before = named + comma
    left = [part for part in PARTS if part not in named.split(",")]
    return [CompletionItem(before + part) for part in left if part.startswith(last)]


def settings(_: click.Context, __: click.Parameter, incomplete: str) -> Offered:
    """The names of settings."""
    from baonoi.cli.language import said
    from baonoi.reading.settings import SETTINGS

    return _beginning({each.name: said(each.about) for each in SETTINGS}, incomplete)


def values(context: click.Context, option: click.Parameter, incomplete: str) -> Offered:
    """What the setting that was named before may be."""
    from baonoi.reading.options import BITRATES
    from baonoi.reading.settings import SETTINGS
    from baonoi.told import LANGUAGES

    name = context.params.get("name")
    by_name: dict[str, Complete] = {
        "voice": voices,
        "directory": folders,
        "lexicon": files,
        "without": parts,
    }
    if name in by_name:
        return by_name[name](context, option, incomplete)
    if any(each.name == name and bool in each.kinds for each in SETTINGS):
        words: Iterable[str] = ("true", "false")
    else:
        words = {"bitrate": map(str, BITRATES), "language": LANGUAGES}.get(str(name), ())
    return _beginning(dict.fromkeys(words, ""), incomplete)


def _engines() -> list[Loaded]:
    """The engines that can be asked; other packages' may write what they like meanwhile."""
    from baonoi.voices.registry import Loaded, installed

    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return [each for each in installed() if isinstance(each, Loaded)]


def _labels(found: Iterable[Voice]) -> dict[str, str]:
    return {voice.name: voice.label for voice in found}


def _beginning(names: Mapping[str, str], incomplete: str) -> Offered:
    return [
        CompletionItem(name, help=about or None)
        for name, about in names.items()
        if name.startswith(incomplete)
    ]
