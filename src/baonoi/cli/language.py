"""In which language a person is told: English as the source, others by gettext's catalogues.

An option wins over a variable, a variable over the file of settings, the file over the locale. For
English nothing is read. What a program reads (JSON, logs, files) is the same in every language.
"""

from __future__ import annotations

import gettext
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from baonoi.store import paths
from baonoi.told import LANGUAGES, Told, Words

LOCALE = Path(__file__).with_name("locale")
_DOMAIN, _NO_DOMAIN = "baonoi", "messages"
_VIETNAMESE_OF_WINDOWS = 0x2A
_spoken = "en"
OF_OTHERS: dict[str, Told] = {
    told: told
    for told in (
        Told("Connection refused"),
        Told("Connection reset by peer"),
        Told("File name too long"),
        Told("Input/output error"),
        Told("Is a directory"),
        Told("Name or service not known"),
        Told("Network is unreachable"),
        Told("No route to host"),
        Told("No space left on device"),
        Told("No such file or directory"),
        Told("Not a directory"),
        Told("Operation not permitted"),
        Told("Permission denied"),
        Told("Read-only file system"),
        Told("Temporary failure in name resolution"),
        Told("Too many levels of symbolic links"),
        Told("Too many open files"),
        Told("certificate has expired"),
        Told("self-signed certificate"),
        Told("unable to get local issuer certificate"),
    )
}
"""Reasons that the system and OpenSSL give, always in English."""


def speak(language: str) -> None:
    """Tell everything in that language from now on, what click says too."""
    global _spoken  # noqa: PLW0603  # there is one person at a terminal
    _spoken = language
    if language == "en":
        gettext.textdomain(_NO_DOMAIN)
        return
    os.environ["LANGUAGE"] = language  # where gettext looks first
    gettext.bindtextdomain(_DOMAIN, str(LOCALE))
    gettext.textdomain(_DOMAIN)


def chosen(arguments: Iterable[str] = ()) -> str:
    """The language that is asked for, by the first that says so."""
    words = iter(arguments)
    for word in words:
        name, _, value = word.partition("=")
        if name == "--lang" and (language := _known(value or next(words, ""))):
            return language
        if not word.startswith("-"):
            break
    variable = os.environ.get(paths.variable("language"), "")
    return _known(variable) or _known(_settled()) or _of_locale() or "en"


def spoken() -> str:
    """The language that is spoken."""
    return _spoken


def words(message: str) -> str:
    """A message of the source in the language that is spoken."""
    return gettext.gettext(message) if message and _spoken != "en" else message


def said(text: str) -> str:
    """A sentence in the language that is spoken, its facts too."""
    if _spoken == "en" or not isinstance(text, Told):
        return text
    return filled(words(text.template), text.facts)


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """A template with its facts, numbers as the language writes them.

    Raises:
        LookupError: it names a fact that is not there.
        ValueError: it is no template.
    """
    if _spoken != "en":
        facts = {
            name: said(OF_OTHERS.get(fact, fact) if type(fact) is str else fact)
            if isinstance(fact, str)
            else fact
            for name, fact in facts.items()
        }
    return _Words().vformat(template, (), facts)


class _Words(Words):
    """The same with a comma in Vietnamese numbers, and ``!q`` for a word of the shell."""

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        if conversion != "q":
            return super().convert_field(value, conversion)
        return "addresses.txt" if value == "-" else shlex.quote(str(value))

    def format_field(self, value: Any, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        return text.replace(".", ",") if isinstance(value, float) and _spoken != "en" else text


def _known(tag: str) -> str:
    """The language of a tag such as vi_VN.UTF-8; empty for one that is not spoken here."""
    language = tag.strip().lower()[:2]
    return language if language in LANGUAGES and not tag[2:3].isalnum() else ""


def _settled() -> str:
    """What the file of settings says; whoever uses it tells what is wrong with it."""
    with suppress(OSError, ValueError):
        text = paths.config().read_text(encoding="utf-8")
        if "language" in text:
            import tomllib

            return str(tomllib.loads(text).get("language", ""))
    return ""


def _of_locale() -> str:
    """What the environment says as gettext understands it, or on Windows the system."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if sys.platform == "win32" and not named:
        import ctypes

        language = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "vi" if language & 0x3FF == _VIETNAMESE_OF_WINDOWS else ""
    if named.partition(".")[0] in ("", "C", "POSIX"):
        return ""
    listed = (*filter(None, os.environ.get("LANGUAGE", "").split(":")), named)
    return next(filter(None, map(_known, listed)), "")
