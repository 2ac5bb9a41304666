"""What a person has settled once: in a file, or in the environment.

The file is flat TOML, a setting a line. ``BAONOI_`` and the name in capitals is each one's
variable, which wins over the file.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self, cast

from baonoi.common.addresses import base_address
from baonoi.errors import SourceError, UsageError
from baonoi.model import DEFAULT_VOICE, VoiceRequest
from baonoi.reading.options import ReadingOptions
from baonoi.store import paths
from baonoi.told import LANGUAGES, Told

Value = str | int | float | bool | tuple[str, ...] | None
Origin = Literal["environment", "file", "default"]
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that can be settled."""

    name: str
    about: str
    default: Value
    read: Callable[[str], Value]
    """Its value from the text of a variable or a command line; raises ValueError."""
    kinds: tuple[type, ...]
    """What it may be in the file."""
    check: Callable[[Any], object] | None = None
    """Raises UsageError for a value out of its range."""
    path: bool = False
    """Whether it names a file or folder."""


class Settled(NamedTuple):
    """The value of a setting, and where it comes from."""

    value: Value
    origin: Origin


def _truth(text: str) -> bool:
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ValueError("it is neither true nor false")
    return word in _YES


def _number(text: str) -> float:
    """With a point or a comma."""
    return float(text.replace(",", "."))


def _language(value: str) -> None:
    if value not in LANGUAGES:
        raise UsageError(
            Told("There is no language {language!r}.", language=value),
            "language-unknown",
            languages=", ".join(LANGUAGES),
        )


def _option(field: str, value: Any) -> ReadingOptions:
    return ReadingOptions(**{field: value})


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def parts(text: str) -> tuple[str, ...]:
    """Names parted by commas or blanks."""
    return tuple(text.replace(",", " ").split())


