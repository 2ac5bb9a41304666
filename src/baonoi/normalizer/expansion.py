"""Which expansion of an acronym is meant, if any: an expansion needs evidence.

In this order: what the article defines (``acronym`` asks that first); the words beside it; the
subject of the sentence and of the article; a form that nobody else uses. Against it speaks what
codes look like: a digit or a plus written on to it, a ticker, a flight, a bracket of its own that
defines something else. Where nothing speaks for an expansion the letters are said: that is never
wrong to a listener.
"""

from __future__ import annotations

import re
from itertools import pairwise

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.evidence import Cue, Sense, Verdict, cues, decide
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.reading import UPPER, Context, compiled, next_name
from baonoi.normalizer.subject import fields
from baonoi.normalizer.tables import Entry
from baonoi.store.patterns import compile_pattern

_WINDOW = 5
_NEAR = 2
_LEAST = 0.45
"""A sense less sure than this is a guess among several: the letters are said."""
_REACH = 120
_MARKED = compile_pattern("[ĐƯƠĂÂÊÔ&]")
_LISTED_BEFORE = r"(?<![^\W_])[A-Z][A-Z0-9]{2}(?:, | và )$"
_LISTED_AFTER = r"(?:, | và )[A-Z][A-Z0-9]{2}(?![^\W_])"
_FOREIGN_BEFORE = r"(?<![^\W_])([A-Z][a-zA-Z]+) $"
_CODES = frozenset("mã ticker symbol hose hnx upcom hsx hastc nyse nasdaq".split())
_STOCKS = frozenset("""phiếu mã ròng trần sàn nhóm hose hnx upcom""".split())
_TRADE = frozenset("phiên trần sàn ròng phiếu khoán giảm tăng bán mua điểm lãi như".split())
_FLOWN = frozenset("chuyến bay hiệu tàu".split())
_JOINING = frozenset(
    "ra có cho của từ ở tại về đến vào là các với trong và do được gửi cùng đã sẽ theo".split()
)
_INITIALS = rf" [{UPPER}]\.[{UPPER}](?![^\W\d_])"
"""A name that only its first letters stand for: BS L.T.H."""
_NUMBER = compile_pattern(r"[.\-–]?[0-9]")
_ENGLISH = compile_pattern(r"(?<!\w)(?:[xbđtpv]i|ai|ây|iu|oai|eo)(?!\w)")
"""Names of letters as they are in English."""
_BY_LENGTH = {2: 1.0, 3: 2.5, 4: 4.0}
_SOUND = 6.0
"""A reading that only names the letters claims nothing."""


def choose(
    context: Context, at: int, end: int, written: str, found: tuple[Entry, ...]
) -> tuple[Verdict, Entry | None]:
    """The sense of a form of the lexicon, and its entry; without one the letters are said."""
    before, after = _around(context, at, end)
    about = None
    sole = len(found) == 1 and found[0].default and len(written) > 3
    senses: list[Sense] = []
    for entry in found:
        speaking = _for(entry, written, len(found) > 1, before, after)
        if entry.usual and _alone(context.text, written):
            speaking += (Cue("it stands alone", 3.0),)
        if entry.sense != "sound" and not sole:
            about = _subjects(context, at, end) if about is None else about
            if entry.sense in about:
                speaking += (Cue(f"subject: {entry.sense}", about[entry.sense]),)
            if _repeats(context, at, entry.spoken):
                speaking += (Cue("said before it", 8.0),)
            if entry.sense == "place" and context.text[at - 1 : at] == "(":
                speaking += (Cue("a place in a bracket", 2.0),)
        numbered = entry.numbered or (entry.sense == "sound" and entry.default and len(written) > 2)
        if numbered and _NUMBER.match(context.text, end):
            speaking += (Cue("a number on to it", 9.0),)
        senses.append(Sense(SemioticClass.ACRONYM, entry.spoken, speaking))
    if not written.isupper() and "." in written:
        senses.append(Sense(SemioticClass.LETTERS, ""))
    else:
        named = found[-1] if found[-1].default and found[-1].sense == "sound" else None
        spelled = " ".join(filter(None, (letter_name(ch, context.accent) for ch in written)))
        if named is not None and _is_spelled(named.spoken, written):
            spelled = named.spoken
        senses.append(Sense(SemioticClass.LETTERS, spelled, _against(context, at, end, written)))
    verdict = decide(senses)
    if verdict.confidence < _LEAST and senses[-1].spoken:
        letters = senses[-1]
        others = tuple(dict.fromkeys((verdict.sense.spoken, *verdict.alternatives)))
        return Verdict(letters, 0.5, "several senses", others), None
    index = next(i for i, sense in enumerate(senses) if sense is verdict.sense)
    return verdict, found[index] if index < len(found) else None


def _alone(text: str, written: str) -> bool:
    """Whether nothing but marks stands beside the form."""
    return len(text) < _REACH and text.strip(" .()") == written


def _around(context: Context, at: int, end: int) -> tuple[dict[str, bool], dict[str, bool]]:
    """What stands on either side of a form, as cues name it, each with whether it is near."""
    words, following = context.before(at), context.after(end)
    before = _beside(words, "{1} {0}")
    after = _beside(following, "{0} {1}")
    if words[0][:1].isdigit():
        before["#"] = True
    if following[0][:1].isdigit():
        after["#"] = True
    name = next_name(context.text, end)
    if compiled(_INITIALS).match(context.text, end):
        after["^"] = after["^v"] = True
    elif name:
        after["^"] = True
        if is_syllable(name):
            after["^v"] = True
    return before, after


