"""Who wrote it: the bare name at the end of an article, and its variants."""

from __future__ import annotations

import re
from functools import lru_cache

from baonoi.cleaner.letters import LOWER, UPPER
from baonoi.cleaner.tables import plain, words
from baonoi.store.patterns import compile_pattern

_SYLLABLE = rf"[{UPPER}][{LOWER}]{{0,7}}|[{UPPER}]{{1,8}}"
_INITIALS = rf"(?:[{UPPER}][{LOWER}]?\.\s?){{1,3}}"
_RANK = (
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|LS|KTS|Nhà báo|Luật sư|Bác sĩ|Tiến sĩ|Thạc sĩ|PV|CTV|BTV)"
    r"\.?[\s:]\s?)+"
)
_NAME = compile_pattern(
    rf"(?:{_RANK})?(?:{_INITIALS})?(?:{_SYLLABLE})(?: (?:{_SYLLABLE})){{0,4}}(?: \d)?"
)
_JOIN = compile_pattern(r"\s*(?:[,;–—/&+-]|\bvà\b)\s*")
_MOST_NAMES = 6
_DOES = (
    r"(?:ghi|thực hiện|tổng hợp|dịch|biên dịch|lược dịch|lược ghi|lược thuật|biên soạn|sưu tầm"
    r"|thuật|t/h|TH|ghi chép|chụp|thống kê|ghi nhận)"
)
_DONE = compile_pattern(rf"\s{_DOES}$")
_NOTE = compile_pattern(rf"\s*[-–]?\s*(?:\([^()]{{1,45}}\)|{_DOES}(?: và {_DOES})?)$")
_PREFIX = (
    r"(?:bài(?:,| và| -|/)? ?(?:và )?(?:ảnh|video|clip)|bài viết|bài"
    r"|tin(?:,| và) ?(?:bài|ảnh)(?:,? ?ảnh)?|tin bài|tin|thực hiện|nội dung|tác giả|người viết"
    r"|phóng viên|nhóm (?:phóng viên|pv|tác giả)|pv|ctv|biên dịch"
    r"|lược dịch|dịch|tổng hợp|by|theo phóng viên)"
)
_GENRE = (
    r"(?:(?i:bút|tùy|tuỳ|hồi|du) ký|[Kk]ý sự|KÝ SỰ|[Pp]hóng sự|PHÓNG SỰ|[Gg]hi chép|[Tt]ùy bút"
    r"|[Tt]uỳ bút|[Tt]ản văn|[Tt]ạp văn|[Tt]ạp bút|[Tt]ruyện ngắn)(?: ảnh)? (?:của|CỦA)"
)
"""What an author wrote, before the name: "Ký sự của …"."""
_AUTHORED = compile_pattern(rf"{_GENRE} ")
_PREFIXED = compile_pattern(
    rf"(?:(?i:{_PREFIX})\s*:\s*|(?:[Tt]ác giả,|[Bb]ởi|[Bb]y|{_GENRE})\s+)(?P<names>.{{2,80}}?)"
    r"[\s|–-]*"
)
_OUTLET = rf"[{UPPER}0-9][\w'’+&.-]*(?: [\w'’+&.()-]+){{0,5}}"
_NAMED_SOURCE = compile_pattern(rf",? (?:Theo|theo|Nguồn:) {_OUTLET}(?:, {_OUTLET})?$")
_SOURCE = compile_pattern(
    rf"\(?(?i:theo|nguồn(?: tin| bài)?\s*:|tham khảo(?: từ)?\s*:?|dẫn nguồn\s*:?)\s*"
    rf"(?:tổng hợp từ )?(?:báo |trang |tạp chí )?{_OUTLET}(?:\s*[,/&-]\s*{_OUTLET}){{0,5}}\)?\.?"
)
_BARE = compile_pattern(
    r"\(?(?:tổng hợp|t/h|th|pv|p\.v|ctv|bbt|ban biên tập|nhóm (?:pv|phóng viên|tác giả)|sưu tầm|st"
    r"|ttxvn|lược dịch|biên dịch|phóng viên)\)?\.?",
    re.IGNORECASE,
)
_PICTURE = compile_pattern(
    r"^\(?(?:Ảnh|Hình|Video|Clip)\b|\((?:ảnh|hình|clip|video)\b", re.IGNORECASE
)
_BRACKETED = compile_pattern(
    rf"\((?=[^)]*[{UPPER}])(?:[Tt]heo )?{_OUTLET}(?:\s*[/,-]\s*{_OUTLET}){{0,3}}\)\.?"
)
_OFFICE = compile_pattern(
    r"(?:Ban|Sở|Vụ|Cục|Tổng cục|Chi cục|Bộ|UBND|Ủy ban|Uỷ ban|Văn phòng|Trung tâm|Phòng|Viện|Hội"
    r"|Hội đồng|Công ty|Tổng công ty|Trường|Bệnh viện|Đảng ủy|Đảng uỷ|Tòa soạn|Toà soạn)"
    r" [^.!?:;…]{2,60}"
)
_ASKER = compile_pattern(
    rf"(?:Bạn đọc|Độc giả|Người hỏi:?) (?P<name>[{UPPER}][^()]{{1,30}}?)"
    r"(?: \([^()]{2,40}\)|, [^()]{2,30})?"
)
_PAPER = compile_pattern(
    rf"(?:Báo|Thời báo|Tạp chí|Đài|Trang tin|Cổng|Tuần báo) [{UPPER}][^.!?:;…]+"
)
_FROM_PAPER = compile_pattern(r"(?i:theo|nguồn(?: tin| bài)?\s*:)\s*(?P<paper>.+)")
_OFFICE_WORDS = 10
_STOP = compile_pattern(rf"(?<=[{LOWER}0-9)\"”’])[.!?…][\"”’)]?(?P<gap>\s*)(?=[{UPPER}(])")
_PLACE = compile_pattern(
    r"(?:Phường|Xã|Quận|Huyện|Thị (?:trấn|xã)|Thành phố|Tỉnh|Thôn|Xóm|Ấp|Bản|Khu phố|Tổ|Đường|Phố"
    r"|Ngõ|Chợ|Cầu|Sông|Núi|Đảo|Hồ|Trường|Bệnh viện|Công ty|Sân bay) "
)
"""How the name of a place begins; that of a person never does."""
_DESK = compile_pattern(
    r"(?:(?:Ban|Tổ|Nhóm|Phòng|Vụ|Văn phòng|Tòa soạn|Toà soạn) )"
    r"(?:[Bb]ạn đọc|[Pp]hóng viên|PV|[Tt]hời sự|[Bb]iên tập|[Tt]ruyền thông|[Tt]ổ chức)"
    r"\b[^.:!?]{0,40}"
)
"""A desk or an office that signs."""
_HEADLINE_WORDS = 5
_NUMBERED = compile_pattern(r"STT\s|TT\s(?:Đội|Tên|Họ|Nội|Mã|Đơn|Địa|CLB|VĐV|Hạng|Mặt)\b")
"""How the head of a pasted table begins, with the number of each row."""
_NEAR_END = 90
_CAPITALS = compile_pattern(rf"(?:{_INITIALS})?[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{0,4}}")


