"""What stands around the lines of a paste: the evidence for the state of each.

Every feature is a name; ``weights.tsv`` says what it speaks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import accumulate

from baonoi.cleaner import region, roles, shape
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.sequence.bars import bars
from baonoi.cleaner.sequence.look import LENGTHS, Look, bucket, content, look
from baonoi.cleaner.sequence.states import State
from baonoi.model import Role

_EDGES = " .…>»-"
_GAP = 7
"""Lines without running text that may stand inside a body."""
_ABOVE, _BELOW = 60, 24
"""Lines above and below the running text that are weighed at least."""
_SURE = 3
"""Lines of a page's frame that must stand among those that are not weighed."""
_LONG = 250
"""Characters of the one paragraph of a photo essay's part."""
_MANY = 4
"""Captions that make a part of a photo essay."""
_SIDES = 8
"""Lines in which a page's frame is looked for on both sides."""
_CELLS = 3
"""The same for the cells of a table."""
_FORMS = frozenset({Reason.AGE, Reason.COUNTER, Reason.MARK})
_LABELS = frozenset(
    {
        *(Reason.COMMENTS, Reason.RELATED, Reason.SHARE, Reason.LOGIN),
        *(Reason.TAGS, Reason.IMPRINT, Reason.POLL, Reason.PLAYER),
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the states of a paste's lines, and against.

    Menus far above the running text and lists far below it are a page's frame and are not weighed.
    """

    first: int
    """The line that the first of what follows belongs to."""
    features: list[list[str]]
    looks: list[Look]
    barred: list[Collection[State]]
    """The states that a line cannot have."""
    dear: list[bool]
    """Whether it would be a loss not to say a line that belongs: running text without a credit."""


def gather(candidates: list[Candidate]) -> Evidence:
    """The evidence of a whole paste."""
    whole = [look(candidate.text) for candidate in candidates]
    low, high = _running(whole)
    first, end = _window(whole, low, high)
    looks = whole[first:end]
    features = [list(one.shapes) for one in looks]
    _repeats(features, looks, whole)
    low, high = (low - first, high - first) if low >= 0 else (low, high)
    _neighbours(features, looks)
    _places(features, looks, low, high)
    _echoes(features, looks)
    _subjects(features, looks, low, high)
    _labels(features, looks)
    _runs(features, looks)
    _surroundings(features, looks)
    _rules(features, candidates[first:end], looks)
    essay = _essay(looks, low, high)
    for n in essay:
        features[n].extend(("essay", f"essay|{looks[n].kind}"))
    dear = [n not in essay and (one.prose or one.kind == "sentence") for n, one in enumerate(looks)]
    return Evidence(first, features, looks, bars(looks, whole, low, high), dear)


def _window(looks: list[Look], low: int, high: int) -> tuple[int, int]:
    """The lines that may be of the article: those beyond are a page's frame all around."""
    if low < 0:
        return 0, len(looks)
    framed = sum(one.chrome for one in looks[: max(0, low - _ABOVE)]) >= _SURE
    first = max(0, low - _ABOVE) if framed else 0
    end, shown = high + 1, 0
    while end < len(looks) and not (end > high + _BELOW and shown >= _SURE):
        shown += looks[end].chrome
        end += 1
    return first, end


def _neighbours(features: list[list[str]], looks: list[Look]) -> None:
    kinds = ["^^", "^", *(one.kind for one in looks), "$", "$$"]
    for n, found in enumerate(features):
        pp, p, k, f, ff = kinds[n : n + 5]
        if n + 1 < len(looks):
            found.append(f"nextlen{bucket(looks[n + 1].size, LENGTHS)}|{k}")
        if n:
            found.append(f"lastlen{bucket(looks[n - 1].size, LENGTHS)}|{k}")
        found += (f"pp={pp}", f"nn={ff}", f"{p}>{k}", f"{k}<{f}", f"{p}>{k}<{f}")


def _running(looks: list[Look]) -> tuple[int, int]:
    """The first and the last line of the running text that can only be the article's.

    The heaviest of the stretches between menus and labels that close an article; a stretch below
    such a label counts less, since readers comment at length. (-1, -1) where nothing runs.
    """
    best = (0.0, -1, -1)
    weight, start, last, closed = 0.0, -1, -1, False
    for n, one in enumerate(looks):
        if one.kind in {"COMMENTS!", "IMPRINT!"} and start >= 0:
            closed = True
            last = -_GAP * 2
        if not one.prose:
            continue
        if start < 0 or n - last > _GAP + 1:
            weight, start = 0.0, n
        beside = 1.0 if n - last <= 2 else 0.5
        weight += min(one.size, 600) * beside * (0.3 if closed else 1.0)
        last = n
        if weight > best[0]:
            best = (weight, start, n)
    return best[1], best[2]


def _places(features: list[list[str]], looks: list[Look], low: int, high: int) -> None:
    total = len(looks)
    spoken = [one.prose for one in looks]
    held = [one.size if one.prose and low <= n <= high else 0 for n, one in enumerate(looks)]
    whole = sum(held) or 1
    behind = 0
    nearest_back = 99
    distance = [0] * total
    nearest = 99
    for n in range(total - 1, -1, -1):
        distance[n] = nearest
        nearest = 1 if spoken[n] else min(nearest + 1, 99)
    for n, found in enumerate(features):
        kind = looks[n].kind
        ahead = whole - behind - held[n]
        if low < 0:
            where = "none"
        elif n < low:
            where = f"up{bucket(low - n, (1, 2, 3, 4, 6, 10, 16, 30))}"
        elif n > high:
            where = f"down{bucket(n - high, (1, 2, 3, 4, 6, 10, 16, 30))}"
        else:
            where = "in0" if n == low else "in9" if n == high else "in"
        side = where.rstrip("0123456789")
        found += (f"{where}at|{kind}", f"{side}|{kind}")
        if side == "in":
            found.append(f"behind{bucket(behind / whole, (0, 0.1, 0.3, 0.7, 0.9))}")
            found.append(f"ahead{bucket(ahead / whole, (0, 0.1, 0.3, 0.7, 0.9))}")
        behind += held[n]
        near = bucket(distance[n], (1, 2, 3, 5, 8, 15))
        back = bucket(nearest_back, (1, 2, 3, 5, 8, 15))
        found.append(f"gap{back}:{near}")
        if n < 3:
            found.append(f"at{n}")
        nearest_back = 1 if spoken[n] else min(nearest_back + 1, 99)
    if features:
        features[-1].append("last")


def _repeats(features: list[list[str]], looks: list[Look], whole: list[Look]) -> None:
    counts = Counter(one.folded.strip(_EDGES) for one in whole)
    seen: set[str] = set()
    for found, one in zip(features, looks, strict=True):
        text = one.folded.strip(_EDGES)
        if counts[text] > 1:
            way = "twice" if text in seen else "again"
            wide = one.kind in {"headline", "sentence", "prose"}
            found.append(way + ("+" if wide else ""))
            found.append(f"{way}|{one.kind}")
        seen.add(text)


def _echoes(features: list[list[str]], looks: list[Look]) -> None:
    """Whether a short line stands word for word in running text near: a heading or a pull quote."""
    for n, one in enumerate(looks):
        if one.prose or one.family is not None or not 20 <= one.size <= 250:
            continue
        text = one.folded.strip("\"“”‘’' .…")
        for m in (n + 1, n + 2, n - 1, n - 2):
            if 0 <= m < len(looks) and looks[m].prose and text in looks[m].folded:
                features[n].append("echo" + ("ahead" if m > n else "back"))
                break


def _subjects(features: list[list[str]], looks: list[Look], low: int, high: int) -> None:
    """How many of a short line's words the running text has as well."""
    if low < 0:
        return
    running = (looks[n] for n in range(low, high + 1) if looks[n].prose)
    vocabulary = frozenset().union(*(content(one.text) for one in running))
    first = content(looks[low].text)
    for n, one in enumerate(looks):
        if not 12 <= one.size <= 250 or one.family is not None:
            continue
        words = content(one.text)
        if len(words) < 3:
            continue
        share = len(words & vocabulary) / len(words)
        side = "a" if n < low else "z" if n > high else "m"
        features[n].append(f"subject{side}{bucket(share, (0.2, 0.35, 0.5, 0.65, 0.8, 0.95))}")
        if n < low:
            common = len(words & first) / len(words)
            features[n].append(f"lead{bucket(common, (0.1, 0.25, 0.4, 0.6))}")


def _essay(looks: list[Look], low: int, high: int) -> set[int]:
    """The short lines of a photo essay: in each part one long paragraph and then captions."""
    parts: list[list[int]] = []
    for n in range(max(low, 1), high + 1):
        if looks[n].prose and looks[n].size >= _LONG and not looks[n - 1].prose:
            parts.append([n])
        elif parts:
            parts[-1].append(n)
    found: list[list[int]] = []
    for first, *rest in parts:
        short = [n for n in rest if looks[n].size <= 0.75 * looks[first].size]
        size = sum(looks[n].size for n in short)
        told = sum(shape.sentences(looks[n].text) for n in short)
        brief = size <= 0.5 * len(short) * looks[first].size and told <= 1.7 * len(short)
        if len(short) >= _MANY and brief:
            found.append(short)
    return {n for short in found for n in short} if len(found) > 1 else set()


def _labels(features: list[list[str]], looks: list[Look]) -> None:
    """Which label of a box or a form stood last above, and how far."""
    label, away = "", 0
    for n, one in enumerate(looks):
        if label and away <= 16:
            far = bucket(away, (1, 2, 4, 8))
            features[n].append(f"under{label}{far}")
            features[n].append(f"under{label}|{one.kind}")
        if one.labels and one.family is not None:
            label, away = one.family.name, 0
        if one.prose:
            away += 2
        away += 1
    label, away = "", 99
    for n in range(len(looks) - 1, -1, -1):
        if away <= 8:
            features[n].append(f"over{label}{bucket(away, (1, 2, 4))}")
        family = looks[n].family
        if family in _LABELS and family is not None:
            label, away = family.name, 0
        away += 1


def _rules(features: list[list[str]], candidates: list[Candidate], looks: list[Look]) -> None:
    """What the rules for marked pages make of the lines, one after another."""
    draft = Draft(candidates)
    if not region.bound(draft):
        return
    roles.assign(draft)
    said = ["^"]
    for n, verdict in enumerate(draft.verdicts):
        if n < draft.first:
            said.append("above")
        elif n > draft.last:
            said.append("below")
        else:
            said.append(verdict.value if isinstance(verdict, Role) else "junk")
    said.append("$")
    for n, (found, one) in enumerate(zip(features, looks, strict=True)):
        before, here, after = said[n : n + 3]
        found += (f"r={here}", f"r={here}|{one.kind}", f"r={before}>{here}", f"r={here}<{after}")


def _surroundings(features: list[list[str]], looks: list[Look]) -> None:
    """How many lines of a page's frame, dates and cells with figures stand around."""
    frame = _sums(one.chrome or one.family in _FORMS for one in looks)
    dates = _sums(one.kind == "date" for one in looks)
    cells = _sums("figures" in one.shapes for one in looks)
    total = len(looks)
    for n, (found, one) in enumerate(zip(features, looks, strict=True)):
        back = frame[n] - frame[max(0, n - _SIDES)]
        ahead = frame[min(total, n + 1 + _SIDES)] - frame[n + 1]
        found.append(f"frame{bucket(back, (0, 2))}:{bucket(ahead, (0, 2))}|{one.kind}")
        dated = dates[min(total, n + 4)] - dates[max(0, n - 3)]
        if dated:
            found.append(f"dates{'list' if dated > 1 else 'one'}|{one.kind}")
        above = cells[n] - cells[max(0, n - _CELLS)]
        below = cells[min(total, n + 1 + _CELLS)] - cells[n + 1]
        if above or below:
            found.append(f"cells{bucket(above, (0, 2))}:{bucket(below, (0, 2))}|{one.kind}")
    if total:
        features[0].append(f"whole{bucket(frame[total], (0, 3))}")


def _sums(flags: Iterable[bool]) -> list[int]:
    """How many flags are set before each place."""
    return [0, *accumulate(map(int, flags))]


def _runs(features: list[list[str]], looks: list[Look]) -> None:
    """How long a run of lines of one shape a line stands in."""
    n = 0
    total = len(looks)
    groups = {"menu": "m", "section": "m", "MENU": "m", "headline": "h", "sentence": "s"}
    while n < total:
        group = groups.get(looks[n].kind)
        m = n + 1
        while m < total and groups.get(looks[m].kind) == group:
            m += 1
        if group is not None:
            size = bucket(m - n, (1, 2, 3, 5, 9))
            for inside in range(n, m):
                features[inside].append(f"run{group}{size}")
            features[n].append(f"top{group}{size}")
        n = m
