from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from baonoi.common.printable import in_one_line, printable, without_acting

ANYTHING = st.text(st.characters(exclude_categories=())) | st.text(
    "\x1b\x9b[31m\u202e\ud83dăé\n\t "
)


def acts(ch: str) -> bool:
    """A control character, half a character, or a change of direction."""
    direction = unicodedata.bidirectional(ch) in {"LRE", "RLE", "LRO", "RLO", "PDF"}
    isolate = unicodedata.bidirectional(ch) in {"LRI", "RLI", "FSI", "PDI"}
    return (unicodedata.category(ch) in {"Cc", "Cs"} and ch not in "\t\n") or direction or isolate


@given(ANYTHING)
def test_nothing_acts_and_the_rest_stays(text: str) -> None:
    assert not any(map(acts, printable(text) + without_acting(text)))
    plain = "".join(ch for ch in text if not acts(ch) and ch not in "\u200e\u200f\u2028\u2029")
    assert without_acting(text) == plain
    printable(text).encode("utf-8")


def test_what_acts_is_seen_and_told_apart() -> None:
    assert printable("bài\x1b[2J\x9b1m.txt") == "bài\\u001b[2J\\u009b1m.txt"
    assert printable("a\tb\n") == "a\tb\n"
    assert in_one_line(" bài \n mới\r\x1bc ") == "bài mới \\u001bc"