@lru_cache(maxsize=4096)
def is_byline(text: str) -> bool:
    """Whether a whole line at the end of an article says who wrote it or where it comes from."""
    if not 2 <= len(text) <= 100 or _PICTURE.search(text):
        return False
    if _PLACE.match(text) or _is_other(text):
        return False
    if _BARE.fullmatch(text) or _DESK.fullmatch(text) or _are_names(text.removesuffix(".")):
        return True
    source = _NAMED_SOURCE.search(text)
    if source is not None and _are_names(text[: source.start()]):
        return True
    if _SOURCE.fullmatch(text) or _BRACKETED.fullmatch(text):
        return len(text) <= 60
    return is_labelled(text)


def _is_other(text: str) -> bool:
    """Whether it is known as something else that has the shape of a name."""
    folded = plain(text).strip(" .")
    if numbers_rows(text) or _is_headline(text):
        return True
    return any(folded in words(name) for name in ("places", "sections", "headwords"))


def _is_headline(text: str) -> bool:
    """Whether capitals are a headline's with a comma in it: many words, and no family name."""
    if not text.isupper() or text.count(" ") < _HEADLINE_WORDS:
        return False
    parts = _JOIN.split(text)
    return len(parts) > 1 and not any(plain(p.split(" ")[0]) in words("surnames") for p in parts)


def numbers_rows(text: str) -> bool:
    """Whether it is the head of a pasted table: "STT Đội Trận Điểm"."""
    return _NUMBERED.match(text) is not None


