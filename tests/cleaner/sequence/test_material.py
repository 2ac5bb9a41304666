"""Labelled pastes: aligned with their gold, mixed, repeatable."""

import json
from pathlib import Path

import pytest
from newspaper import HEADLINES, SENTENCES, page, paragraphs

from baonoi.cleaner.candidate import flat, tidy
from baonoi.cleaner.sequence import material
from baonoi.cleaner.sequence.material import STATES, annotated, consistent, examples, mixed
from baonoi.cleaner.sequence.states import State
from baonoi.model import Role

TITLE = "Xã Suối Lìm khởi công trạm y tế mới"
PASTES = Path(__file__).parents[1] / "pastes"
SOME = ("paste_trongtruong_lop10", "paste_deogio_baoso9", "paste_phohuyen_phatxe")


def block(role: str, text: str) -> dict[str, str]:
    return {"role": role, "text": text}


BLOCKS = [
    block("junk", "Trang chủ"),
    block("title", TITLE),
    block("lead", SENTENCES[0]),
    block("paragraph", SENTENCES[1]),
    block("caption", "Nền trạm y tế cũ. Ảnh: Mộc Lan"),
    block("paragraph", SENTENCES[2]),
    block("byline", "Mộc Lan"),
    block("junk", "Bình luận (2)"),
]
WANTED = [
    *("junk", "title", "lead", "paragraph", "caption", "paragraph", "byline", "junk"),
]


def folder(tmp_path: Path) -> Path:
    for name in SOME:
        for ending in (".txt", ".gold.json"):
            source = PASTES / (name + ending)
            (tmp_path / source.name).write_bytes(source.read_bytes())
    return tmp_path


def roles(example: material.Example) -> list[str]:
    names = {states: role for role, states in STATES.items() if role != "list-item"}
    return [
        "paragraph" if states == STATES["paragraph"] else names[states]
        for states in example.allowed
    ]


def test_blocks_without_a_text_are_their_own_text() -> None:
    example = annotated("bai", "bao", BLOCKS)
    assert [one.text for one in example.candidates] == [one["text"] for one in BLOCKS]
    assert roles(example) == WANTED
    assert consistent(example.allowed)


def test_a_text_keeps_its_own_lines() -> None:
    source = "\n\n".join(one["text"] for one in BLOCKS)
    assert roles(annotated("bai", "bao", BLOCKS, source)) == WANTED


def test_white_space_does_not_part_a_text_from_its_gold() -> None:
    source = "\n".join(f"  {one['text'].replace(' ', '  ', 2)}\u200b " for one in BLOCKS)
    assert roles(annotated("bai", "bao", BLOCKS, source)) == WANTED


def test_what_the_gold_lacks_may_be_anything_but_the_title() -> None:
    lines = [one["text"] for one in BLOCKS]
    lines.insert(4, "Câu này không có trong bản chú giải nào cả.")
    example = annotated("bai", "bao", BLOCKS, "\n".join(lines))
    assert roles(example) == [*WANTED[:4], "optional", *WANTED[4:]]
    assert State.TITLE not in example.allowed[4]


def test_what_the_text_lacks_is_passed_over() -> None:
    lines = [one["text"] for one in BLOCKS if one["role"] != "caption"]
    example = annotated("bai", "bao", BLOCKS, "\n".join(lines))
    assert roles(example) == [role for role in WANTED if role != "caption"]


def test_a_line_of_two_blocks_is_what_most_of_it_is() -> None:
    lines = [one["text"] for one in BLOCKS]
    glued = [*lines[:5], f"{lines[5]} {lines[6]}", lines[7]]
    example = annotated("bai", "bao", BLOCKS, "\n".join(glued))
    assert roles(example) == [*WANTED[:6], WANTED[7]]


def test_a_title_that_stands_twice_is_told_apart_by_its_place() -> None:
    blocks = [BLOCKS[0], BLOCKS[1], BLOCKS[2], BLOCKS[3], block("junk", TITLE)]
    example = annotated("bai", "bao", blocks, "\n".join(one["text"] for one in blocks))
    assert roles(example) == ["junk", "title", "lead", "paragraph", "junk"]


def test_the_states_of_every_role_are_known() -> None:
    assert set(STATES) >= {role.value for role in Role} - {"note", "code"}
    assert frozenset().union(*STATES.values()) == frozenset(State)


