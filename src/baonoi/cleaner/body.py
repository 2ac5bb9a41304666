"""Which container of a page holds the body, and which containers belong to the page's frame."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from baonoi.cleaner import byline, dates, shape, titles
from baonoi.cleaner.boxes import Boxes
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import frame
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_MAIN_SHARE = 0.35
"""The share of a page's running text that no part of its frame can hold."""
_DESCENT = 0.72
"""The share of its running text that a container's one child must hold to be the body instead."""
_PLAIN = frozenset({"p", "h1", "h2", "h3", "h4", "figure", "blockquote"})
_BLOCKS = frozenset("p li h2 h3 h4 h5 h6 blockquote td th dd dt pre".split())
"""Tags that hold a block of text."""
_DEEP = 4
"""Containers between such a block and that of the running text: a list, a table."""
_WHOLE = 3
"""Paragraphs that make an article of more than a teaser."""
_ITEM = 5
"""Blocks that one item of a list may have."""
_TEASER = 400
"""Characters that a teaser of another article may have."""
_ESSAY = 3
"""Framed pictures that make a photo essay, and how many come to one paragraph without a picture."""
_LONE = 0.4
"""What a paragraph counts that stands alone in its container."""


def judge_zones(candidates: list[Candidate], boxes: Boxes) -> Iterator[Decision]:
    """What stands in containers of the page's frame.

    A container that holds the page's title or a good part of its running text is no part of the
    frame, whatever its name: VnExpress calls its main column "sidebar-1".
    """
    held = [0.0] * len(boxes.parents)
    titled = [False] * len(boxes.parents)
    for candidate in candidates:
        if candidate.link < 0.5 and shape.prose(candidate.text):
            held[candidate.box] += len(candidate.text)
        if candidate.level == 1 and shape.headline(candidate.text):
            titled[candidate.box] = True
    for box in range(len(held) - 1, 0, -1):
        parent = boxes.parents[box]
        held[parent] += held[box]
        titled[parent] = titled[parent] or titled[box]
    most = _MAIN_SHARE * held[0]
    valid: list[Reason | None] = [None] * len(held)
    for box in range(1, len(held)):
        reason = boxes.reasons[box]
        if reason is not None and (titled[box] or (held[box] > most and held[box] > 0)):
            reason = None
        valid[box] = reason or valid[boxes.parents[box]]
    for n, candidate in enumerate(candidates):
        reason = valid[candidate.box]
        if reason is not None:
            yield Decision(n, reason, Rule.HIDDEN if reason is Reason.HIDDEN else Rule.FRAME)


def judge_lists(candidates: list[Candidate], boxes: Boxes) -> None:
    """Take the hint from blocks of a list's item that is a container for much more."""
    inside: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.hint is Role.LIST_ITEM:
            box = candidate.box
            while box and boxes.tags[box] != "li":
                box = boxes.parents[box]
            inside.setdefault(box, []).append(candidate)
    for members in inside.values():
        if len(members) > _ITEM:
            for candidate in members:
                candidate.hint = None


def find(candidates: list[Candidate], boxes: Boxes, title: str = "") -> tuple[int, int]:
    """The range of candidates inside the body's container; all where none stands out.

    Boxes of other articles inside it are given their reason, and so are whole articles: of several
    that follow each other the one with the title in the head of the page is read, else the first.
    """
    frame(candidates, _others(candidates, boxes, title))
    weights = _weights(candidates, boxes)
    parents = boxes.parents
    heaviest: list[int] = [0] * len(parents)
    for box in range(len(parents) - 1, 0, -1):
        weights[parents[box]] += weights[box]
        if weights[box] > weights[heaviest[parents[box]]] or not heaviest[parents[box]]:
            heaviest[parents[box]] = box
    node = 0
    while heaviest[node] and weights[heaviest[node]] >= _DESCENT * weights[node] > 0:
        if _leaf(heaviest[node], heaviest, boxes):
            break
        node = heaviest[node]
    node = _with_pictures(candidates, boxes, node)
    inside = boxes.inside(node)
    numbers = [n for n, c in enumerate(candidates) if inside[c.box]]
    _judge_frames(candidates, numbers, boxes)
    frame(candidates, _cards(candidates, numbers, boxes, node))
    _judge_places(candidates, numbers, boxes, node)
    return (numbers[0], numbers[-1] + 1) if numbers else (0, len(candidates))


