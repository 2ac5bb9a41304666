"""Labelled pastes to learn from: annotated texts, and the visible text of pages."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from baonoi.cleaner import lines
from baonoi.cleaner.candidate import Candidate, flat, tidy
from baonoi.cleaner.sequence.states import ENDS, FOLLOWS, STARTS, State
from baonoi.common.addresses import parts

S = State
_DATES = frozenset({S.TOP_DATE, S.HEAD_DATE, S.DATE})
STATES: dict[str, frozenset[State]] = {
    "title": frozenset({S.TITLE}),
    "dateline": _DATES,
    "lead": frozenset({S.LEAD}),
    "paragraph": frozenset({S.PARAGRAPH}),
    "list-item": frozenset({S.PARAGRAPH}),
    "quote": frozenset({S.PARAGRAPH}),
    "table": frozenset({S.PARAGRAPH}),
    "heading": frozenset({S.HEADING}),
    "caption": frozenset({S.BEFORE, S.HEAD_CAPTION, S.CAPTION}),
    "byline": frozenset({S.HEAD_BYLINE, S.BYLINE}),
    "junk": frozenset({S.BEFORE, S.HEAD_JUNK, S.BOX_START, S.BOX, S.AFTER_START, S.AFTER}),
    "optional": frozenset(State) - {S.TITLE},
}
"""The states that a line annotated with a role may have."""


_ASTRAY = 4000
"""Characters by which a text may be ahead of its annotation."""


@dataclass(frozen=True, slots=True)
class Example:
    """A paste and what each of its lines may be."""

    name: str
    paper: str
    candidates: tuple[Candidate, ...]
    allowed: tuple[frozenset[State], ...]


def examples(folders: Iterable[Path]) -> Iterator[Example]:
    """What folders hold: NAME.gold.json beside NAME.txt or NAME.html, and pages without gold."""
    for folder in folders:
        known: set[str] = set()
        for gold in sorted(folder.glob("*.gold.json")):
            name = gold.name.removesuffix(".gold.json")
            known.add(name)
            blocks = json.loads(gold.read_text(encoding="utf-8"))["blocks"]
            text = folder / f"{name}.txt"
            source = text.read_text(encoding="utf-8") if text.exists() else None
            yield annotated(name, paper_of(name), blocks, source)
        for page in sorted(folder.glob("*.html")):
            if page.stem not in known:
                yield from _understood(page)


def mixed(found: Sequence[Example], count: int, seed: int = 1) -> list[Example]:
    """Further pastes: the frame of one paper around the article of another.

    Papers are few and each has one frame; what tells an article from a frame should not be learned
    from their chance meetings.
    """
    chance = random.Random(seed)
    parts = [_parted(example) for example in found]
    tops = [(c, a, e) for (c, a), _, _, e in parts if c]
    bottoms = [(c, a) for _, _, (c, a), _ in parts if c]
    made: list[Example] = []
    for number in range(count):
        _, (body, roles), _, example = parts[chance.randrange(len(parts))]
        above: list[Candidate] = []
        below: list[Candidate] = []
        said: list[frozenset[State]] = []
        if tops and chance.random() < 0.8:
            top, top_roles, other = chance.choice(tops)
            old, new = _title(other), _title(example)
            above = [Candidate(new if c.text == old and new else c.text) for c in top]
            said += top_roles
        said += roles
        if bottoms and chance.random() < 0.8:
            below, below_roles = chance.choice(bottoms)
            said += below_roles
        candidates = (*above, *body, *below)
        made.append(Example(f"mixed {number}", "", candidates, tuple(said)))
    return made


Part = tuple[list[Candidate], list[frozenset[State]]]


def _parted(example: Example) -> tuple[Part, Part, Part, Example]:
    """What stands above the article, the article, what stands below it."""
    open_ones = (STATES["junk"], STATES["optional"])
    inside = [n for n, allowed in enumerate(example.allowed) if allowed not in open_ones]
    low, high = (inside[0], inside[-1] + 1) if inside else (0, len(example.allowed))
    cuts = ((0, low), (low, high), (high, len(example.allowed)))
    parts = [(list(example.candidates[a:b]), list(example.allowed[a:b])) for a, b in cuts]
    return parts[0], parts[1], parts[2], example


def _title(example: Example) -> str:
    for candidate, allowed in zip(example.candidates, example.allowed, strict=True):
        if allowed == STATES["title"]:
            return candidate.text
    return ""


def consistent(allowed: Sequence[frozenset[State]]) -> bool:
    """Whether some path through the states fits what lines may be."""
    if not allowed:
        return False
    live = allowed[0] & frozenset(STARTS)
    for possible in allowed[1:]:
        live = frozenset(s for state in live for s in FOLLOWS[state]) & possible
    return bool(live & frozenset(ENDS))


def paper_of(name: str) -> str:
    """The paper in a file's name: "paste_tuoitre_2015_mobile" is of tuoitre."""
    return name.removeprefix("paste_").split("_")[0]


def annotated(
    name: str, paper: str, blocks: list[dict[str, str]], source: str | None = None
) -> Example:
    """An example of annotated blocks; of a text, its lines as they are read."""
    if source is None:
        source = "\n".join(flat(tidy(block["text"])) for block in blocks)
    stream = ""
    owners: list[str] = []
    for block in blocks:
        bare = _bare(block["text"])
        stream += bare
        owners.extend([block["role"]] * len(bare))
    candidates = lines.read(source)
    allowed: list[frozenset[State]] = []
    at = 0
    for candidate in candidates:
        bare = _bare(candidate.text)
        found = stream.find(bare, at, at + len(bare) + _ASTRAY)
        roles = owners[found : found + len(bare)] if found >= 0 else []
        at = found + len(bare) if found >= 0 else at
        allowed.append(STATES[max(set(roles), key=roles.count) if roles else "optional"])
    return Example(name, paper, tuple(candidates), tuple(allowed))


def _bare(text: str) -> str:
    return "".join(tidy(text).split())


def _understood(page: Path) -> Iterator[Example]:
    """A page as its own cleaning labels it; its paper is that of its address where it has one."""
    from baonoi.cleaner import understand
    from baonoi.cleaner.reasons import Reason
    from baonoi.model import Page, Role

    draft = understand(Page(page.read_text(encoding="utf-8"), "text/html", page.name))
    if draft is None:
        return
    kept: list[Candidate] = []
    allowed: list[frozenset[State]] = []
    for candidate, verdict in zip(draft.candidates, draft.verdicts, strict=True):
        if verdict is Reason.HIDDEN:
            continue
        kept.append(Candidate(candidate.text))
        allowed.append(STATES[verdict.value if isinstance(verdict, Role) else "junk"])
    host = parts(draft.facts.url or "").hostname or ""
    names = [name for name in host.split(".") if name not in {"", "www", "m", "amp"}]
    paper = names[0] if names else paper_of(page.stem)
    yield Example(page.stem, paper, tuple(kept), tuple(allowed))
