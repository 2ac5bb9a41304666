"""What makes a number thousands, millions or years: 5 triệu, 1tr2, 500k, 2tỷ5, 1.2B USD, (53t)."""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, compiled
from baonoi.store.patterns import compile_pattern

_MAGNITUDE = compile_pattern(
    r"\s?((?:nghìn|ngàn|triệu|trăm|vạn|mươi)(?:\s(?:tỷ|tỉ|triệu))?|tỷ|tỉ)(?![^\W_])|\s?(tr|million|billion|trillion)(?![\w])|(k|K|t)(?![\w])"
)
_MILLION_DONG = compile_pattern(r"\s?tr(?:iệu)?\.?\s?đ(?![^\W_])")
_SHORT = {
    "tr": "triệu",
    "t": "tỷ",
    "million": "triệu",
    "billion": "tỷ",
    "trillion": "nghìn tỷ",
}
_MILLIONS = compile_pattern(r"(tr|tỷ|tỉ|t|k)([0-9]{1,3})(?![\w])")
_LETTER = compile_pattern(
    r"\s?([KMBT]|bn|mn|tn|mln|bln)(?=\s?(USD|VND|VNĐ|EUR|đồng|đ|đô la|đô|euro)(?![^\W_])"
    r"|\s(?:tokens?|tham số|views?|lượt|follow(?:er)?s?|subs?|likes?|người)(?![^\W_]))"
)
"""A magnitude by its letter before a currency, or before what is counted on the net: 1.2B USD, 10M
view; T is tỷ with đồng, else a trillion."""
_DOLLARS = {
    "bn": "tỷ",
    "bln": "tỷ",
    "mn": "triệu",
    "mln": "triệu",
    "tn": "nghìn tỷ",
    "M": "triệu",
    "B": "tỷ",
    "T": "nghìn tỷ",
}
_DONG = {**_DOLLARS, "T": "tỷ"}
_POINTED = r"[0-9][.,][0-9]{1,2}$"
_PRICED = frozenset("giá vốn tỷ tỉ đồng doanh lãi lỗ thu chi nợ usd".split())
_LARGE = r"[0-9]\.[0-9]{3}$"
_AGE = r"(?:\(|[^\W\d_] |^|, )([0-9]{1,3})$"
_PERSONS = frozenset(
    (
        "bệnh nhân", "nạn nhân", "nữ sinh", "nam sinh", "học sinh",
        "nhân nam", "nhân nữ", "sinh nam", "sinh nữ", "giới nam", "giới nữ",
    )
)  # fmt: skip
"""How a person is called in two words: bệnh nhân, bệnh nhân nam; not tư nhân."""
_PEOPLE = frozenset(
    "anh chị ông bà em cháu cô chú bác cậu bé cụ mẹ bố con vợ chồng tuổi trai gái nhi".split()
)
_BOTH = r"\([0-9]{1,3}t(?:,| &| và) [0-9]{1,3}$"
_OLD = _PEOPLE | frozenset("người thí trẻ".split())
_FROM = frozenset("từ trên dưới".split())
_YEAR = r"(?<![\w.,])2k1?[0-9]$"
_DEALS = frozenset("deal giá chỉ còn sale vé phí tặng giảm".split())
_IN_K = frozenset("marathon cự chạy runner trail màn amoled oled lcd".split())
"""What is run over so many K, or has so many across."""
_WEIGHT = frozenset(
    "tải trọng nặng chở gạo thép hàng cá tàu lúa phân cát than kiện tôm quặng".split()
)


def read(context: Context, at: int, before: str) -> tuple[int, str]:
    """The magnitude behind a number: where it ends, and how it is said; "" where there is none.

    Args:
        before: the word before the number.
    """
    dong = _MILLION_DONG.match(context.text, at)
    if dong is not None:
        return dong.end() - 1, " triệu"
    found = _MILLIONS.match(context.text, at)
    if found is not None and found[1] == "k" and _born(context, found.end(), before):
        return at, ""  # 2k5, the year
    thousand = "nghìn" if context.accent == "northern" else "ngàn"
    if found is not None:
        name = thousand if found[1] == "k" else _SHORT.get(found[1], found[1])
        lower = {"triệu": f" {thousand}", thousand: ""}.get(name, " triệu")
        rest = integer(found[2].ljust(3, "0"), context.accent)
        return found.end(), f" {name} {rest}{lower}"
    lettered = _LETTER.match(context.text, at)
    if lettered is not None:
        names = _DONG if lettered[2] in ("đ", "đồng", "VND", "VNĐ") else _DOLLARS
        return lettered.end(1), f" {names.get(lettered[1], thousand)}"
    found = _MAGNITUDE.match(context.text, at)
    if found is None:
        return at, ""
    word, million, short = found.groups()
    short = million or short
    if word:
        return found.end(), " " + word
    karat = before == "vàng" and context.text[at - 2 : at] in ("10", "14", "18", "22", "24")
    model = (
        short == "K"
        and context.last_kind == SemioticClass.VERSION
        and "-" in context.text[at - 7 : at]
    )
    decimal = compiled(_POINTED).search(context.text, max(0, at - 8), at) is not None
    single = _digits_before(context.text, at) < 2 and not decimal and before not in _DEALS
    long = context.text[max(0, at - 3) : at].isdigit()
    run = not long and not _IN_K.isdisjoint(context.before(at)[:8])
    if short == "K" and (model or karat or single or run):
        return at, ""  # 4K
    if short == "t" and _aged(context, at, before):
        return found.end(), " tuổi"
    if short == "t" and (
        before in _WEIGHT or compiled(_LARGE).search(context.text, max(0, at - 12), at)
    ):
        return found.end(), " tấn"
    return found.end(), " " + _SHORT.get(short, thousand)


def _aged(context: Context, at: int, before: str) -> bool:
    """Whether "t" behind a number counts years of life: bà Hoa (53t), bé 3t."""
    if compiled(_BOTH).search(context.text, max(0, at - 16), at):
        return True
    found = compiled(_AGE).search(context.text, max(0, at - 24), at)
    if found is None or int(found[1]) > 120:
        return False
    listed = found[0][0] == "," and _PRICED.isdisjoint(context.before(at)[:6])
    inside = listed and context.text[at + 1 : at + 2] in (",", ")")
    if before in _FROM and not _OLD.isdisjoint(context.before(at)[:6]):
        return " ".join(context.after(at + 1)[:2]) in ("trở lên", "trở xuống")
    called = " ".join(context.before(at)[2:0:-1])
    return called in _PERSONS or before in _PEOPLE or found[0][0] == "(" or inside


def _digits_before(text: str, at: int) -> int:
    """How many digits stand right before a place, up to two."""
    return sum(ch.isdigit() for ch in text[max(0, at - 2) : at])


def _born(context: Context, end: int, before: str) -> bool:
    """Whether 2k and a figure, which end here, are a year of birth and no price: thế hệ 2k5."""
    year = compiled(_YEAR).search(context.text, max(0, end - 5), end) is not None
    return year and before not in _DEALS and context.text[end : end + 1] != "/"
