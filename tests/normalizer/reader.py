"""Vietnamese numerals back to numbers: written apart from the product, to check it."""

from __future__ import annotations

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def _group(words: list[str]) -> int:
    """Up to three digits: hai trăm linh năm."""
    total = 0
    if "trăm" in words:
        at = words.index("trăm")
        (hundreds,) = words[:at]
        total += UNITS[hundreds] * 100
        words = words[at + 1 :]
    if words[:1] in (["linh"], ["lẻ"]):
        words = words[1:]
        assert len(words) == 1
    if words[:1] == ["mười"]:
        total += 10
        words = words[1:]
    elif "mươi" in words:
        assert words[1] == "mươi"
        total += UNITS[words[0]] * 10
        words = words[2:]
    if words:
        (units,) = words
        total += UNITS[units]
    return total


def _below_billion(words: list[str]) -> int:
    total = 0
    for names, scale in ((("triệu",), 10**6), (("nghìn", "ngàn"), 10**3)):
        for name in names:
            if name in words:
                at = words.index(name)
                total += _group(words[:at]) * scale
                words = words[at + 1 :]
    return total + _group(words)


def integer(spoken: str) -> int:
    """The whole number that these words name."""
    words = spoken.split()
    if "tỷ" in words:
        at = len(words) - 1 - words[::-1].index("tỷ")
        tail = words[at + 1 :]
        return integer(" ".join(words[:at])) * 10**9 + (_below_billion(tail) if tail else 0)
    return _below_billion(words)


def decimal(spoken: str) -> tuple[int, str]:
    """The whole part and the digits after the point."""
    for point in ("phẩy", "chấm"):
        whole, found, fraction = spoken.partition(f" {point} ")
        if found:
            return integer(whole), "".join(str(UNITS[word]) for word in fraction.split())
    return integer(spoken), ""
