"""A catalogue of gettext as translators write it (.po) and as it is read at run time (.mo).

``python src/baonoi/cli/po.py`` compiles every catalogue beside it; so does each build of a wheel.
It needs nothing but Python: the build has nothing else.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import NamedTuple

LOCALE = Path(__file__).with_name("locale")
_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr|msgstr\[0\]) )?"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "b": "\b"}
_MAGIC, _HEAD = 0x950412DE, 28


class Entry(NamedTuple):
    """A message and its translation; Vietnamese has one form for one and for many."""

    message: str
    translation: str
    plural: str = ""
    origin: str = ""
    """What its ``#:`` says: the package that another's message is from."""


def entries(text: str) -> list[Entry]:
    """What a .po holds; the first is its head, whose message is empty.

    Raises:
        ValueError: a line is none of a catalogue.
    """
    found = []
    for block in re.split(r"\n{2,}", text.strip()):
        parts: dict[str, str] = {}
        part = ""
        for line in block.splitlines():
            if line.startswith("#"):
                if line.startswith("#: "):
                    parts["#:"] = line[3:]
                continue
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(f"no line of a catalogue: {line}")
            part = match[1] or part
            parts[part] = parts.get(part, "") + _ESCAPE.sub(_unescaped, match[2])
        if "msgid" in parts:
            translation = parts.get("msgstr", "") or parts.get("msgstr[0]", "")
            plural, origin = parts.get("msgid_plural", ""), parts.get("#:", "")
            found.append(Entry(parts["msgid"], translation, plural, origin))
    return found


def compiled(catalogue: list[Entry]) -> bytes:
    """The .mo of those that are translated: pairs sorted by message, as the format asks for."""
    pairs = sorted(
        (
            "\0".join(filter(None, (entry.message, entry.plural))).encode(),
            entry.translation.encode(),
        )
        for entry in catalogue
        if entry.translation
    )
    words, data = [], b""
    start = _HEAD + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            words += [len(pair[side]), start + len(data)]
            data += pair[side] + b"\0"
    head = (_MAGIC, 0, len(pairs), _HEAD, _HEAD + 8 * len(pairs), 0, start)
    return struct.pack(f"<{len(head) + len(words)}I", *head, *words) + data


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that changed since; give the paths of all that there are."""
    made = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        data = compiled(entries(source.read_text(encoding="utf-8")))
        if not target.exists() or target.read_bytes() != data:
            target.write_bytes(data)
        made.append(target)
    return made


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[1])


if __name__ == "__main__":
    compile_all()
