"""Lines of a plain text: wrapped ones are joined, all others stay apart."""

import textwrap

import pytest
from newspaper import HEADLINES, SENTENCES

from baonoi.cleaner import lines
from baonoi.cleaner.lines import wrap_width

LONG = tuple(
    " ".join((SENTENCES[n], SENTENCES[(n + 3) % 8], SENTENCES[(n + 5) % 8])) for n in range(5)
)


def texts(source: str) -> list[str]:
    return [candidate.text for candidate in lines.read(source)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("apart", [True, False], ids=["apart", "close"])
def test_a_wrapped_text_is_joined(width: int, apart: bool) -> None:
    wrapped = [textwrap.fill(text, width) for text in LONG]
    source = ("\n\n" if apart else "\n").join(wrapped)
    assert wrap_width(source.splitlines()) > 0
    if apart:
        assert texts(source) == list(LONG)


FAMILIES = (
    ("Xóm Gò Sim", "Xóm Cây Da", "Xóm Bàu Sen", "Xóm Đá Bạc", "Xóm Rạch Giồng"),
    ("Phường Bến Lau", "Phường Hòa Lạc", "Phường Tân Sa", "Phường Vân Đồn", "Phường Cửa Tiền"),
    ("Bản Pá Hu", "Bản Nậm Cắt", "Bản Huổi Lóng", "Bản Tà Xùa", "Bản Phình Hồ"),
)
DEEDS = (
    "mở lớp dạy đan lưới cho phụ nữ lớn tuổi trong vùng",
    "thu hoạch vụ tỏi sớm trước khi gió chướng kéo về",
    "góp tiền dựng lại mái đình bị bão thổi năm ngoái",
    "đón đoàn thầy thuốc trẻ về khám bệnh không lấy tiền",
    "thả mười vạn cá giống xuống hồ chứa đầu mùa mưa",
)


@pytest.mark.parametrize("names", FAMILIES, ids=lambda names: names[0])
def test_headlines_of_like_length_are_not_wrapped_text(names: tuple[str, ...]) -> None:
    headlines = [f"{name} {deed}" for deed in DEEDS for name in names]
    source = [SENTENCES[0], *SENTENCES[1:5], "Các tin khác", *headlines]
    assert wrap_width(source) == 0
    assert texts("\n".join(source)) == source


@pytest.mark.parametrize("names", FAMILIES, ids=lambda names: names[0])
def test_headlines_with_their_age_are_not_wrapped_text(names: tuple[str, ...]) -> None:
    headlines = [
        f"{name} {deed} ({3 + n} giờ trước)" for n, deed in enumerate(DEEDS) for name in names
    ]
    source = [*HEADLINES, *LONG, *headlines, *reversed(headlines)]
    assert texts("\n".join(source)) == source


def test_a_few_lines_have_no_width() -> None:
    assert wrap_width(["Một dòng rất dài nhưng chỉ có một mình nó ở đây thôi nhé"]) == 0
    assert wrap_width([]) == 0


def test_items_of_a_list_stay_apart() -> None:
    items = ["- Kê cao tủ gạo và thóc giống lên gác,", "- buộc xuồng", "1) hái trái chín"]
    assert texts("\n".join(items)) == items


def test_a_sentence_broken_by_hand_is_joined_and_shows_where() -> None:
    source = "Ông lái đò từ năm mười sáu tuổi, qua sông cả\nđời mà chưa một lần lật đò nào cả."
    (only,) = lines.read(source)
    assert only.text == source.replace("\n", " ")
    assert only.joined == "cả⏎đời"


def test_white_space_typed_for_one_space_is_noted() -> None:
    (only,) = lines.read("Bến phà   cũ")
    assert (only.text, only.wide) == ("Bến phà cũ", "phà   cũ")


@pytest.mark.parametrize("source", ["", "\n \n\t\n", "\u200b\n"])
def test_nothing_is_no_line(source: str) -> None:
    assert lines.read(source) == []
