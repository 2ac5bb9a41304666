"""A user's own lexicon, which wins over everything: written form, spoken form, class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from baonoi.errors import UsageError
from baonoi.model import SemioticClass
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_FIRST = compile_pattern(r"\w{1,64}|\S")
_LONGEST = 200


class Own(NamedTuple):
    """An entry of a user's lexicon."""

    written: str
    spoken: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Written forms and how they are said; those without a capital fit any case."""

    entries: Mapping[str, Own] = field(default_factory=dict)
    firsts: Mapping[str, tuple[int, ...]] = field(init=False)
    """The lengths of the entries by their first word in lower case, the longest first."""
    quiet: tuple[set[str], set[str]] = field(init=False, repr=False)
    """Tokens already seen to need nothing under it, with foreign words respelled, and kept."""

    def __post_init__(self) -> None:
        firsts: dict[str, set[int]] = {}
        for own in self.entries.values():
            head = _FIRST.match(own.written)
            if head is not None:
                firsts.setdefault(head[0].lower(), set()).add(len(own.written))
        ordered = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in firsts.items()}
        object.__setattr__(self, "firsts", ordered)
        object.__setattr__(self, "quiet", (set(), set()))

    def over(self, other: Lexicon) -> Lexicon:
        """Both together; where they differ, this one wins."""
        return Lexicon({**other.entries, **self.entries})

    def touches(self, token: str) -> bool:
        """Whether a word of the token begins an entry."""
        return any(word.lower() in self.firsts for word in _FIRST.findall(token))

    def match(self, text: str, at: int) -> Own | None:
        """The longest entry that stands at a place of the text."""
        head = _FIRST.match(text, at)
        sizes = self.firsts.get(head[0].lower(), ()) if head is not None else ()
        for size in sizes:
            end = at + size
            here = text[at:end]
            own = self.entries.get(here) or self.entries.get(here.lower())
            if own is None or len(own.written) != size:
                continue
            if own.written[0].isalnum() and at and text[at - 1].isalnum():
                continue
            if own.written[-1].isalnum() and text[end : end + 1].isalnum():
                continue
            return own
        return None


def _read(path: Path) -> Lexicon:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise UsageError(
            Told("Cannot read the lexicon {path}: {reason}.", path=str(path), reason=str(reason)),
            "lexicon-unreadable",
        ) from error
    entries: dict[str, Own] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        written, *rest = (part.strip() for part in line.split("\t"))
        if not written or not rest or len(rest) > 2 or len(written) > _LONGEST:
            raise UsageError(
                Told(
                    "Line {line} of the lexicon {path} is not an entry: {text!r}.",
                    line=number,
                    path=str(path),
                    text=line[:60],
                ),
                "lexicon-entry",
            )
        if number == 1 and [written, rest[0]] == ["written", "spoken"]:
            continue
        entries[written] = Own(
            written, rest[0], (rest[1] if len(rest) > 1 else "") or SemioticClass.LEXICON
        )
    return Lexicon(entries)


def personal_path() -> Path:
    """Where a person's own lexicon is looked for."""
    from platformdirs import user_config_path

    return user_config_path("baonoi") / "lexicon.tsv"


@cache
def personal_lexicon() -> Lexicon:
    """The person's own lexicon; empty where there is none."""
    path = personal_path()
    return _read(path) if path.is_file() else Lexicon()


def load_lexicon(path: str | Path) -> Lexicon:
    """The lexicon of a file, over the person's own.

    Tab-separated and in UTF-8: written form, spoken form, and a class if you like. ``#`` begins a
    comment. A file that cannot be read or has a line of another shape raises UsageError.
    """
    return _read(Path(path)).over(personal_lexicon())
