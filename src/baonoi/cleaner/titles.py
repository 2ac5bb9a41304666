"""Which candidate is the title."""

from __future__ import annotations

from collections import Counter

from baonoi.cleaner import byline, captions, dates, junk, metadata, shape
from baonoi.cleaner.draft import Draft
from baonoi.model import Role

_ABOVE = 14
_ALIKE = 0.8
"""The share of words that a title and the one in the head of the page must have in common."""
_AKIN = 0.25
"""The same of a headline and the title that was made of it for search engines."""


def marked(draft: Draft, low: int, high: int) -> int:
    """The title by its markup or by what the head of the page says; -1 where neither tells.

    ``low`` and ``high`` bound the body's container: the title stands above its end.
    """
    wanted = draft.facts.title
    forms = {form.casefold() for form in metadata.without_site(wanted)} if wanted else set()
    exact: list[tuple[bool, int]] = []
    alike: list[tuple[float, int]] = []
    first: list[int] = []
    second: list[int] = []
    words = _bag(wanted)
    for n in range(high):
        candidate = draft.candidates[n]
        if candidate.reason is not None and candidate.level != 1:
            continue
        text = candidate.text
        if text.casefold() in forms and shape.count_words(text) > 1:
            exact.append((candidate.level != 1, n))
        elif (
            wanted and candidate.level in {1, 2} and (share := _overlap(words, _bag(text))) > _ALIKE
        ):
            alike.append((-share, n))
        if candidate.hint is Role.LEAD or (candidate.link > 0.5 and candidate.level != 1):
            continue
        if candidate.level == 1 and candidate.link < 0.5 and shape.headline(text):
            first.append(n)
        elif candidate.level in {2, 3} and n <= low + 1 and _short_headline(text):
            second.append(n)
    above = [n for n in first if n <= low + 1]
    if exact:
        best = min(exact)
        running = next((n for n in range(low, high) if draft.prose[n]), high)
        own = [n for n in first if n <= max(low + 1, running)]
        if best[0] and own and _is_own(draft, own[-1], best[1], words):
            return own[-1]
        return best[1]
    if alike:
        return min(alike)[1]
    above = above or first[:1]
    if above:
        return above[-1]
    return second[-1] if second and low - second[-1] <= _ABOVE else -1


def _is_own(draft: Draft, heading: int, exact: int, words: Counter[str]) -> bool:
    """Whether a heading is the headline although the head of the page, made for search engines,
    says something else that stands on the page as well.
    """
    text = draft.text(heading)
    if shape.count_words(text) < 4 or shape.section_name(text):
        return False
    return heading > exact or _overlap(words, _bag(text)) > _AKIN


def told(draft: Draft) -> set[str]:
    """The titles in the head of the page, case-folded, with and without the site's name."""
    facts = draft.facts
    forms = [form for each in (facts.title, facts.name) for form in metadata.without_site(each)]
    return {form.casefold() for form in forms if shape.count_words(form) > 3}


def _short_headline(text: str) -> bool:
    return shape.headline(text) and not shape.ends_sentence(text) and len(text) <= 180


def above(draft: Draft, body: int, start: int) -> int:
    """The nearest line above the body that can be a title; -1 for none."""
    choices: list[int] = []
    dated = -1
    for n in range(body - 1, max(start, body - _ABOVE) - 1, -1):
        text = draft.text(n)
        if draft.candidates[n].reason is not None or draft.families[n] is not None:
            continue
        if dates.dateline(text) is not None:
            dated = n if dated < 0 else dated
            continue
        if shape.section_name(text) or byline.is_person(text) or captions.credited(text):
            continue
        if shape.headline(text) and not junk.link_line(text):
            choices.append(n)
            if len(choices) == 3:
                break
    if not choices and draft.candidates[0].box == 0 and 0 < body <= 3 and brief(draft.text(0)):
        return 0 if draft.families[0] is None else -1
    return _choose(draft, choices, dated) if choices else -1


def brief(text: str) -> bool:
    """Whether the first line of a text is its title, however short: "Chợ quê"."""
    return shape.count_words(text) > 1 and not shape.closed(text) and len(text) <= 180


def _choose(draft: Draft, choices: list[int], dated: int) -> int:
    """The title among headline-shaped lines, nearest to the body first."""
    nearest = choices[0]
    if len(choices) > 1 and choices[1] == nearest - 1:
        upper, lower = draft.text(choices[1]), draft.text(nearest)
        if len(lower) >= 100 and len(upper) < len(lower):
            return choices[1]
    signed = [n for n in choices if byline.is_labelled(draft.text(n + 1))]
    if signed:
        return signed[0]
    for n in choices:
        if n < dated <= n + 4 and all(draft.is_byline(between) for between in range(n + 1, dated)):
            full = shape.count_words(draft.text(n)) > 4
            if full or nearest < dated or shape.count_words(draft.text(nearest)) <= 4:
                return n
    return nearest


def alike(one: str, other: str) -> bool:
    """Whether two titles have most of their words in common."""
    return _overlap(_bag(one), _bag(other)) > _ALIKE


def _bag(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    size = sum(one.values()) + sum(other.values())
    return 2 * sum((one & other).values()) / size if size else 0.0
