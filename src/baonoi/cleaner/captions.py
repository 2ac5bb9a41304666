"""Captions, and the short unmarked lines that may be captions or headings."""

from __future__ import annotations

import re
from functools import lru_cache

from baonoi.cleaner import shape
from baonoi.cleaner.letters import UPPER
from baonoi.cleaner.tables import plain, rows
from baonoi.store.patterns import compile_pattern

_WHAT = (
    r"(?:ảnh|hình|nguồn ảnh|ảnh minh họa|ảnh minh hoạ|ảnh tư liệu|đồ họa|đồ hoạ|infographic|photo"
    r"|nguồn video|nguồn clip|nguồn|clip|video|ảnh cắt từ clip|ảnh chụp màn hình|hình minh họa"
    r"|minh họa|thiết kế|bản đồ|biểu đồ|tranh)"
)
_CREDIT = compile_pattern(
    rf"(?:^|[\s.,;:!?”\"'…)–-])(?=[{UPPER}(])\(?(?i:{_WHAT})\s*(?::|/|\s-\s)\s*\S.{{0,58}}$"
    r"|\((?i:ảnh|hình|nguồn|đồ họa|đồ hoạ|clip|video|minh họa|minh hoạ|nguồn ảnh|photo)\b"
    r"[^()]{0,60}\)\s*\.?$"
    r"|[-–.,]\s*(?:Ảnh|Hình|Đồ họa|Minh họa)\s+"
    r"(?:[Tt]ư liệu|[Mm]inh họa|[Mm]inh hoạ|NVCC|CTV|PV|[Cc]hụp|[Cc]ắt|[Cc]ung cấp"
    r"|[Gg]ia đình|[Tt]hông tấn|AFP|AP|Reuters|Getty|TTXVN|VGP|CMH|BTC)[^.]{0,40}\.?$"
    r"|[.!?)”] (?:AFP|AP|Reuters|Getty(?: Images)?|TTXVN|NVCC|VGP|Xinhua|EPA|Bloomberg|CNN|BBC"
    r"|Internet|[Cc]hụp màn hình|[Cc]ắt từ (?:clip|video)|[Mm]inh họa|Facebook nhân vật"
    r"|[Tt]ư liệu)\.?$"
    rf"|[-–(]\s*(?:ảnh|hình)\s*:\s*\S.{{0,58}}$|[.\-–]\s+Ảnh:? [{UPPER}][^.]{{1,30}}\.?$"
    r"|^\(?(?:Ảnh|Hình|Hình ảnh|Clip|Video)\s(?:minh họa|minh hoạ|tư liệu|chụp|cắt|sưu tầm)"
    rf"[^.:]{{0,30}}\.?$|^\(?Ảnh\s[{UPPER}][^\s.:]*(?:\s[^\s.:]+){{0,2}}\.?$"
    r"|^(?:Ảnh|Hình|Biểu đồ|Bản đồ)\s\d{1,2}\s*[:.–-].{2,200}$"
    r"|^(?:Chụp lại hình ảnh|Chú thích ảnh)\s*[,:]\s*\S.{2,200}$"
    r"|\bNguồn hình ảnh\s*[,:]\s*\S.{0,60}$"
    r"|[.)\"”] (?:Ảnh|Clip|Video) (?:minh họa|minh hoạ|tư liệu|chụp màn hình|cắt từ clip)\.?$"
)
_LONGEST = 420


@lru_cache(maxsize=4096)
def credited(text: str) -> bool:
    """Whether it closes with a credit: "… Ảnh: Gia Chính", "(Ảnh: PV)", "- Ảnh tư liệu"."""
    if len(text) > _LONGEST:
        return False
    match = _CREDIT.search(text, max(0, len(text) - 110))
    if match is None:
        return False
    return len(text) <= 300 or shape.sentences(text) <= 4


def picture_credit(text: str) -> bool:
    """Whether it is nothing but the credit of a picture: "Ảnh: C.V.Kình"."""
    return re.match(r"\(?(?:ảnh|hình|clip|video|đồ họa|photo)\b", text, re.IGNORECASE) is not None


def cues(text: str) -> list[str]:
    """The names of the cues a short unmarked line has, of ``cues.tsv``: "cue3"."""
    return [f"cue{number}" for number, _ in _held(text)]


def leaning(text: str) -> float:
    """How much a short unmarked line speaks like a caption (above 0) or like a heading (below)."""
    folded = text.casefold()
    total = sum((weight for _, weight in _held(text)), 0.0)
    if folded.endswith("?"):
        total -= 2.0
    if text.isupper():
        total -= 1.5
    if shape.ends_sentence(text) and not folded.endswith(("?", "!")):
        total += 1.5
    if len(text) > 60:
        total += 0.7
    if len(text) > 80:
        total += 0.5
    if len(text) < 36:
        total -= 0.3
    return total


@lru_cache(maxsize=4096)
def _held(text: str) -> tuple[tuple[int, float], ...]:
    """The cues a line has, each with its number and its weight."""
    folded = plain(text)
    return tuple(
        (number, weight)
        for number, (where, weight, cue) in enumerate(_cues())
        if (cue.search(folded) if where == "any" else cue.match(folded))
    )


def _cues() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    if not _compiled:
        _compiled.extend(
            (where, float(weight), compile_pattern(cue)) for where, weight, cue in rows("cues")[1:]
        )
    return tuple(_compiled)


_compiled: list[tuple[str, float, re.Pattern[str]]] = []
