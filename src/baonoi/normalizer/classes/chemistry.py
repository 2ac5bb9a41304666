"""Class ``chemistry``: formulas letter by letter and number by number (NaCl, CaCO3, CO₂)."""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.store.patterns import compile_pattern

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_OXIDES = compile_pattern(r"(NO|SO|CO)x(?![\w])")
_FORMULA = compile_pattern(
    r"(?:[A-Z][a-z]?[0-9₀-₉]{0,2}){2,8}(?![\w])|[A-Z][a-z]?[₀-₉]{1,2}(?![\w])"
)
_PIECE = compile_pattern(r"([A-Z][a-z]?)([0-9]*)")
_ANIONS = ("OH", "O", "Cl", "F", "Br", "I", "S", "N", "CN", "H")
"""How a formula without a number ends: NaOH, CaO; MoMo is a name."""
_ELEMENTS = frozenset(
    """H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se
    Br Kr Rb Sr Zr Nb Mo Ag Cd Sn Sb Te I Xe Cs Ba W Pt Au Hg Pb Bi Ra Th U Pu""".split()
)


def read(context: Context, at: int) -> Reading | None:
    """A formula that is no word: it has a small letter or a number below the line."""
    found = _OXIDES.match(context.text, at)
    if found is not None:
        names = " ".join(letter_name(ch, context.accent) for ch in found[0])
        return Reading(found.end(), names, SemioticClass.CHEMISTRY, 0.9)
    found = _FORMULA.match(context.text, at)
    if found is None:
        return None
    written = found[0].translate(_SUBSCRIPTS)
    lowered = written != found[0]
    pieces = _PIECE.findall(written)
    if not all(element in _ELEMENTS for element, _ in pieces):
        return None
    known = lowered or any(ch.isdigit() for ch in written) or written.endswith(_ANIONS)
    if not known or (
        len(pieces) > 1 and len({element for element, _ in pieces}) == 1 and not lowered
    ):
        return None
    mixed = any(len(element) == 2 for element, _ in pieces)
    if not (lowered or (mixed and len(pieces) > 1)):
        return None
    said = []
    for element, count in pieces:
        said += [letter_name(ch, context.accent) for ch in element]
        if count:
            said.append(integer(count, context.accent))
    return Reading(found.end(), " ".join(said), SemioticClass.CHEMISTRY, 0.9)