def _others(candidates: list[Candidate], boxes: Boxes, title: str) -> Iterator[Decision]:
    """The whole articles that stand beside the one to be read."""
    heads = [n for n, c in enumerate(candidates) if _may_head(c)]
    if len(heads) < 2:
        return
    homes: dict[int, list[int]] = {}
    by_parent: dict[int, list[int]] = {}
    for one, other in pairwise(heads):
        shared, *parted = boxes.parted(candidates[one].box, candidates[other].box)
        for home, n in zip(parted, (one, other), strict=True):
            homes.setdefault(home, []).append(n)
            if home not in by_parent.setdefault(shared, []):
                by_parent[shared].append(home)
    for siblings in by_parent.values():
        if len(siblings) < 2:
            continue
        held = {home: _held(home, candidates, boxes) for home in siblings}
        inside = {home: [candidates[n] for n in held[home]] for home in siblings}
        whole = [h for h in siblings if _is_whole(inside[h]) and _is_apart(h, inside[h], boxes)]
        if len(whole) < 2:
            continue
        named = [h for h in whole if any(titles.alike(candidates[n].text, title) for n in homes[h])]
        for home in whole:
            if home != (named or whole)[0]:
                for n in held[home]:
                    yield Decision(n, Reason.RELATED, Rule.OTHER)


def _may_head(candidate: Candidate) -> bool:
    """Whether a heading may be the headline of an article."""
    return candidate.level == 1 and shape.headline(candidate.text)


def _held(home: int, candidates: list[Candidate], boxes: Boxes) -> list[int]:
    inside = boxes.inside(home)
    return [n for n, candidate in enumerate(candidates) if inside[candidate.box]]


def _is_whole(held: list[Candidate]) -> bool:
    """Whether it is an article with its text, not the teaser of one."""
    return sum(c.link < 0.5 and shape.prose(c.text) for c in held) >= _WHOLE


def _is_apart(home: int, held: list[Candidate], boxes: Boxes) -> bool:
    """Whether it is an article of its own, not a chapter: by its tag, or signed or dated itself."""
    if boxes.tags[home] == "article":
        return True
    return any(byline.is_byline(c.text) or dates.dateline(c.text) is not None for c in held)


def _with_pictures(candidates: list[Candidate], boxes: Boxes, body: int) -> int:
    """The container of the body, with the framed pictures of a photo essay that stand around it."""
    parents = boxes.parents
    shared: dict[int, int] = {}
    for candidate in candidates:
        home = parents[candidate.box]
        shared[home] = shared.get(home, 0) + 1
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        home = parents[c.box]
        if c.pictured and c.reason is None and c.link < 0.5 and not c.level and shared[home] == 1:
            groups.setdefault(parents[home], []).append(c)
    if not groups:
        return body
    around, framed = max(groups.items(), key=lambda group: len(group[1]))
    inside = boxes.inside(body)
    told = sum(inside[c.box] and shape.prose(c.text) for c in candidates)
    if inside[around] or len(framed) < _ESSAY or len(framed) < _ESSAY * told:
        return body
    for candidate in framed:
        candidate.hint = candidate.hint or Role.CAPTION
    return around if boxes.inside(around)[body] else boxes.parted(body, around)[0]


def _judge_frames(candidates: list[Candidate], numbers: list[int], boxes: Boxes) -> None:
    """Find the captions of a photo essay: each picture shares a container with its text alone."""
    shared: dict[int, int] = {}
    for n in numbers:
        home = boxes.parents[candidates[n].box]
        shared[home] = shared.get(home, 0) + 1
    live = [candidates[n] for n in numbers if candidates[n].reason is None]
    framed = [c for c in live if c.pictured and shared[boxes.parents[c.box]] == 1 and not c.level]
    prose = [c for c in live if c.link < 0.5 and shape.prose(c.text)]
    loose = len(prose) - sum(c in framed for c in prose)
    if len(framed) >= _ESSAY and len(framed) >= _ESSAY * loose:
        for candidate in framed:
            candidate.hint = candidate.hint or Role.CAPTION