def _beside(words: list[str], order: str) -> dict[str, bool]:
    """The nearest words of a side and their pairs, each with whether it is near."""
    words = _content(words[:_WINDOW])
    found = {order.format(*pair): at < _NEAR for at, pair in enumerate(pairwise(words))}
    for at, word in reversed(list(enumerate(words))):
        found.update({word: at < _NEAR, word.partition(".")[0]: at < _NEAR})  # P.Tân Định: p
    found.pop("", None)
    return found


def _content(words: list[str]) -> list[str]:
    """The words without those that only join others, unless they stand next to the form."""
    return [word if index == 0 or word not in _JOINING else "" for index, word in enumerate(words)]


def _for(
    entry: Entry,
    written: str,
    rivals: bool,
    before: dict[str, bool],
    after: dict[str, bool],
) -> tuple[Cue, ...]:
    """What the form and the words beside it say for an entry."""
    speaking = [
        Cue(word, 4.0 if beside[word] else 3.0)
        for wanted, beside in ((entry.before, before), (entry.after, after))
        for word in wanted & beside.keys()
    ]
    speaking.sort(key=lambda cue: (-cue.weight, cue.name))
    speaking[1:] = [Cue(cue.name, 1.0) for cue in speaking[1:3]]
    if entry.sense == "sound" and entry.default:
        plain = _is_spelled(entry.spoken, written)
        speaking.append(Cue("its letters", 0.5 if rivals else _SOUND + 2 * plain))
    elif entry.sense == "zone":
        speaking.append(Cue("its letters", 1.1))
    elif not entry.default:
        speaking.append(Cue("it needs a cue", -1.0))
    else:
        weight = 4.5 if _MARKED.search(written) and len(written) > 2 else 0.0
        weight = weight if written.isupper() else 4.5
        weight = max(weight, _BY_LENGTH.get(len(written), 5.0))
        speaking.append(Cue("its form", min(weight - 0.5, 2.5) if rivals else weight))
    return tuple(speaking)


def _repeats(context: Context, at: int, spoken: str) -> bool:
    """Whether a bracket gives the short form of what stands right before it."""
    if context.text[at - 1 : at] != "(":
        return False
    before = context.text[max(0, at - len(spoken) - 4) : at - 1].rstrip().lower()
    return before.endswith(spoken.lower())


def _is_spelled(spoken: str, written: str) -> bool:
    """Whether a reading names the letters of a form, and as Vietnamese names them."""
    return len(spoken.split()) == len(written) and _ENGLISH.search(spoken) is None


def _subjects(context: Context, at: int, end: int) -> dict[str, float]:
    """What the sentence and the article are about, with the weight of that."""
    near = fields(context.text[max(0, at - _REACH) : end + _REACH])
    weights = {name: 0.7 * min(count, 2) for name, count in near.items()}
    for name in context.subject.fields:
        weights[name] = weights.get(name, 0.0) + 1.5
    return weights


def _traded(context: Context, at: int, end: int) -> bool:
    """Whether the sentence is about shares, so that "mã" is one; not mã PIN."""
    beside = {*context.before(at)[:8], *context.after(end)[:8]}
    return not _TRADE.isdisjoint(beside) or "finance" in context.subject.fields


def _against(context: Context, at: int, end: int, written: str) -> tuple[Cue, ...]:
    """What speaks for a code whose letters are said."""
    text = context.text
    before = context.before(at)
    following, short = text[end : end + 1], len(written) < 4
    glued = short and written.isalpha() and _NUMBER.match(text, end)
    alone = text[at - 1 : at] == "(" and following == ")"
    ticker = len(written) == 3 and written.isascii()
    stock = ticker and (
        (before[0] in _CODES and (before[0] != "mã" or _traded(context, at, end)))
        or before[:2] == ["khoán", "mã"]
        or (before[1:2] == ["cổ"] and before[0] == "phiếu")
        or (
            not _STOCKS.isdisjoint(before)
            and (
                compiled(_LISTED_BEFORE).search(text, max(0, at - 9), at)
                or compiled(_LISTED_AFTER).match(text, end)
            )
        )
    )
    flown = len(written) == 2 and re.match(r"[ -]?\d{2}", text[end : end + 3])
    foreign = (
        compiled(_FOREIGN_BEFORE).search(text, max(0, at - 30), at) if written.isascii() else None
    )
    placed = written[-1] == "." and (
        following.isdigit() or (following.isalpha() and is_syllable(next_name(text, end)))
    )  # Lotte Q.7, Vista P.An Phú
    return cues(
        (True, "its letters", 0.0),
        (glued, "a number on to it", 8.0),
        (following == "+" and not text[end + 1 : end + 2].isdigit(), "a plus on to it", 8.0),
        (stock, "a share's code", 7.0),
        (flown and not _FLOWN.isdisjoint(before[:3]), "a flight's code", 8.0),
        (alone, "a bracket of its own", 3.0 if short else 1.5),
        (
            short and text[at - 1 : at] == "-" and at > 1,
            "part of a code",
            6.0 if len(written) < 3 else 1.0,
        ),
        (
            foreign is not None
            and short
            and not (placed or foreign[1].isupper() or is_syllable(foreign[1])),
            "a foreign name before it",
            1.5,
        ),
    )
