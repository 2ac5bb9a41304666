"""Class ``math``: letters above and below the line: 2ⁿ is "hai mũ en", Cₙ "xê en", tₘₐₓ "tê max".

Figures alone are others' affair: ``sign`` reads powers, ``chemistry`` formulas.
"""

from __future__ import annotations

import unicodedata

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.foreign import respell
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.normalizer.tables import pairs
from baonoi.store.patterns import compile_pattern

UP = "ⁱⁿʰʲʳʷʸˡˢˣᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵃᵇᶜᵈᵉᶠᵍᵏᵐᵒᵖᵗᵘᵛᶻᵝᵞᵟᵠᵡᶿ"
"""Letters above the line."""
DOWN = "ᵢᵣᵤᵥₐₑₒₓₕₖₗₘₙₚₛₜⱼᵦᵧᵨᵩᵪ"
"""Letters below it."""
FIGURES_UP, FIGURES_DOWN = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"

_RUNS = tuple(
    compile_pattern(f"[{figures}]{{0,12}}[{letters}][{letters}{figures}]{{0,24}}")
    for letters, figures in ((UP, FIGURES_UP), (DOWN, FIGURES_DOWN))
)
_PIECE = compile_pattern(r"[0-9]+|[^\W\d_]+|[+\u2212=-]")
_SIGNS = {"+": "cộng", "-": "trừ", "\u2212": "trừ", "=": "bằng"}
_WORD_BEFORE = compile_pattern(r"[^\W\d_]{2}$")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SHORTEST_WORD = 3
"""Letters; fewer are named one by one."""


def read(context: Context, at: int) -> Reading | None:
    """What stands above or below the line and has a letter in it."""
    text = context.text
    for above, run in zip((True, False), _RUNS, strict=True):
        found = run.match(text, at)
        if found is None:
            continue
        plain = unicodedata.normalize("NFKC", found[0])
        before = text[at - 1 : at]
        marks_note = _WORD_BEFORE.search(text, max(0, at - 2), at) is not None
        if above and (marks_note or plain in _ORDINALS):
            return Reading(found.end(), "", SemioticClass.FOOTNOTE, 0.7)
        said = [_said(piece, context) for piece in _PIECE.findall(plain)]
        if above and (before.isalnum() or before == ")"):
            said.insert(0, "mũ")
        return Reading(found.end(), " ".join(filter(None, said)), SemioticClass.MATH, 0.8)
    return None


def _said(piece: str, context: Context) -> str:
    if piece.isdecimal():
        return integer(piece, context.accent)
    if piece in _SIGNS:
        return _SIGNS[piece]
    if len(piece) >= _SHORTEST_WORD:
        if is_syllable(piece) or context.keeps_foreign:
            return piece
        if (found := respell(piece)) is not None:
            return found[0]
    greek = pairs("signs", "greek")
    return " ".join(greek.get(ch) or letter_name(ch, context.accent) for ch in piece)