def _cards(
    candidates: list[Candidate], numbers: list[int], boxes: Boxes, body: int
) -> Iterator[Decision]:
    """The children of the body that are cards of other articles: a linked headline, a teaser."""
    item_of = [0] * len(boxes.parents)
    for box in range(body + 1, len(item_of)):
        parent = boxes.parents[box]
        item_of[box] = box if parent == body else item_of[parent]
    items: dict[int, list[int]] = {}
    for n in numbers:
        if item_of[candidates[n].box]:
            items.setdefault(item_of[candidates[n].box], []).append(n)
    for item, held in items.items():
        members = [candidates[n] for n in held]
        if boxes.tags[item] in _PLAIN or any(c.level == 1 for c in members):
            continue
        linked = [c for c in members if c.link > 0.8 and c.hint is not Role.CAPTION]
        told = [c for c in members if c.link < 0.5 and shape.prose(c.text)]
        if not any(shape.count_words(c.text) > 3 for c in linked):
            continue
        if len(told) <= len(linked) and sum(len(c.text) for c in told) <= _TEASER * len(linked):
            for n in held:
                yield Decision(n, Reason.RELATED, Rule.CARD)


def _judge_places(candidates: list[Candidate], numbers: list[int], boxes: Boxes, body: int) -> None:
    """Mark what stands beside the running text, whatever it looks like itself."""
    inner: dict[int, int] = {}
    for n in numbers:
        inner[candidates[n].box] = inner.get(candidates[n].box, 0) + 1
    held: dict[int, list[int]] = {}
    tags: set[str] = set()
    live = [n for n in numbers if candidates[n].reason is None and candidates[n].link < 0.5]
    prose = [n for n in live if not candidates[n].level and shape.prose(candidates[n].text)]
    for n in prose or [n for n in live if shape.count_words(candidates[n].text) > 3]:
        box = candidates[n].box
        home = box if inner[box] > 1 else boxes.parents[box]
        held.setdefault(home, []).append(len(candidates[n].text))
        tags.add(boxes.tags[box])
    if not held:
        return
    most = max(held, key=lambda home: sum(held[home]))
    homes = {home for home, sizes in held.items() if len(sizes) > 1} | {most}
    if sum(boxes.parents[home] == body for home in held) > 1:
        homes |= {home for home in range(len(boxes.tags)) if boxes.parents[home] == body}
    for n in numbers:
        candidate = candidates[n]
        box = candidate.box
        if candidate.reason is not None or candidate.link >= 0.5:
            continue
        if box in homes or (boxes.tags[box] in tags and boxes.parents[box] in homes):
            candidate.beside = True
        elif boxes.tags[box] in _BLOCKS:
            for _ in range(_DEEP):
                box = boxes.parents[box]
                if box in homes:
                    candidate.beside = True
                    break


def _weights(candidates: list[Candidate], boxes: Boxes) -> list[float]:
    """The running text that each container holds itself; more where paragraphs stand together."""
    weights = [0.0] * len(boxes.parents)
    homes = [
        boxes.parents[c.box]
        if c.reason is None and c.link < 0.5 and not c.level and shape.prose(c.text)
        else -1
        for c in candidates
    ]
    met: dict[int, int] = {}
    for home in homes:
        if home >= 0:
            met[home] = met.get(home, 0) + 1
    for candidate, home in zip(candidates, homes, strict=True):
        if home >= 0:
            weights[candidate.box] += len(candidate.text) * (1.0 if met[home] > 1 else _LONE)
    return weights


def _leaf(box: int, heaviest: list[int], boxes: Boxes) -> bool:
    return not heaviest[box] and boxes.tags[box] in {"p", "li", "h2", "h3", "blockquote", "td"}
