"""Which class is asked about a place of the text, and in which order: the first that reads it wins.

What a digit begins is told by what follows its digits; what a sign begins, by the sign; what a
letter begins goes through one list. The order stands here and nowhere else; what the classes look
for is theirs.
"""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import (
    acronym,
    address,
    cardinal,
    chemistry,
    coordinate,
    date,
    document,
    electronic,
    fraction,
    grouping,
    masked,
    math,
    measure,
    military,
    money,
    name,
    pair,
    period,
    phone,
    plate,
    punctuation,
    quantity,
    raised,
    roman,
    score,
    scripture,
    sign,
    time,
    unlisted,
    version,
)
from baonoi.normalizer.reading import Context, Reading, Rule
from baonoi.store.patterns import compile_pattern

_WORD: tuple[Rule, ...] = (
    electronic.read_word,
    money.read_pair,
    money.read_per,
    quantity.read_prefixed,
    unlisted.read_headline,
    roman.read_heading,
    unlisted.read_dotted,
    name.read_dotted,
    address.read_road,
    address.read_alley,
    plate.read_boat,
    plate.read_abroad,
    unlisted.read_rating,
    period.read_word,
    score.read_half,
    math.read_by,
    military.read,
    document.read_short,
    date.read_short,
    acronym.read,
    roman.read,
    name.read_cluster,
    unlisted.read_joined,
    unlisted.read_phrase,
    chemistry.read,
    measure.read_alone,
    unlisted.read_kept,
    acronym.read_small,
    unlisted.read_numbered,
    unlisted.read,
)
_MINUS: tuple[Rule, ...] = (sign.read_infinity, sign.read_minus, punctuation.read)
_POINT: tuple[Rule, ...] = (cardinal.read_fraction, electronic.read_ending, punctuation.read)
_ARITHMETIC: tuple[Rule, ...] = (sign.read_either, sign.read, punctuation.read)
_UNIT: tuple[Rule, ...] = (measure.read_alone, sign.read_named, punctuation.read)
_SIGN: dict[str, tuple[Rule, ...]] = {
    "(": (phone.read_area, punctuation.read),
    "+": (sign.read_either, phone.read_international, sign.read, punctuation.read),
    "#": (electronic.read_colour, sign.read_sharp, electronic.read_handle, punctuation.read),
    "@": (electronic.read_handle,),
    "★": (sign.read_star, sign.read_named, punctuation.read),
    "?": (period.read_unknown, punctuation.read),
    "½": (score.read_draw, quantity.read_prefixed, cardinal.read_character, punctuation.read),
    **dict.fromkeys("-−–", _MINUS),
    **dict.fromkeys(".,", _POINT),
    **dict.fromkeys("×*÷=^<>≤≥≈≠±√~", _ARITHMETIC),
    **dict.fromkeys(raised.FIGURES_UP, (raised.read, sign.read_power, punctuation.read)),
    **dict.fromkeys(raised.FIGURES_DOWN, (raised.read, cardinal.read_character, punctuation.read)),
    **dict.fromkeys("°º˚µΩ℃℉′″", _UNIT),
}
_BESIDE_THE_LINE: dict[str, tuple[Rule, ...]] = dict.fromkeys(
    raised.UP + raised.DOWN, (raised.read, unlisted.read)
)
_OTHER_SIGN: tuple[Rule, ...] = (
    quantity.read_prefixed,
    sign.read_named,
    cardinal.read_character,
    punctuation.read,
)
_DIGITS = compile_pattern(r"[0-9]++")
_NAMED = (masked.read, phone.read_account, phone.read)
_DATED = (date.read, document.read)
_DASHED: tuple[Rule, ...] = (
    masked.read,
    masked.read_book,
    plate.read,
    fraction.read_some,
    period.read_open,
    time.read_minutes,
    *_DATED,
    *_NAMED,
    fraction.read_season,
    pair.read_league,
    score.read_line_up,
    pair.read_dash,
    quantity.read,
)
_ANGLED: tuple[Rule, ...] = (
    time.read_minute,
    time.read,
    time.read_duration,
    coordinate.read,
    quantity.read,
)
_FOLLOWED: dict[str, tuple[Rule, ...]] = {
    "": (*_NAMED, quantity.read),
    "%": (quantity.read,),
    "*": (masked.read, *_NAMED[1:], math.read_product, quantity.read),
    "+": (time.read_minute, *_NAMED[1:], quantity.read),
    ",": (
        scripture.read,
        phone.read,
        grouping.read_list,
        fraction.read_decimal,
        math.read_exponent,
        coordinate.read,
        fraction.read_ratio,
        math.read_product,
        time.read_inches,
        quantity.read,
    ),
    ".": (
        date.read,
        fraction.read_decimal,
        *_NAMED,
        version.read,
        date.read_dotted,
        coordinate.read,
        fraction.read_ratio,
        math.read_exponent,
        math.read_product,
        time.read_inches,
        quantity.read,
    ),
    "/": (
        score.read_draw,
        address.read,
        fraction.read_season,
        fraction.read_decimal,
        *_DATED,
        phone.read,
        pair.read_slash,
        fraction.read,
        quantity.read,
    ),
    ":": (
        scripture.read,
        document.read,
        time.read_watch,
        time.read,
        fraction.read_ratio,
        quantity.read,
    ),
    "-": _DASHED,
    "–": _DASHED,
    "°": _ANGLED,
    "º": _ANGLED,
    "'": _ANGLED,
    "’": _ANGLED,
    "″": _ANGLED,
    "′": _ANGLED,
    '"': _ANGLED,
}
_GLUED: tuple[Rule, ...] = (
    masked.read,
    period.read,
    coordinate.read_runway,
    address.read_lettered,
    address.read,
    plate.read,
    document.read,
    time.read,
    time.read_duration,
    coordinate.read,
    math.read_exponent,
    math.read_product,
    quantity.read,
)
_SPACED_WORD: tuple[Rule, ...] = (
    *_NAMED,
    time.read,
    coordinate.read,
    math.read_product,
    quantity.read,
)
_SPACED_NUMBER: tuple[Rule, ...] = (*_NAMED, fraction.read, quantity.read)
_SPACED_SIGN: tuple[Rule, ...] = (
    *_DATED,
    *_NAMED,
    coordinate.read,
    fraction.read_ratio,
    pair.read_league,
    pair.read_dash,
    math.read_product,
    quantity.read,
)
_COUNT: tuple[Rule, ...] = (quantity.read,)
_HOUR_OR_TIMES = frozenset("hHgGaApPxNB")


def read(context: Context, at: int) -> Reading:
    """The reading of what begins at a place; of class ``plain`` where it stays as it is."""
    ch = context.text[at]
    if ch in "0123456789":
        order = _number_rules(context.text, at)
    elif ch.isalpha():
        order = _BESIDE_THE_LINE.get(ch, _WORD)
    else:
        order = _SIGN.get(ch, _OTHER_SIGN)
    for rule in order:
        reading = rule(context, at)
        if reading is not None:
            return reading
    return Reading(at + 1, "", SemioticClass.SIGN, 0.5)


def _number_rules(text: str, at: int) -> tuple[Rule, ...]:
    found = _DIGITS.match(text, at)
    end = found.end() if found else at + 1
    following = text[end : end + 1]
    if following not in (" ", "\u00a0"):
        rules = _FOLLOWED.get(following)
        if rules is not None:
            return rules
        return _GLUED if following.isalpha() else _FOLLOWED[""]
    following = text[end + 1 : end + 2]
    if following.isalpha():
        if end - at < 3 and following not in _HOUR_OR_TIMES:
            return _COUNT
        return _SPACED_WORD
    return _SPACED_NUMBER if following.isdigit() else _SPACED_SIGN