@pytest.mark.parametrize(
    ("way", "fits"),
    [
        (["title", "lead", "paragraph"], True),
        (["junk", "title", "byline", "paragraph", "junk"], True),
        (["paragraph", "title"], False),
        (["title", "title", "paragraph"], False),
        (["title", "lead", "heading"], False),
        ([], False),
    ],
)
def test_what_no_path_fits_is_not_consistent(way: list[str], fits: bool) -> None:
    assert consistent([STATES[role] for role in way]) is fits


def test_a_folder_holds_texts_with_gold_and_pages(tmp_path: Path) -> None:
    html = page(f"<h1>{TITLE}</h1>", paragraphs(), title=TITLE)
    (tmp_path / "bao_moi.html").write_text(html, encoding="utf-8")
    gold = {"title": TITLE, "blocks": BLOCKS}
    (tmp_path / "paste_bao_cu.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    cu, moi = examples([tmp_path])
    assert (cu.name, cu.paper) == ("paste_bao_cu", "bao")
    assert (moi.name, moi.paper) == ("bao_moi", "bao")
    labelled = dict(zip((c.text for c in moi.candidates), moi.allowed, strict=True))
    assert labelled[TITLE] == STATES["title"]
    assert labelled[SENTENCES[4]] == STATES["paragraph"]


@pytest.mark.parametrize(
    ("name", "paper"),
    [("paste_bencu_2015_mobile", "bencu"), ("bencu_giavang", "bencu"), ("bencu", "bencu")],
)
def test_a_file_names_its_paper(name: str, paper: str) -> None:
    assert material.paper_of(name) == paper


def test_annotated_pastes_agree_with_the_states(tmp_path: Path) -> None:
    found = list(examples([folder(tmp_path)]))
    assert {example.name for example in found} == set(SOME)
    assert all(consistent(example.allowed) for example in found)
    for example in found:
        gold = json.loads((PASTES / f"{example.name}.gold.json").read_text(encoding="utf-8"))
        wanted = {flat(tidy(b["text"])): b["role"] for b in gold["blocks"] if b["role"] == "title"}
        titles = [
            c.text
            for c, states in zip(example.candidates, example.allowed, strict=True)
            if states == STATES["title"]
        ]
        assert titles == list(wanted)


def test_mixed_pastes_are_consistent_and_repeatable(tmp_path: Path) -> None:
    found = list(examples([folder(tmp_path)]))
    once, again = mixed(found, 30), mixed(found, 30)
    assert once == again
    assert once != mixed(found, 30, seed=2)
    assert len(once) == 30
    for example in once:
        assert len(example.candidates) == len(example.allowed)
        assert consistent(example.allowed)
        assert sum(states == STATES["title"] for states in example.allowed) <= 1


def test_a_mixed_paste_has_the_frame_of_one_and_the_article_of_another(tmp_path: Path) -> None:
    found = list(examples([folder(tmp_path)]))
    texts = {example.name: {c.text for c in example.candidates} for example in found}
    sources = [
        {name for name, own in texts.items() if {c.text for c in example.candidates} & own}
        for example in mixed(found, 30)
    ]
    assert any(len(names) > 1 for names in sources)


def test_the_frame_of_another_paper_repeats_the_new_title() -> None:
    other = "Ba đời thắp đèn cho bến phà"
    frame = [
        block("junk", TITLE),
        *BLOCKS[:4],
        block("junk", "Bình luận"),
    ]
    article = [block("title", other), block("lead", SENTENCES[3]), block("paragraph", SENTENCES[4])]
    pastes = [annotated("một", "một", frame), annotated("hai", "hai", article)]
    crossed = [
        [c.text for c in example.candidates]
        for example in mixed(pastes, 40)
        if SENTENCES[3] in {c.text for c in example.candidates} and len(example.candidates) > 3
    ]
    assert crossed
    assert any(texts[:2] == [other, BLOCKS[0]["text"]] for texts in crossed)
    assert not any(TITLE in texts for texts in crossed)


def test_headlines_of_a_list_are_labelled_junk() -> None:
    listed = [*BLOCKS, *(block("junk", line) for line in HEADLINES[:3])]
    example = annotated("bai", "bao", listed, "\n".join(one["text"] for one in listed))
    assert roles(example) == [*WANTED, "junk", "junk", "junk"]
