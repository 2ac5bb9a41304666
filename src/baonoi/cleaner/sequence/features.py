"""What a line of a paste looks like, alone and among the others: the evidence for its state."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from baonoi.cleaner import byline, captions, dates, junk, shape
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.sequence.states import State
from baonoi.model import Role

_SYLLABLE = re.compile(r"\w+")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)/]|[a-eđ]\)|[IVX]{1,4}[.)]|(?:Bước|Bài|Phần|Kỳ) \d)\s*\S?")
_AGED = re.compile(r"\((?:\d+ (?:phút|giờ|ngày) trước|\d{1,2}/\d{1,2}/\d{4})\)$|\d{4}$")
_LIKES = re.compile(r"(?:thích|trả lời|like|reply|phản hồi)\b.{0,20}$", re.IGNORECASE)
_RARE = frozenset("và của các có là trong một với được không người đã để những cho ở về khi".split())
"""Words too common to tell what a text is about."""
_LENGTHS = (12, 28, 45, 60, 80, 105, 130, 200, 420)
_DATED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[:h]\d{2}\b")
_LABELLED = re.compile(r"[^\W\d_][\w ]{1,24}: ?\S")
_GAP = 7
"""Lines without running text that may stand inside a body."""
_FRAME = frozenset({"COMMENTS", "RELATED", "SHARE", "LOGIN", "TAGS", "IMPRINT", "POLL", "PLAYER"})


def bucket(value: float, bounds: tuple[float, ...]) -> int:
    """How many of the bounds a value exceeds."""
    return sum(value > bound for bound in bounds)


@dataclass(slots=True)
class Look:
    """What one line looks like by itself."""

    kind: str
    """The coarse class: a family of junk, or date, credit, byline, prose, sentence, headline …"""
    own: list[str]
    size: int
    family: str = ""
    chrome: bool = False
    """Whether only the frame of a page has such a line."""
    prose: bool = False


def look(text: str) -> Look:
    """The evidence that a line is by itself."""
    size = len(text)
    words = shape.count_words(text)
    known = junk.family(text)
    found = Look("", [], size)
    own = found.own
    prose = known is None and shape.prose(text)
    found.prose = prose
    stops = shape.ends_sentence(text)
    if known is not None:
        found.family = known[0].name
        found.kind = found.family + ("!" if known[1] is not Effect.NONE else "")
        found.chrome = found.family in _FRAME or (known[0].name == "MENU")
    elif dates.dateline(text) is not None:
        found.kind = "date"
    elif shape.teaser(text):
        found.kind = "teaser"
        found.chrome = True
    elif junk.link_line(text) or junk.series_line(text):
        found.kind = "link"
        found.chrome = True
    elif captions.credited(text):
        found.kind = "credit"
    elif shape.section_name(text):
        found.kind = "section"
        found.chrome = True
    elif prose:
        found.kind = "prose"
    elif byline.is_byline(text):
        found.kind = "person" if byline.is_person(text) else "byline"
    elif stops and words >= 4:
        found.kind = "sentence"
    elif shape.menu(text):
        found.kind = "menu"
    elif shape.headline(text):
        found.kind = "headline"
    else:
        found.kind = "other"
    own.append(f"len{bucket(size, _LENGTHS)}")
    own.append(f"words{bucket(words, (1, 2, 4, 7, 11, 16, 25))}")
    last = text.rstrip("\"'”’»)] ")[-1:]
    own.append("end" + (last if last in ".!?:,;…" else "0" if last.isdigit() else "a"))
    first = text[:1]
    own.append(
        "first"
        + (
            "A"
            if first.isupper()
            else "a"
            if first.islower()
            else "0"
            if first.isdigit()
            else "q"
            if first in "\"“'‘«"
            else first
            if first in "-–*•+>»(["
            else "x"
        )
    )
    if _NUMBERED.match(text):
        own.append("numbered")
    if size > 3 and text.isupper():
        own.append("capitals")
    if text.isascii() and size > 14:
        own.append("ascii")
    commas = text.count(",")
    if commas >= 3 and not stops and commas * 4 > words:
        own.append("commas")
    if "|" in text or "›" in text or " » " in text:
        own.append("bars")
    if _LABELLED.match(text):
        own.append("label:")
    if words <= 4 and last == ":":
        own.append("colon4")
    if size <= 120 and _DATED.search(text):
        own.append("dated")
        own.append("dated" + found.kind)
    if 4 <= words <= 30 and not found.family:
        opening = _SYLLABLE.match(text.casefold())
        if opening is not None:
            own.append("word=" + opening[0])
    if shape.agency(text):
        own.append("agency")
    if _AGED.search(text):
        own.append("aged")
    if _LIKES.search(text):
        own.append("likes")
    if size > 40:
        own.append(f"sentences{bucket(shape.sentences(text), (1, 2, 4))}")
    if size <= 200 and not prose:
        own.extend(captions.cues(text))
        if byline.is_labelled(text):
            own.append("signed")
        if byline.signs_within(text):
            own.append("signs")
    return found


@dataclass(slots=True)
class Evidence:
    """The features of every line, and which lines bear witness that they are a page's frame."""

    features: list[list[str]]
    looks: list[Look]
    barred: list[tuple[State, ...]] = field(default_factory=list)
    """The states that a line cannot have, for want of positive evidence."""


