"""Render a template with its styles and scripts inside, under a strict Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from baonoi.publish.page.wording import clock, look_up, table
from baonoi.store.patterns import compile_pattern

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_HERE = Path(__file__).parent
_MARGIN = compile_pattern(r"^(?:[ \t]*//.*\n|[ \t]*\n|[ \t]+)", re.MULTILINE)
"""What a script holds for its readers: comments on lines of their own, indentation."""
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='4' fill='%23a5151f'/%3E"
    "%3Cpath d='M6 4.2v7.6l6-3.8z' fill='%23fff'/%3E%3C/svg%3E"
)
"""The mark of a play button; inside the page, so that no browser asks a server for one."""


def render(name: str, *, media: str = "'none'", **context: object) -> str:
    """A template with what it is about.

    ``media`` is the policy's source of sound: ``'self'``, ``data:`` or ``'none'``.
    """
    return _environment().get_template(name).render(media=media, **context)


def get_ready(name: str) -> None:
    """Load a template, so that it is there when it is to be rendered."""
    _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from baonoi.publish.page.compiled import CompiledTemplates

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(),
    )
    environment.globals |= {
        "icon": ICON,
        "inline": _inline,
        "policy": _policy,
        "wording": look_up,
        "strings": table("strings"),
    }
    environment.filters["clock"] = clock
    return environment


def static(name: str) -> str:
    """A static file as it is."""
    return (_HERE / "static" / name).read_text(encoding="utf-8")


def script(names: str) -> str:
    """Scripts of ours as one, which leaves nothing behind in the page it stands on."""
    return _read(names)


@cache
def _read(names: str) -> str:
    """Static files one after another, named in one string with blanks between."""
    texts = [static(name) for name in names.split()]
    if not names.endswith(".js"):
        return "\n".join(texts)
    scripts = _MARGIN.sub("", "\n".join(texts))
    return f'(() => {{\n"use strict";\n{scripts}}})();\n'


def _inline(names: str) -> Markup:
    """Static files of our own, to stand inside a style or script element as they are."""
    from markupsafe import Markup

    return Markup(_read(names))  # from this package, never from an article


def _policy(
    media: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    *,
    served: bool = False,
    asks: bool = False,
    form: bool = False,
) -> str:
    """A policy that allows these inlined styles and scripts, that sound, and nothing else.

    ``served`` also allows the service worker and the manifest that stand beside the page, ``asks``
    what its script asks its own server for, ``form`` what a person sends there.
    """
    parts = {
        "default-src": "'none'",
        "style-src": " ".join(map(_hash, styles)) or "'none'",
        "script-src": " ".join(map(_hash, scripts)) or "'none'",
        "media-src": media,
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'self'" if form else "'none'",
        **({"connect-src": "'self'"} if asks else {}),
        **({"worker-src": "'self'", "manifest-src": "'self'"} if served else {}),
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


@cache
def _hash(names: str) -> str:
    digest = hashlib.sha256(_read(names).encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