_REQUEST, _OPTIONS = VoiceRequest(), ReadingOptions()
_NUMBER = (int, float)
SETTINGS: tuple[Setting, ...] = (
    Setting(
        "voice",
        Told("who reads; several make several recordings"),
        (DEFAULT_VOICE,),
        _words,
        (str, list),
    ),
    Setting(
        "directory", Told("where each recording gets a folder"), "output", str, (str,), path=True
    ),
    Setting(
        "speed",
        Told("how fast it speaks, 1 as usual"),
        _REQUEST.speed,
        _number,
        _NUMBER,
        lambda value: VoiceRequest(speed=value),
    ),
    Setting(
        "loudness", Told("LUFS"), _OPTIONS.loudness, _number, _NUMBER, partial(_option, "loudness")
    ),
    Setting("bitrate", Told("kbit/s"), _OPTIONS.bitrate, int, (int,), partial(_option, "bitrate")),
    Setting("captions", Told("read captions of pictures"), _OPTIONS.captions, _truth, (bool,)),
    Setting("notes", Told("read footnotes and endnotes"), _OPTIONS.notes, _truth, (bool,)),
    Setting(
        "without",
        Told("what is left out: date, byline, caption ..."),
        _OPTIONS.without,
        parts,
        (str, list),
        partial(_option, "without"),
    ),
    Setting(
        "say-source", Told("say who published it, and when"), _OPTIONS.say_source, _truth, (bool,)
    ),
    Setting("offline", Told("let no voice use the network"), _REQUEST.offline, _truth, (bool,)),
    Setting("lexicon", Told("readings of your own"), _OPTIONS.lexicon, str, (str,), path=True),
    Setting("language", Told("of messages: vi or en"), None, str, (str,), _language),
    Setting("base-url", Told("where the recordings are served"), None, str, (str,), base_address),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value: variable before file before default.

    >>> Settings({}).voice_request().name
    'nam'
    """

    told: Mapping[str, Settled]
    """What is settled; the rest is as usual."""

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """What the file and the environment say.

        Args:
            file: None is the person's own, ``paths.config()``.

        Raises:
            UsageError: the file is no TOML, names no setting, or a value is out of its range.
            SourceError: the file cannot be read.
        """
        found = {
            name: Settled(value, "file")
            for name, value in read_file(file or paths.config()).items()
        }
        for setting in SETTINGS:
            variable = paths.variable(setting.name)
            if text := os.environ.get(variable):
                found[setting.name] = Settled(parsed(setting, text, variable), "environment")
        return cls(found)

    def __getitem__(self, name: str) -> Settled:
        """The value of a setting, and where it comes from."""
        return self.told.get(name) or Settled(_BY_NAME[name].default, "default")

    def voice_request(self, name: str | None = None) -> VoiceRequest:
        """Who shall speak: the voice of that name, or the first that is settled."""
        voices = cast(tuple[str, ...], self["voice"].value)
        speed = cast(float, self["speed"].value)
        return VoiceRequest(name or voices[0], speed=speed, offline=bool(self["offline"].value))

    def base_url(self) -> str | None:
        """Where the folder of recordings is served, if that is told."""
        value = self["base-url"].value
        return None if value is None else str(value)

    def options(self) -> ReadingOptions:
        """How articles are read."""
        names = ("captions", "notes", "without", "say-source", "lexicon", "loudness", "bitrate")
        values: dict[str, Any] = {name.replace("-", "_"): self[name].value for name in names}
        return ReadingOptions(**values)


def setting_of(name: str, where: str) -> Setting:
    """The setting of that name.

    Raises:
        UsageError: there is none.
    """
    if name in _BY_NAME:
        return _BY_NAME[name]
    from difflib import get_close_matches

    near = get_close_matches(name, _BY_NAME, 1) or list(_BY_NAME)
    raise UsageError(
        Told("{where}: there is no setting {name!r}.", where=where, name=name),
        "setting-unknown",
        near=", ".join(near),
    )


def parsed(setting: Setting, text: str, where: str) -> Value:
    """A setting's value from text.

    Raises:
        UsageError: it is none.
    """
    try:
        value = setting.read(text)
    except ValueError:
        raise _wrong(setting, text, where) from None
    return _checked(setting, value, where)


def read_file(file: Path) -> dict[str, Value]:
    """What a file settles; nothing where there is none.

    Raises:
        UsageError: it is no TOML, names no setting, or a value is out of its range.
        SourceError: it cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or Told("it is not UTF-8")
        raise SourceError(
            Told("Cannot read {path}: {reason}.", path=str(file), reason=reason), "file-unreadable"
        ) from error
    return understood(text, file)


def understood(text: str, file: Path) -> dict[str, Value]:
    """What the text of a file settles.

    Raises:
        UsageError: it is no TOML, names no setting, or a value is out of its range.
    """
    import tomllib

    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            Told("{path}: {reason}.", path=str(file), reason=str(error)), "settings-broken"
        ) from error
    return {name: _from_file(file, name, value) for name, value in told.items()}


def _from_file(file: Path, name: str, value: object) -> Value:
    setting = setting_of(name, str(file))
    fits = isinstance(value, setting.kinds) and (
        bool in setting.kinds or not isinstance(value, bool)
    )
    if isinstance(value, list):
        fits = fits and bool(value) and all(isinstance(each, str) for each in value)
    if not fits:
        raise _wrong(setting, value, str(file))
    if list in setting.kinds:
        value = tuple(value) if isinstance(value, list) else setting.read(str(value))
    if setting.path:
        value = str(file.parent / Path(str(value)).expanduser())
    return _checked(setting, cast(Value, value), str(file))


def _checked(setting: Setting, value: Value, where: str) -> Value:
    if value == () or (isinstance(value, float) and not math.isfinite(value)):
        raise _wrong(setting, value, where)
    if setting.check is not None:
        try:
            setting.check(value)
        except UsageError as error:
            error.message = Told("{where}: {message}", where=where, message=error.message)
            raise
    return value


def _wrong(setting: Setting, value: object, where: str) -> UsageError:
    return UsageError(
        Told(
            "{where}: {name} cannot be {value}.", where=where, name=setting.name, value=repr(value)
        ),
        "setting-wrong",
        about=setting.about,
    )