def gather(candidates: list[Candidate]) -> Evidence:
    """The evidence of a whole paste."""
    texts = [candidate.text for candidate in candidates]
    cache: dict[str, Look] = {}
    looks: list[Look] = []
    for text in texts:
        found = cache.get(text)
        if found is None:
            found = cache[text] = look(text)
        looks.append(found)
    features = [[f"k={one.kind}", *one.own] for one in looks]
    _neighbours(features, looks)
    low, high = _cluster(looks)
    _places(features, looks, low, high)
    _repeats(features, texts, looks)
    _subjects(features, texts, looks, low, high)
    _echoes(features, texts, looks)
    _labels(features, looks)
    _runs(features, looks)
    _surroundings(features, looks)
    _rules(features, candidates, looks)
    return Evidence(features, looks, _bars(texts, looks, low, high))


def _neighbours(features: list[list[str]], looks: list[Look]) -> None:
    kinds = ["^^", "^", *(one.kind for one in looks), "$", "$$"]
    for n, found in enumerate(features):
        pp, p, k, f, ff = kinds[n : n + 5]
        if n + 1 < len(looks):
            found.append(f"nextlen{bucket(looks[n + 1].size, _LENGTHS)}|{k}")
        if n:
            found.append(f"lastlen{bucket(looks[n - 1].size, _LENGTHS)}|{k}")
        found.extend(
            (f"p={p}", f"n={f}", f"pp={pp}", f"nn={ff}", f"{p}>{k}", f"{k}<{f}", f"{p}>{k}<{f}")
        )


def _cluster(looks: list[Look]) -> tuple[int, int]:
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
        found.extend((where + "at", f"{where}at|{kind}", f"{side}|{kind}", side))
        if side == "in":
            found.append(f"behind{bucket(behind / whole, (0, 0.1, 0.3, 0.7, 0.9))}")
            found.append(f"ahead{bucket(ahead / whole, (0, 0.1, 0.3, 0.7, 0.9))}")
        behind += held[n]
        near = bucket(distance[n], (1, 2, 3, 5, 8, 15))
        back = bucket(nearest_back, (1, 2, 3, 5, 8, 15))
        found.append(f"next{near}")
        found.append(f"back{back}")
        found.append(f"gap{back}:{near}")
        if n < 3:
            found.append(f"at{n}")
        nearest_back = 1 if spoken[n] else min(nearest_back + 1, 99)
    if features:
        features[-1].append("last")


def _repeats(features: list[list[str]], texts: list[str], looks: list[Look]) -> None:
    folded = [text.casefold().strip(" .…>»-") for text in texts]
    counts = Counter(folded)
    seen: set[str] = set()
    for n, text in enumerate(folded):
        if counts[text] > 1:
            way = "twice" if text in seen else "again"
            wide = looks[n].kind in {"headline", "sentence", "prose"}
            features[n].append(way + ("+" if wide else ""))
            features[n].append(f"{way}|{looks[n].kind}")
        seen.add(text)


def _echoes(features: list[list[str]], texts: list[str], looks: list[Look]) -> None:
    """Whether a short line stands word for word in running text near: a heading or a pull quote."""
    for n, one in enumerate(looks):
        if one.prose or one.family or not 20 <= one.size <= 250:
            continue
        text = texts[n].strip("\"“”‘’' .…").casefold()
        for m in (n + 1, n + 2, n - 1, n - 2):
            if 0 <= m < len(looks) and looks[m].prose and text in texts[m].casefold():
                features[n].append("echo" + ("ahead" if m > n else "back"))
                break


