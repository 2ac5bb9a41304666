"""From verdicts to the article: tags taken off, blocks repaired, sections under their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from baonoi.cleaner import byline, dates, metadata, repair, shape, spelling
from baonoi.cleaner.decision import Rule
from baonoi.cleaner.draft import Draft, Facts
from baonoi.cleaner.letters import one_style
from baonoi.cleaner.lines import LINE_END
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.tables import rows
from baonoi.model import Article, Block, Cut, Metadatum, Repair, Role, Section
from baonoi.store.patterns import compile_pattern

_PICTURE_NUMBER = compile_pattern(
    r"\s*(?:[-–.]\s*)?(?:ảnh|hình|hình ảnh|hinh anh|photo)?\s*\(?\d{0,2}\)?$", re.IGNORECASE
)

_PLACE_LENGTH = 40
"""Characters that the name of a place has at most."""

Piece = Block | Cut | Metadatum
_BULLETS = "•●▪◦·✓►■♦"
_REPAIRED_ROLES = frozenset(Role) - {Role.DATELINE}


@dataclass(slots=True)
class Pieces:
    """Everything visible of a page, in the order of the source, as what it was taken for."""

    pieces: list[Piece] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    tag: str = ""
    """The agency before the lead."""
    inner: set[int] = field(default_factory=set)
    """The pieces that open no section, by their place."""


def divide(draft: Draft) -> Pieces:
    """Turn every candidate into blocks, cuts and metadata; none is lost."""
    done = Pieces()
    style = spelling.style_of(
        c.text for c, v in zip(draft.candidates, draft.verdicts, strict=True) if isinstance(v, Role)
    )
    opening = True
    bodies = [n for n, v in enumerate(draft.verdicts) if v in _BODY]
    final = bodies[-1] if bodies else -1
    for n, (candidate, verdict) in enumerate(zip(draft.candidates, draft.verdicts, strict=True)):
        if candidate.field:
            done.pieces.append(Metadatum(candidate.original(), candidate.field))
            continue
        rule = str(draft.rules[n] or Rule.PLACE)
        if not isinstance(verdict, Role):
            reason = str(verdict or Reason.AFTER)
            done.pieces.append(Cut(candidate.original(), reason, n in draft.doubtful, rule))
            if verdict is Reason.REPEAT and len(candidate.text) > 20:
                done.repairs.append(Repair(candidate.text[:60], "", "stands there twice"))
            continue
        text = candidate.text
        if opening and verdict in _BODY:
            text = _take_tags(text, done)
            opening = False
        start = len(candidate.text) - len(text)
        name = byline.glued(text) if n == final and verdict is not Role.HEADING else -1
        end = start + name if name > 0 else len(candidate.text)
        signed = candidate.text[end:]
        text = text[:name].rstrip() if signed else text
        if candidate.wide:
            one = " ".join(candidate.wide.split())
            done.repairs.append(Repair(candidate.wide, one, "doubled spaces"))
        if candidate.joined:
            one = candidate.joined.replace(LINE_END, " ")
            done.repairs.append(Repair(candidate.joined, one, "wrapped lines joined"))
        if n in draft.inner:
            done.inner.add(len(done.pieces))
        if text:
            raw = candidate.original(start, end)
            _add(done, Block(verdict, candidate.shown or text, raw, rule), style)
        if signed:
            _add(done, Block(Role.BYLINE, signed, candidate.original(end), Rule.WRITER), style)
    return done


def gather(draft: Draft, done: Pieces, host: str, url: str | None) -> Article:
    """The article of the pieces."""
    facts = draft.facts
    blocks = [piece for piece in done.pieces if isinstance(piece, Block)]
    shown = {role: [b.text for b in blocks if b.role is role] for role in Role}
    titles = shown[Role.TITLE]
    stamps = [stamp for text in shown[Role.DATELINE] if (stamp := dates.dateline(text)) is not None]
    beside = next((stamp.signed for stamp in stamps if stamp.signed), "")
    named = not beside or any(map(byline.names_person, shown[Role.BYLINE]))
    signed = (_signature(shown[Role.BYLINE]) if named else "") or facts.author or beside
    published = dates.settle(facts.published, stamps)
    return Article(
        title=titles[0] if titles else _head_title(facts) or _title_of(facts.alts, blocks),
        sections=_sections(done),
        source=done.tag or facts.site or metadata.outlet(host) or _paper(facts, shown) or None,
        published=published,
        byline=signed or None,
        url=url or facts.url,
        picture=facts.picture,
        incomplete=draft.incomplete,
        cuts=tuple(piece for piece in done.pieces if isinstance(piece, Cut)),
        metadata=tuple(piece for piece in done.pieces if isinstance(piece, Metadatum)),
        repairs=tuple(done.repairs),
    )


def _paper(facts: Facts, shown: dict[Role, list[str]]) -> str:
    """The paper named beside the title in the head of the page, or below the article."""
    papers = [byline.named_paper(text) for text in reversed(shown[Role.BYLINE])]
    return next((name for name in (metadata.site_beside(facts.name), *papers) if name), "")


_BODY = frozenset({Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE})


def _add(done: Pieces, block: Block, style: bool) -> None:
    """Add a block, repaired; its ``raw`` is kept where it says more than the text."""
    text, raw = block.text, block.original
    if block.role is Role.LIST_ITEM:
        text = text.lstrip(_BULLETS + " ") or text
    if block.role in _REPAIRED_ROLES:
        text, repairs = repair.mend(text, style)
        done.repairs += repairs
    same = text == raw.strip() or "".join(text.split()) == "".join(raw.split())
    done.pieces.append(replace(block, text=text, raw=None if same else raw))


def _take_tags(text: str, done: Pieces) -> str:
    """The lead without the agency and the place before it."""
    length = shape.agency(text)
    if length:
        name = _agency_name(text[:length])
        done.tag = "" if name.islower() else name
        done.pieces.append(Metadatum(text[:length].strip(), "source" if done.tag else "desk"))
        return text[length:]
    opening = one_style(text[:_PLACE_LENGTH])
    for (place,) in rows("places"):
        size = len(place)
        capitals = opening.startswith(place.upper()) and text[size + 1 : size + 2].islower()
        if (capitals or opening.startswith(place)) and text[size : size + 1].isupper():
            done.pieces.append(Metadatum(text[:size], "place"))
            return text[size:]
    return text


def _agency_name(tag: str) -> str:
    """The name in a tag: "(ĐCSVN) -", "TTO - ", "Hà Nội (TTXVN 5/6)"."""
    name = tag[tag.find("(") + 1 :].strip("() -–—:.")
    return re.sub(r"[\s,]+\d[\d/.]*$", "", name)


def _sections(done: Pieces) -> tuple[Section, ...]:
    sections: list[Section] = []
    heading: Block | None = None
    held: list[Block] = []
    for place, block in enumerate(done.pieces):
        if not isinstance(block, Block):
            continue
        if block.role is Role.HEADING and place not in done.inner:
            if held or heading is not None or not sections:
                sections.append(Section(heading, tuple(held)))
            heading, held = block, []
        else:
            held.append(block)
    sections.append(Section(heading, tuple(held)))
    return tuple(sections)


def _signature(texts: list[str]) -> str | None:
    """The writers among the bylines; else where the article was taken from."""
    if not texts:
        return None
    names: list[str] = []
    for text in reversed(texts):
        name = byline.bare_name(text)
        if byline.names_person(text) and not _named(name, names):
            names.insert(0, name)
    if names:
        return ", ".join(names)
    if len(texts) > 1 and byline.is_paper(texts[-1]) and (name := byline.told_by(texts[-2])):
        return name
    source = texts[-1]
    return source[1:-1] if source.startswith("(") and source.endswith(")") else source


def _named(name: str, names: list[str]) -> bool:
    """Whether a name is among others already, alone or beside another."""
    return any(name.casefold() in other.casefold() for other in names)


def _head_title(facts: Facts) -> str:
    """The title in the head of the page, unless it is the name of a file or of the paper."""
    title = metadata.without_site(facts.title)[-1] if facts.title else ""
    return title if shape.headline(title) and shape.count_words(title) > 3 else ""


def _told(alt: str, blocks: list[Block]) -> bool:
    """Whether the text of a picture is also its caption."""
    start = alt[:24].casefold()
    return any(b.role is Role.CAPTION and start in b.text.casefold() for b in blocks)


def _title_of(alts: list[str], blocks: list[Block]) -> str:
    """A title where the page shows none: the text its pictures share, else how the lead begins."""
    plain = [_PICTURE_NUMBER.sub("", alt) for alt in alts]
    for alt in plain:
        if shape.headline(alt) and (plain.count(alt) > 1 or not _told(alt, blocks)):
            return alt
    for block in blocks:
        if block.role in _BODY:
            words = block.text[:400].split()
            first = " ".join(words[:14])
            return first if len(words) <= 14 else first.rstrip(",;:. ") + "…"
    return ""
