"""Class ``address``: house numbers (số 12/3A: "mười hai trên ba a"), roads (QL1A), km 15+300."""

from __future__ import annotations

import re

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.classes import measure
from baonoi.normalizer.classes.version import number
from baonoi.normalizer.evidence import Sense, cues, decide
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading, compiled, next_name
from baonoi.store.patterns import compile_pattern

CUES = frozenset("số hẻm ngõ ngách kiệt nhà sn".split())
_HOUSE = compile_pattern(r"[0-9]{1,5}[A-Za-z]?(?:/[0-9]{1,4}[A-Za-z]?){1,5}(?![\w]|[/.\-][\w])")
_LETTERED = compile_pattern(r"[0-9]{1,4}[A-EH-JM-Z]/[0-9]{1,4}(?![0-9]|[A-Za-z])")
_NUMBER_LETTER = r"([0-9]{1,4})([A-ZĐ]|\s?[Bb]is)(?![\w]|[./-][\w])"
_STREET_WORDS = frozenset("đường phố ngõ ngách hẻm kiệt tòa toà thôn tổ khu ấp đại".split())
NAMING = frozenset(
    """số lớp ghế nhà phòng căn hộ lô khối tầng cổng toa hàng dãy thửa bến đội đường mục điều khoản
    bus tuyến xe hẻm ngõ bài chỗ""".split()
)
_SCORES = frozenset("tỷ tỉ chỉ tổng đa xổ".split())
_PLACED = frozenset("ở tại về là đến từ gần đối".split())
_ELECTRIC = frozenset(
    "điện nguồn pin quy áp sạc đèn bóng suất dòng cáp loa chip máy quạt nồi bếp lò bơm tủ".split()
)
_PRICED = frozenset("giá chỉ phí từ còn khoảng tiền mất lương thưởng hơn gần".split())
_PART = compile_pattern(r"([0-9]+)([A-Za-z]?)")
_YEAR = compile_pattern(r"/(?:19|20)[0-9]{2}$")
_ROAD = compile_pattern(r"(QL|TL|HL|ĐT|ĐH|CT|VĐ)(\.?\s?)([0-9]{1,4})([A-ZĐa-zđ]?)(?![\w]|\.[0-9])")
_ROADS = {
    "QL": "quốc lộ", "TL": "tỉnh lộ", "HL": "hương lộ", "ĐT": "đường tỉnh", "ĐH": "đường huyện",
    "CT": "cao tốc", "VĐ": "vành đai",
}  # fmt: skip
_WARD = compile_pattern(r"([QP])([1-9][0-9]?)(?![\w]|[./-][\w])")
_PARTS = frozenset("tp tphcm tp.hcm phường p q quận đường hcm hẻm".split())
_ROAD_WORDS = frozenset(
    """đường tuyến trên quốc tỉnh huyện lộ cao tốc qua dọc giao cầu đai ngã lật tắc km làm rộng cấp
    đoạn theo hầm""".split()
)
_HOUSE_WORDS = frozenset("chung cư tòa toà căn nhà khu lô block dự".split())
_ALLEYS = r"K([1-9][0-9]{0,3})(?=/)(?:/H([1-9][0-9]{0,3}))?((?:/[1-9][0-9]{0,3}){0,3})(?![\w]|/)"
_ROOM = r"P\.\s?([1-9][0-9]{2,3})(?![\w]|[./-][\w])"
_POST = compile_pattern(
    r"(?<!/)[Kk][Mm](?![23](?![0-9+]))\.?\s?([0-9]{1,3}\.[0-9]{3}|[0-9]{1,4})(?:\s?\+\s?([0-9]{1,3}))?(?![\w]|[.,/][0-9])"
)


def read(context: Context, at: int) -> Reading | None:
    """The number of a house in an alley, after a word that says so."""
    found = _HOUSE.match(context.text, at)
    if found is None or _YEAR.search(found[0]):
        return None
    before = context.before(at)
    counted = before[0] == "số" and before[1] in _SCORES
    cued = (before[0] in CUES and not counted) or (
        context.follows(at, SemioticClass.ADDRESS) and "/" in found[0]
    )
    if not (cued or _LETTERED.match(found[0]) or _before_street(context, found)):
        return None
    said = []
    for digit, letter in _PART.findall(found[0]):
        name = digits(digit) if digit[0] == "0" else integer(digit, context.accent)
        said.append(f"{name} {letter_name(letter, context.accent)}" if letter else name)
    return Reading(found.end(), " trên ".join(said), SemioticClass.ADDRESS)