def _subjects(
    features: list[list[str]], texts: list[str], looks: list[Look], low: int, high: int
) -> None:
    """How many of a short line's words the running text has as well."""
    if low < 0:
        return
    vocabulary: Counter[str] = Counter()
    for n in range(low, high + 1):
        if looks[n].prose:
            vocabulary.update(set(_SYLLABLE.findall(texts[n].casefold())) - _RARE)
    first = set(_SYLLABLE.findall(texts[low].casefold())) - _RARE
    for n, text in enumerate(texts):
        if looks[n].size < 12 or looks[n].size > 250 or looks[n].family:
            continue
        words = set(_SYLLABLE.findall(text.casefold())) - _RARE
        if len(words) < 3:
            continue
        share = sum(word in vocabulary for word in words) / len(words)
        side = "a" if n < low else "z" if n > high else "m"
        features[n].append(f"subject{side}{bucket(share, (0.2, 0.35, 0.5, 0.65, 0.8, 0.95))}")
        if n < low:
            common = len(words & first) / len(words)
            features[n].append(f"lead{bucket(common, (0.1, 0.25, 0.4, 0.6))}")


def _labels(features: list[list[str]], looks: list[Look]) -> None:
    """Which label of a box or a form stood last above, and how far."""
    label, away = "", 0
    for n, one in enumerate(looks):
        if label and away <= 16:
            far = bucket(away, (1, 2, 4, 8))
            features[n].append(f"under{label}{far}")
            features[n].append(f"under{label}|{one.kind}")
        if one.kind.endswith("!"):
            label, away = one.family, 0
        if one.prose:
            away += 2
        away += 1
    label, away = "", 99
    for n in range(len(looks) - 1, -1, -1):
        if away <= 8:
            features[n].append(f"over{label}{bucket(away, (1, 2, 4))}")
        if looks[n].family in _FRAME:
            label, away = looks[n].family, 0
        away += 1


def _rules(features: list[list[str]], candidates: list[Candidate], looks: list[Look]) -> None:
    """What the rules for marked pages make of the lines, one after another."""
    from baonoi.cleaner import region, roles
    from baonoi.cleaner.draft import Draft

    draft = Draft([Candidate(candidate.text) for candidate in candidates])
    if not region.bound(draft):
        return
    roles.assign(draft)
    said = []
    for n, verdict in enumerate(draft.verdicts):
        if n < draft.first:
            said.append("above")
        elif n > draft.last:
            said.append("below")
        else:
            said.append(verdict.value if isinstance(verdict, Role) else "junk")
    around = ["^", *said, "$"]
    for n, found in enumerate(features):
        before, here, after = around[n : n + 3]
        found.extend((f"r={here}", f"r={here}|{looks[n].kind}"))
        found.extend((f"r={before}>{here}", f"r={here}<{after}"))


def _surroundings(features: list[list[str]], looks: list[Look]) -> None:
    """How many lines of a page's frame stand around, and whether the text marks its captions."""
    frame = [one.chrome or one.family in {"AGE", "COUNTER", "MARK"} for one in looks]
    near = 8
    total = len(looks)
    credits = bucket(sum(one.kind == "credit" for one in looks), (0, 1, 3))
    for n, found in enumerate(features):
        back = sum(frame[max(0, n - near) : n])
        ahead = sum(frame[n + 1 : n + 1 + near])
        found.append(f"frameback{bucket(back, (0, 1, 3, 5))}")
        found.append(f"frameahead{bucket(ahead, (0, 1, 3, 5))}")
        found.append(f"frame{bucket(back, (0, 2))}:{bucket(ahead, (0, 2))}|{looks[n].kind}")
        if looks[n].kind in {"headline", "sentence", "menu", "other", "byline", "credit"}:
            found.append(f"credits{credits}|{looks[n].kind}")
        dates = [m for m in range(max(0, n - 3), min(total, n + 4)) if looks[m].kind == "date"]
        if dates:
            alone = "list" if len(dates) > 1 else "one"
            found.append(f"dates{alone}|{looks[n].kind}")
    if total:
        features[0].append(f"whole{bucket(sum(frame), (0, 3))}")


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


_S = State
_ARTICLE = (_S.TITLE, _S.LEAD, _S.PARAGRAPH, _S.HEADING, _S.CAPTION, _S.HEAD_CAPTION)
_SIGNED = (_S.BYLINE, _S.HEAD_BYLINE)
_DATES = (_S.TOP_DATE, _S.HEAD_DATE, _S.DATE)
_CELLS = frozenset({"COUNTER", "AGE"})
"""Families that the cells of a table may look like."""
_HEAD = 25
"""Lines that may stand between a title and the running text."""
_FEW = 2
"""Lines of a page's frame without which a text has none."""
_NEAR = 6
"""Lines that a box of other articles may hold behind its label."""


