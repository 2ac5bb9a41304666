"""Pauses inside sentences: where marks ask for one, and where a reader breathes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import MARKS, Article, Block, Role, Section, SpokenText
from baonoi.normalizer import normalize
from baonoi.script import lay_out
from baonoi.script.breath import LEAST, LONG, LONGEST, rests
from baonoi.script.pauses import BREATH, COMMA, ITEM, MARK


def breaths(written: str) -> str:
    """The sentence as it is said, a bar where the reader breathes."""
    text = normalize(written)
    taken = {rest.word for rest in rests(text) if rest.seconds == BREATH}
    words = text.spoken.split()
    return " ".join(("| " if at in taken else "") + word for at, word in enumerate(words))


@pytest.mark.parametrize(
    "expected",
    [
        "Huyện cho đắp lại con đê phía nam của xã | để nước mặn không tràn vào ruộng lúa.",
        "Bà cụ bán nước ở đầu ngõ vẫn dọn hàng mỗi sáng | nhưng khách quen giờ đã vắng đi nhiều.",
        "Đoàn tàu phải dừng lại gần ba giờ liền | vì đất đá trên sườn núi sạt xuống đường ray.",
        "Đây là giống lúa chịu hạn rất tốt | mà bà con trong bản đã giữ được từ đời trước.",
        "Công nhân thay nhau gác suốt đêm ở cửa cống | trong khi nước sông vẫn lên rất nhanh.",
        "Các em nhỏ được học bơi miễn phí suốt mùa hè | nhằm giảm số vụ đuối nước hằng năm.",
        "Thị trấn sẽ xây thêm một trường mầm non mới | và sửa lại toàn bộ mái ngói của chợ cũ.",
        "Phiên tòa phải hoãn thêm một tuần lễ nữa | do luật sư của bên nguyên đơn vắng mặt.",
        "Đội bóng thị xã đã ghi liền hai bàn thắng đẹp | đồng thời giữ sạch lưới cả hiệp hai.",
    ],
)
def test_a_reader_breathes_before_what_opens_a_phrase(expected: str) -> None:
    assert breaths(expected.replace("| ", "")) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Doanh nghiệp trong nước ngày càng có thêm nhiều đơn hàng xuất khẩu lớn từ châu Âu.",
        "Mọi người dân đều có quyền tự do đi lại khắp các tỉnh thành trên cả nước ta.",
        "Không ai nêu được một lý do chính đáng nào cho lần chậm trễ kéo dài này cả.",
        "Ông nhắc cả nhà đừng để ý tới mấy lời đồn thổi vô căn cứ quanh xóm nữa.",
        "Bệnh này hiện nay vẫn chưa được chữa trị triệt để bằng bất cứ loại thuốc mới nào.",
        "Ngôi đình cổ ấy hiện tại chỉ còn lại mỗi bức tường phía đông với cái cổng đá.",
        "Sở Giáo dục và Đào tạo Lạng Giang vừa công bố lịch thi lớp mười năm nay.",
        "Trung tâm Nghiên cứu và ứng dụng giống cây ăn quả miền núi vừa nhận bằng khen.",
        "Tuyến phà nối liền Bà Rịa và Vũng Tàu tạm ngừng chạy hết tuần lễ này thôi.",
        "Cả phiên chợ chỉ còn bún và bánh của bà cụ Tám bán chạy như ngày trước.",
        "Xã này có một trăm hai mươi ba nghìn bốn trăm năm mươi sáu cây keo lá tràm.",
        "Cô giáo hỏi bốn mươi và năm mươi cộng lại bằng bao nhiêu rồi chờ cả lớp giơ tay.",
        "Vở kịch mới mang tên “Người đi và người ở” diễn liền năm đêm tại rạp Hồng Hà cũ.",
        "Nhiều người nước ngoài vẫn hay hỏi đường rồi mua vé cho chuyến tàu đêm cuối tuần.",
    ],
)
def test_never_inside_a_name_a_number_or_a_compound(sentence: str) -> None:
    said = breaths(sentence)
    kept = (
        "trong nước|tự do|lý do|để ý|triệt để|hiện tại|Giáo dục và Đào tạo|Nghiên cứu và ứng dụng"
        "|Bà Rịa và Vũng Tàu|bún và bánh|một trăm hai mươi ba nghìn bốn trăm năm mươi sáu"
        "|bốn mươi và năm mươi|Người đi và người ở|nước ngoài"
    ).split("|")
    found = [words for words in kept if words in sentence]
    assert found
    assert all(words in said for words in found)


@pytest.mark.parametrize(
    "line",
    [
        "Ta về tắm mát ao nhà và ngồi đợi trăng",
        "Tuyển người trực đêm và thay đèn",
        "Trời mưa to, gió lớn, nhưng chợ vẫn đông, vì mai là Tết",
    ],
)
def test_a_short_line_is_said_in_one_go(line: str) -> None:
    assert "|" not in breaths(line)


def test_marks_have_pauses_of_their_own_length() -> None:
    text = "Hôm nay trời nắng, đường khô; xe chạy tốt: ai cũng vui. Rồi"
    assert [(rest.word, rest.seconds) for rest in rests(SpokenText(text, text))] == [
        (4, ITEM),
        (6, MARK),
        (9, MARK),
        (12, MARK),
    ]
    text = "Người đi chợ sớm, người ra đồng"
    assert rests(SpokenText(text, text)) == ((4, COMMA),)


WORDS = st.sampled_from(
    "và mà để trong vì do nhưng khi của các cây nhà đi xa Hà Nội Bộ hai mươi đẹp, ra; sông.".split()
)


@given(st.lists(WORDS, min_size=1, max_size=80))
def test_rests_are_in_order_at_marks_and_away_from_them(words: list[str]) -> None:
    text = SpokenText(" ".join(words), " ".join(words))
    found = rests(text)
    places = [rest.word for rest in found]
    assert places == sorted(set(places))
    assert all(0 < place < len(words) for place in places)
    marks = {at + 1 for at, word in enumerate(words[:-1]) if word[-1] in MARKS}
    assert marks == {rest.word for rest in found if rest.seconds != BREATH}
    for before, after in pairwise((0, *places, len(words))):
        if before not in marks | {0} or after not in marks | {len(words)}:
            assert after - before >= LEAST
    for rest in found:
        if rest.seconds == BREATH:
            assert words[rest.word].islower()


@given(st.integers(4, LONG - 1), st.integers(4, LONG - 1))
def test_a_stretch_that_can_be_parted_is_no_longer_than_one_goes(left: int, right: int) -> None:
    words = ["cây"] * left + ["nhưng"] + ["nhà"] * right
    text = SpokenText(" ".join(words), " ".join(words))
    if len(words) > LONG:
        assert rests(text) == ((left, BREATH),)
    else:
        assert rests(text) == ()


def test_where_it_fits_less_only_the_longest_stretches_are_parted() -> None:
    def taken(count: int) -> int:
        words = ["cây"] * (count // 2) + ["theo"] + ["nhà"] * (count - count // 2 - 1)
        return len(rests(SpokenText(" ".join(words), " ".join(words))))

    assert (taken(LONGEST), taken(LONGEST + 1)) == (0, 1)


SENTENCE = (
    "Huyện đắp lại con đê phía nam của xã để nước mặn không tràn vào 14,2 ha ruộng lúa, (CNQP)."
)


def test_the_script_holds_them_and_nothing_else_changes(article: Article) -> None:
    block = Block(Role.PARAGRAPH, SENTENCE)
    told = replace(article, sections=(Section(None, (block,)),))
    script, plain = lay_out(told, normalize), lay_out(told, normalize, rests=False)
    breathing, still = list(script.passages())[-2], list(plain.passages())[-2]
    assert breathing.rests[0][0].seconds == BREATH
    assert still.rests == ()
    assert replace(breathing, rests=()) == still
    slow = list(lay_out(told, normalize, pace=2.0).passages())[-2]
    assert slow.rests[0][0].seconds == 2 * BREATH


def test_a_voice_is_given_a_comma_where_no_mark_stands(article: Article) -> None:
    told = replace(article, sections=(Section(None, (Block(Role.PARAGRAPH, SENTENCE),)),))
    passage = list(lay_out(told, normalize).passages())[-2]
    marked = passage.punctuated()
    assert "phía nam của xã, để nước mặn" in marked.sentences[0].spoken
    assert [text.written for text in marked.sentences] == [t.written for t in passage.sentences]
    assert [len(text.spoken.split()) for text in marked.sentences] == [
        len(text.spoken.split()) for text in passage.sentences
    ]
    spans = {text.written[s.start : s.end]: s for text in marked.sentences for s in text.rewrites}
    measure = spans["14,2 ha"]
    said = marked.sentences[0].spoken[measure.spoken_start : measure.spoken_end]
    assert said == "mười bốn phẩy hai héc-ta"