def read_lettered(context: Context, at: int) -> Reading | None:
    """A number with a letter that names a house, a seat, a class: 36A Đinh Tiên Hoàng, ghế 12C.

    The letter would be a unit or a magnitude else (12V, 10K).
    """
    text = context.text
    found = compiled(_NUMBER_LETTER).match(text, at)
    if found is None:
        return None
    number, letter, end = found[1], found[2], found.end()
    before, after = context.before(at), context.after(end)
    named = next_name(text, end) if text[end : end + 1] == " " else ""
    naming = next((word for word in before[:2] if word in NAMING), "")
    electric = next((word for word in before[:5] if word in _ELECTRIC), "")
    name = "bít" if len(letter) > 1 else letter_name(letter, context.accent)
    verdict = decide(
        (
            Sense(
                SemioticClass.MEASURE,
                "",
                cues(
                    (letter in "VWL", "a unit", 2.0),
                    (letter == "K" and len(number) > 1, "thousands", 2.0),
                    (letter not in "VWLK", "its shape", 0.5),
                    (electric, electric, 4.0),
                    (before[0] in _PRICED and before[1] != "địa", before[0], 3.0),
                ),
            ),
            Sense(
                SemioticClass.ADDRESS,
                f"{integer(number, context.accent)} {name}",
                cues(
                    (len(letter) > 1, "bis", 9.0),
                    (named, "a name behind it", 3.5 if is_syllable(named) else 2.0),
                    (after[0] in _STREET_WORDS and text[end : end + 1] in " ,", after[0], 4.0),
                    (naming, naming, 4.0),
                    (before[0] in _PLACED and named, before[0], 1.5),
                ),
            ),
        )
    )
    sense, confidence, cue, _ = verdict
    if sense.kind != SemioticClass.ADDRESS:
        return None
    return Reading(end, sense.spoken, sense.kind, confidence, (), cue)


def _before_street(context: Context, found: re.Match[str]) -> bool:
    """Whether several slashes stand before the name of a street: 123/45/6 Lê Văn Sỹ."""
    if found[0].count("/") < 2:
        return False
    following = context.text[found.end() : found.end() + 2]
    return following[:1] == " " and (following[1:].isupper() or _street(context, found.end()))


def _in_address(context: Context, found: re.Match[str]) -> bool:
    """Whether Q7 or P7 stands beside another part of an address."""
    around = {*context.before(found.start())[:3], *context.after(found.end())[:3]}
    return not _PARTS.isdisjoint(around) or context.follows(found.start(), SemioticClass.ADDRESS)


def _street(context: Context, at: int) -> bool:
    return context.after(at)[0] in ("đường", "phố")


def read_road(context: Context, at: int) -> Reading | None:
    """A road by its letters and number, or a milestone."""
    found = _ROAD.match(context.text, at)
    if found is not None:
        reading = _road(context, at, found)
        if reading is not None:
            return reading
    found = _WARD.match(context.text, at)
    if found is not None and _in_address(context, found):
        kind = "quận" if found[1] == "Q" else "phường"
        return Reading(
            found.end(), f"{kind} {integer(found[2], context.accent)}", SemioticClass.ADDRESS, 0.8
        )
    found = _POST.match(context.text, at)
    if found is None:
        return None
    said = f"{measure.name('km')} {integer(found[1].replace('.', ''), context.accent)}"
    if found[2]:
        said += " cộng " + integer(found[2], context.accent)
    return Reading(found.end(), said, SemioticClass.ADDRESS)


def read_alley(context: Context, at: int) -> Reading | None:
    """An alley off an alley as Đà Nẵng and Huế write it, and a room: K123/H45/6, P.302."""
    found = compiled(_ALLEYS).match(context.text, at)
    if found is not None and next_name(context.text, found.end()):
        head, branch, rest = found.groups()
        said = f"kiệt {integer(head, context.accent)}"
        if branch:
            said += f" hẻm {integer(branch, context.accent)}"
        said += "".join(f" trên {integer(part, context.accent)}" for part in rest.split("/")[1:])
        return Reading(found.end(), said, SemioticClass.ADDRESS, 0.9)
    found = compiled(_ROOM).match(context.text, at)
    if found is None:
        return None
    said = integer(found[1], context.accent)
    if context.before(at)[0] != "phòng":
        said = f"phòng {said}"
    return Reading(found.end(), said, SemioticClass.ADDRESS, 0.9)


def _road(context: Context, at: int, found: re.Match[str]) -> Reading | None:
    """A road, where that is what the letters stand for: CT is a block of flats too, ĐT a phone."""
    letters, gap, digit, branch = found.groups()
    before = context.before(at)
    road = next((word for word in before[:4] if word in _ROAD_WORDS), "")
    house = next((word for word in before[:3] if word in _HOUSE_WORDS), "")
    verdict = decide(
        (
            Sense(SemioticClass.LETTERS, "", cues((True, "letters", 1.5), (house, house, 6.0))),
            Sense(
                SemioticClass.ADDRESS,
                "",
                cues(
                    (letters in ("QL", "TL", "HL"), letters, 8.0),
                    (road, road, 4.0),
                    (context.follows(at, SemioticClass.ADDRESS), "a road before it", 4.0),
                    (letters == "CT" and digit[0] == "0", "its zero", 3.0),
                    (letters in ("ĐT", "ĐH") and len(digit) == 3, "three figures", 2.5),
                    (letters == "VĐ" and len(digit) == 1, letters, 2.5),
                    ("traffic" in context.subject.fields, "subject: traffic", 1.5),
                    (
                        letters not in ("QL", "TL", "HL") and " " in gap and not road,
                        "a space",
                        -2.0,
                    ),
                ),
            ),
        )
    )
    if verdict.sense.kind != SemioticClass.ADDRESS:
        return None
    name = _ROADS[letters]
    for said in (name, name.partition(" ")[0]):
        words = said.split()
        if before[: len(words)] == words[::-1]:
            name = name.removeprefix(said).strip()
            break
    spoken = f"{name} {number(digit, context)}".strip()
    if branch:
        spoken += " " + letter_name(branch, context.accent)
    return Reading(found.end(), spoken, SemioticClass.ADDRESS, verdict.confidence, (), verdict.cue)