def _bars(texts: list[str], looks: list[Look], low: int, high: int) -> list[tuple[State, ...]]:
    """The states that no line may have against its shape, or without evidence that it is junk."""
    counts = Counter(text.casefold() for text in texts)
    witness = [
        one.chrome
        or one.family not in {"", "COUNTER", "MARK"}
        or (counts[text.casefold()] > 1 and one.size > 20 and not one.prose)
        for one, text in zip(looks, texts, strict=True)
    ]
    total = len(texts)
    last_witness = max((n for n in range(total) if witness[n]), default=-1)
    framed = sum(witness) >= _FEW
    runs_on = _runs_on(looks, witness, high)
    bars: list[tuple[State, ...]] = []
    labelled = 99
    for n, (one, text) in enumerate(zip(looks, texts, strict=True)):
        barred = _shape_bars(one, text)
        if one.family == "IMPRINT" and n > high:
            barred += (_S.PARAGRAPH,)
        shown = witness[n]
        listed = one.kind == "headline" and any(
            0 <= m < total and looks[m].kind == "headline" for m in (n - 1, n + 1)
        )
        if not (shown or listed):
            barred += (_S.BOX_START,)
        if one.prose and not shown and labelled > 2 * _NEAR:
            barred += (_S.BOX,)
        if (one.prose or one.size > 100) and not shown:
            barred += (_S.HEAD_JUNK,)
        if n > last_witness or runs_on[n]:
            barred += (_S.AFTER_START,)
        if not shown and not listed and (labelled > 2 * _NEAR):
            barred += (_S.HEAD_JUNK,)
        if not framed or (one.prose and not shown and not text.isupper()):
            barred += (_S.BEFORE,)
        if low - n > _HEAD:
            barred += (_S.TITLE,)
        if n <= low + 1:
            barred += (_S.AFTER_START, _S.AFTER)
        if low >= 0 and n > low:
            barred += (_S.BEFORE, _S.TOP_DATE)
        labelled = 0 if one.kind.endswith("!") else labelled + 1
        bars.append(barred)
    return bars


def _runs_on(looks: list[Look], witness: list[bool], high: int) -> list[bool]:
    """Whether the running text goes on after a line with too little of a frame between."""
    flags = [False] * len(looks)
    goes_on = False
    shown = 0
    for n in range(len(looks) - 1, -1, -1):
        one = looks[n]
        if one.prose and not witness[n]:
            goes_on, shown = True, 0
        elif witness[n]:
            shown += 2 if one.kind in {"RELATED!", "COMMENTS!", "teaser"} else 1
        flags[n] = goes_on and shown < (2 if n < high else 1)
    return flags


def _shape_bars(one: Look, text: str) -> tuple[State, ...]:
    if one.family in _CELLS:
        return (_S.TITLE, _S.LEAD, _S.HEADING, _S.CAPTION, _S.HEAD_CAPTION, *_SIGNED)
    if one.family == "IMPRINT":
        return (*(s for s in _ARTICLE if s is not _S.PARAGRAPH), *_SIGNED, *_DATES)
    if one.family or one.kind in {"teaser", "link"}:
        return (*_ARTICLE, *_SIGNED, *_DATES)
    if one.kind == "date":
        return (*_ARTICLE, *_SIGNED)
    barred: tuple[State, ...] = () if "dated" in one.own else _DATES
    stops = "end." in one.own
    if (
        not 5 <= one.size <= 250
        or text[:1].islower()
        or text.endswith((":", ";", ","))
        or one.kind == "section"
        or " " not in text
    ):
        barred += (_S.TITLE,)
    if not (one.kind in {"byline", "person"} or "signed" in one.own or "signs" in one.own):
        barred += _SIGNED
    if one.size > 200 or (one.prose and one.size > 130) or (stops and one.size > 60):
        barred += (_S.HEADING,)
    if text.startswith(("- ", "– ", "+ ", "• ", "* ")):
        barred += (_S.HEADING, _S.CAPTION, _S.HEAD_CAPTION)
    if one.size > 320 and one.kind != "credit":
        barred += (_S.CAPTION, _S.HEAD_CAPTION)
    if one.kind == "section":
        barred += (_S.LEAD, _S.PARAGRAPH, _S.CAPTION, *_SIGNED)
    if one.size < 40:
        barred += (_S.LEAD,)
    return barred