def is_office(text: str) -> bool:
    """Whether a last line is the office that signs a notice: "Sở Xây dựng", "Ban Tổ chức"."""
    return _OFFICE.fullmatch(text) is not None and text.count(" ") < _OFFICE_WORDS


def asks(text: str) -> bool:
    """Whether a line names the reader who asks: "Bạn đọc Minh Hạnh (Đồng Nai)"."""
    asked = _ASKER.fullmatch(text)
    return asked is not None and _are_names(asked["name"].removesuffix("."))


def names_author(text: str) -> bool:
    """Whether a line says what its author wrote: "Ký sự của Lê An"."""
    return _AUTHORED.match(text) is not None and is_labelled(text)


def is_paper(text: str) -> bool:
    """Whether a line names a paper or a station: "Thời báo Tiền", "Đài Truyền hình Cần Thơ"."""
    return _PAPER.fullmatch(text) is not None and text.count(" ") < _OFFICE_WORDS


def named_paper(text: str) -> str:
    """The paper that a line names as where it was taken from: "Theo Báo Gió", "Thời báo Tiền"."""
    match = _FROM_PAPER.fullmatch(text.strip("()."))
    name = match["paper"] if match is not None else text
    return name if is_paper(name) else ""


def told_by(text: str) -> str:
    """The name in "Theo Hương Ly": a paper's own writer where the paper stands below it."""
    match = _FROM_PAPER.fullmatch(text)
    return match["paper"] if match is not None and _are_names(match["paper"]) else ""


def is_labelled(text: str) -> bool:
    """Whether a line says itself that it is a byline: "Bài và ảnh: …", "Bởi …"."""
    prefixed = _PREFIXED.fullmatch(text) if len(text) <= 100 else None
    names = prefixed["names"].strip(" .") if prefixed else ""
    return _are_names(names) or _DESK.fullmatch(names) is not None


def _are_names(text: str) -> bool:
    """Whether it is a name or a list of names, and perhaps what they did: "An Bình, H.T ghi"."""
    note = _NOTE.search(text)
    lists = [text] if note is None else [text, text[: note.start()]]
    return any(
        len(names) <= _MOST_NAMES and all(map(_NAME.fullmatch, names))
        for names in map(_JOIN.split, lists)
    )


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Whether it is surely a name or a list of names: wherever it stands, nothing else looks so."""
    if not is_byline(text):
        return False
    if _PREFIXED.fullmatch(text):
        return True
    first = plain(re.split(r"[ .,-]", text, maxsplit=1)[0])
    return first in words("surnames") and " " in text and text != text.lower()


def signs_within(text: str) -> bool:
    """Whether it may close a part in the middle of an article: "C.V.KÌNH ghi", "D.KIM THOA"."""
    if len(text) > 60 or _is_other(text):
        return False
    if _DONE.search(text) and _are_names(text):
        return True
    return _CAPITALS.fullmatch(text) is not None and ("." in text or " " in text)


def glued(text: str) -> int:
    """Where a name begins that was glued behind the last full stop; -1 where none is.

    A name parted from the stop by a space must be surely one: a family name first, or capitals.
    """
    for stop in _STOP.finditer(text, max(0, len(text) - _NEAR_END)):
        name = text[stop.end() :]
        if not is_byline(name) or (" " not in name and "." not in name):
            continue
        sure = (
            name.startswith("(")
            or is_person(name)
            or _CAPITALS.fullmatch(name) is not None
            or _SOURCE.fullmatch(name) is not None
        )
        if sure or not stop["gap"]:
            return stop.end()
    return -1


def bare_name(text: str) -> str:
    """A byline without its label: "Bài và ảnh: Hà Anh" is Hà Anh."""
    prefixed = _PREFIXED.fullmatch(text)
    names = prefixed["names"] if prefixed else text
    return names.strip(" .()") if not names.endswith(")") or "(" not in names[1:] else names.strip()


def before_source(text: str) -> str:
    """The writer named before the paper an article was taken from: "Thảo Vân, Theo Báo Gió"."""
    source = _NAMED_SOURCE.search(text)
    name = text[: source.start()] if source else ""
    return name if _are_names(name) else ""


def names_person(text: str) -> bool:
    """Whether a byline names its writer rather than the paper it was taken from."""
    told = (_SOURCE.fullmatch(text), _BRACKETED.fullmatch(text), _BARE.fullmatch(text))
    return not any(told) and not is_paper(text)
