"""Pastes of papers that do not exist: what is kept, what goes, what each line becomes."""

import pytest

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role

SPOKEN = {Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.TABLE, Role.HEADING}


class Story:
    """A made-up article: its headline, its lead and its paragraphs."""

    def __init__(self, title: str, lead: str, *body: str) -> None:
        self.title, self.lead, self.body = title, lead, body


FERRY = Story(
    "Bến đò Cây Gáo đóng cửa sau bảy mươi năm",
    "Chuyến đò cuối cùng rời bến lúc năm giờ chiều qua, chở theo mười hai người và một con bò.",
    "Từ hôm nay, cây cầu dây văng cách bến nửa cây số sẽ đón toàn bộ khách qua sông Trà Nóc.",
    "Ông Lê Văn Sáng lái đò từ năm mười sáu tuổi, tính ra đã qua sông hơn ba trăm nghìn lượt.",
    "Con đò gỗ được xã xin giữ lại, đặt dưới gốc gáo già để lũ trẻ trong xóm biết chuyện xưa.",
    "Mấy quán nước đầu bến cũng dọn dần, người bán chuyển lên chân cầu tìm chỗ ngồi mới.",
)
LIBRARY = Story(
    "Tủ sách trên xe lam về với trẻ em xóm rẫy",
    "Mỗi sáng thứ bảy, chiếc xe lam sơn xanh chở bốn trăm cuốn sách leo dốc vào xóm rẫy Đắk Nâm.",
    "Cô thủ thư Trần Thị Mến sửa lại xe cũ của cha, đóng thêm ba tầng kệ bằng gỗ thùng hàng.",
    "Trẻ mượn sách không cần thẻ, chỉ phải kể lại cho cô nghe một đoạn mà mình thích nhất.",
    "Sau hai năm, hơn một nghìn lượt sách đã được mượn và chỉ có bảy cuốn không quay về kệ.",
    "Huyện đang tính nhân rộng cách làm ra thêm bốn xã vùng sâu trong mùa hè sang năm.",
)
ORCHARD = Story(
    "Vườn nhãn cổ trổ bông muộn, nhà vườn thấp thỏm",
    "Gần hết tháng ba mà hơn nửa số gốc nhãn cổ ở cù lao Mây vẫn chưa chịu trổ bông như mọi năm.",
    "Các lão nông cho rằng mùa lạnh ngắn khiến cây không đủ thời gian nghỉ để phân hóa mầm hoa.",
    "Trạm khuyến nông khuyên khoanh vỏ nhẹ và ngưng tưới hai tuần, tuyệt đối không xông khói.",
    "Năm ngoái, mỗi gốc cho gần hai tạ trái, bán tại vườn được ba mươi lăm nghìn đồng một ký.",
    "Nếu bông ra sau rằm, vụ này nhãn cù lao sẽ chín cùng lúc với vùng khác và khó giữ giá.",
)
STORIES = (FERRY, LIBRARY, ORCHARD)
MENUS = (
    ("Trang chủ", "Thời sự", "Thế giới", "Kinh tế", "Giáo dục", "Thể thao", "Bạn đọc"),
    ("Đăng nhập", "Mới nhất", "Thời sự", "Pháp luật", "Đời sống", "Giải trí", "Du lịch", "Xe"),
    ("Chính trị", "Xã hội", "Văn hóa", "Sức khỏe", "Khoa học", "Công nghệ", "Video", "Podcast"),
)
BOXES = (
    (
        "Làng hoa ven đô rục rịch vào vụ tết",
        "Hai học sinh nhặt được ví tiền tìm người trả lại",
        "Mưa trái mùa làm muối diêm dân tan chảy",
        "Bệnh viện huyện mổ nội soi ca đầu tiên",
    ),
    (
        "Giá heo hơi nhích nhẹ ở các tỉnh miền Trung",
        "Đội bóng phố núi thay huấn luyện viên giữa mùa",
        "Tàu cá gặp nạn được kéo về cảng an toàn",
        "Khánh thành nhà văn hóa của đồng bào vùng cao",
    ),
    (
        "Nắng nóng còn kéo dài đến hết tuần",
        "Cháy xưởng gỗ lúc rạng sáng, không ai bị thương",
        "Chợ nổi đông khách trở lại sau mùa nước",
        "Mở thêm hai tuyến xe buýt ra ngoại thành",
    ),
)
THREE = pytest.mark.parametrize("n", range(3))


def read(*lines: str, apart: bool = False) -> Article:
    return clean(Page(("\n\n" if apart else "\n").join(lines)))


def of(article: Article, *roles: Role) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role in roles]


def spoken(article: Article) -> list[str]:
    return of(article, *SPOKEN)


def all_of(article: Article) -> list[str]:
    """Title and text of an article that nothing was cut from."""
    assert article.cuts == ()
    (title, *rest) = article.blocks()
    assert (title[1].role, title[1].text) == (Role.TITLE, article.title)
    return [block.original for _, block in (title, *rest)]


def whole(article: Article, story: Story) -> None:
    assert article.title == story.title
    kept = spoken(article)
    assert [line for line in (story.lead, *story.body) if line not in kept] == []


ACRONYMS = (
    "COVID-19 khiến bến vắng suốt hai mùa, có ngày chẳng ai gọi đò từ sáng tới tận chiều tối.",
    "H5-N1 từng lan tới vùng này năm 2004, cả xóm phải tiêu hủy vịt chạy đồng trong ba ngày.",
    "DK-25 là tên con tàu nạo vét neo ở khúc cua này gần một năm để mở luồng cho sà lan.",
    "SARS-CoV-2 có mặt trong nước thải của khu chợ trước khi ca bệnh đầu tiên được báo lên.",
    "VN30-Index mất năm điểm trong buổi sáng, kéo theo nhóm cổ phiếu nông nghiệp đi xuống.",
    "ASEAN-6 là cách gọi nhóm sáu nền kinh tế lớn nhất khu vực mà hợp tác xã muốn bán hàng sang.",
    "MiG-21 từng cất cánh từ bãi đất này, nay chỉ còn đoạn đường băng phơi thóc của dân làng.",
    "GPT-4 được cô thử dùng để tóm tắt sách, nhưng lũ trẻ bảo nghe chẳng hay bằng cô kể.",
    "PM-2,5 trong không khí ở đây thấp hơn thành phố bốn lần theo máy đo đặt cạnh trường học.",
)


@pytest.mark.parametrize("line", ACRONYMS)
@pytest.mark.parametrize("apart", [True, False], ids=["apart", "close"])
@THREE
def test_a_paragraph_that_opens_with_an_acronym_is_kept_whole(n: int, line: str, apart) -> None:
    story = STORIES[n]
    article = read(story.title, story.lead, *story.body[:2], line, *story.body[2:], apart=apart)
    assert line in spoken(article)
    whole(article, story)
    assert article.cuts == ()


@pytest.mark.parametrize("line", ACRONYMS)
def test_a_lead_that_opens_with_an_acronym_keeps_its_first_word(line: str) -> None:
    article = read(*MENUS[1], ORCHARD.title, line, *ORCHARD.body)
    assert spoken(article)[0] == line
    assert article.title == ORCHARD.title


KEPT = (
    "Công ty cấp nước Trà Nóc báo lịch ngừng cấp nước trong tuần tới như sau:",
    "Bến được lập năm 1953, theo sổ của làng.[1]",
    "Hôm nay xã họp.",
)
SHORT = (
    "Món cá kho lá gừng của người cù lao cần những thứ dưới đây:",
    "Nhà trường nghỉ học ngày mai (riêng khối mầm non nghỉ hai ngày)",
    "Đúng lịch, đủ giấy, đi sớm",
    "5 việc cần làm trước khi nước lên",
    "Ủy ban xã kính báo",
)
OPENINGS = [*KEPT, *SHORT]
SCHEDULE = (
    "Lịch ngừng cấp nước ở phường Bình Thủy",
    "Thứ hai",
    "7h - 10h: hẻm 12, hẻm 14 đường Cách Mạng.",
    "13h - 15h: khu chợ.",
    "Thứ ba",
    "8h30 - 11h: tổ 3, tổ 4.",
    "Bà con trữ nước từ tối hôm trước, cần giúp thì gọi tổng đài của công ty để được chở nước.",
)
RECIPE = (
    "Cá bống kho tiêu ngày mưa",
    "Nguyên liệu",
    "300 g cá bống",
    "2 muỗng nước mắm",
    "1 nhúm tiêu xanh",
    "Cách làm",
    "Ướp cá với nước mắm chừng mười lăm phút.",
    "Kho lửa nhỏ tới khi nước sánh lại rồi rắc tiêu, ăn nóng với cơm trắng và rau luộc.",
)
TASKS = (
    "Những việc nên làm khi vào mùa lũ",
    "Trong nhà",
    "- Kê cao tủ gạo.",
    "- Sạc đầy đèn pin.",
    "Ngoài vườn",
    "- Hái trái đã chín.",
    "- Buộc xuồng vào gốc cây to.",
    "Khi nước lên quá bậc thềm thứ ba, hãy đưa người già và trẻ nhỏ sang trường học ở gò cao.",
)


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("apart", [True, False], ids=["apart", "close"])
@pytest.mark.parametrize("notice", [SCHEDULE, TASKS], ids=["schedule", "tasks"])
def test_nothing_below_the_title_of_a_notice_is_cut(notice, opening: str, apart: bool) -> None:
    title, *rest = notice
    assert all_of(read(title, opening, *rest, apart=apart)) == [title, opening, *rest]


@pytest.mark.parametrize("opening", [*KEPT, *SHORT])
@pytest.mark.parametrize("apart", [True, False], ids=["apart", "close"])
def test_nothing_below_the_title_of_a_recipe_is_cut(opening: str, apart: bool) -> None:
    title, *rest = RECIPE
    assert all_of(read(title, opening, *rest, apart=apart)) == [title, opening, *rest]


@pytest.mark.parametrize("opening", OPENINGS)
@THREE
def test_nothing_below_such_an_opening_is_cut_from_a_text(n: int, opening: str) -> None:
    story = STORIES[n]
    found = read(story.title, opening, *story.body, apart=True)
    assert all_of(found) == [story.title, opening, *story.body]


HEADS = (
    ("Mộc Lan", "Xem các bài viết của tác giả", "Sao chép liên kết"),
    ("MỘC LAN và 1 tác giả khác", "MỘC LAN", "THU GIANG"),
    ("Thu Giang - Mộc Lan", "14/03/2026 07:54 (GMT+07:00)", "Theo dõi trên Google News"),
    ("Chia sẻ", "Mộc Lan", "Thứ bảy, 14/03/2026 07:54", "0"),
    ("Tác giả: Mộc Lan", "Nghe đọc bài", "0:00 / 4:12", "Cỡ chữ"),
    ("Phóng viên Thu Giang", "Sao chép liên kết", "14/03/2026 - 07:54"),
)


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head[0])
@THREE
def test_a_line_between_headline_and_lead_is_not_the_title(n: int, head: tuple[str, ...]) -> None:
    story = STORIES[n]
    article = read(*MENUS[n], story.title, *head, story.lead, *story.body, "Bình luận", *BOXES[n])
    whole(article, story)
    assert not set(head) & set(spoken(article))
    assert not set(BOXES[n]) & set(spoken(article))


LABELS = ("Đọc nhiều nhất", "Tin đọc nhiều", "Xem nhiều", "Đọc nhiều", "Tin nổi bật")


@pytest.mark.parametrize("label", LABELS)
@THREE
def test_a_box_of_most_read_before_the_body_does_not_end_the_article(n: int, label: str) -> None:
    story = STORIES[n]
    article = read(story.title, story.lead, label, *BOXES[n], *story.body, "Mộc Lan")
    whole(article, story)
    assert not set(BOXES[n]) & set(spoken(article))


LONG_HEADINGS = (
    (
        "Ba cách giữ lại ký ức bến sông mà người dân Cây Gáo đề nghị với xã",
        "Quy định mới về bồi thường cho các hộ sống nhờ bến kể từ ngày 01/4/2026",
    ),
    (
        "Bốn điều kiện để một xóm được xe sách ghé thăm mỗi tháng ít nhất hai lần",
        "Từ 1/6, trẻ mượn sách quá hạn phải trồng bù một cây xanh trước sân trường",
    ),
    (
        "Những dấu hiệu cho thấy gốc nhãn cổ đã kiệt sức và cần được nghỉ một vụ",
        "Hai trường hợp nhà vườn được hỗ trợ phân bón từ ngày 15/4 năm nay",
    ),
)


@THREE
def test_long_headings_are_headings(n: int) -> None:
    story = STORIES[n]
    one, two = LONG_HEADINGS[n]
    article = read(
        story.title, story.lead, story.body[0], one, *story.body[1:3], two, *story.body[3:]
    )
    assert of(article, Role.HEADING) == [one, two]
    whole(article, story)


@pytest.mark.parametrize(
    ("heading", "after"),
    [
        (
            "Danh mục giấy tờ phải mang theo khi qua bến",
            "Theo đó, quyết định của huyện nêu rõ danh mục giấy tờ phải mang theo khi qua bến, gồm "
            "thẻ căn cước và giấy khai sinh của trẻ đi cùng.",
        ),
        (
            "Mức hỗ trợ cho hộ có đất trong vùng sạt lở",
            "Nghị quyết cũng ấn định mức hỗ trợ cho hộ có đất trong vùng sạt lở, cao nhất là sáu "
            "mươi triệu đồng và được trả làm hai đợt trong năm.",
        ),
        (
            "Thời gian nghỉ hè của học sinh vùng lũ",
            "Sở giáo dục vừa chốt thời gian nghỉ hè của học sinh vùng lũ, sớm hơn nơi khác hai "
            "tuần để kịp học bù khi nước rút.",
        ),
    ],
)
@THREE
def test_a_heading_that_the_next_paragraph_repeats_is_kept(n, heading: str, after: str) -> None:
    story = STORIES[n]
    article = read(story.title, story.lead, *story.body[:2], heading, after, *story.body[2:])
    assert of(article, Role.HEADING) == [heading]
    assert after in spoken(article)
    whole(article, story)


COMMENTS = (
    (
        "Ý kiến bạn đọc",
        "( 21 )",
        "Đọc mà nhớ quê quá, hồi nhỏ tôi vẫn theo má qua sông trên những chuyến đò như thế này.",
        "Năm Lành",
        "3 ngày trước",
        "Thích | 118",
        "Mong nơi nào cũng còn giữ được một góc xưa như vậy cho con cháu biết mà thương đất này.",
        "sonca77",
        "3 ngày trước",
        "Thích | 64",
        "Ý kiến của bạn",
    ),
    (
        "Bình luận (2)",
        "Hoàng Yến",
        "Bài viết hay lắm, cảm ơn tòa soạn đã tìm ra những con người bình dị mà đẹp như thế này.",
        "Trả lời",
        "Thích",
        "2 giờ trước",
        "Tư Đờn",
        "Tôi có ít sách cũ muốn gửi lên, không biết gửi về địa chỉ nào, mong được chỉ giúp.",
        "Trả lời",
        "Thích",
        "5 giờ trước",
    ),
    (
        "Bình luận",
        "Gửi bình luận",
        "Mới nhất",
        "Quan tâm nhất",
        "minhtam",
        "Nhà tôi cũng có vườn, năm nay y chang vậy, chắc tại trời lạnh ít quá nên cây nó lười.",
        "16:02 14/03/2026",
        "Xem thêm bình luận",
    ),
)


@pytest.mark.parametrize("comments", COMMENTS, ids=lambda comments: comments[0])
@THREE
def test_comments_go_from_their_label_on(n: int, comments: tuple[str, ...]) -> None:
    story = STORIES[n]
    article = read(
        *(story.title, "Thứ bảy, 14/03/2026 07:54", story.lead, *story.body),
        *(*comments, "Tin khác", *BOXES[n]),
    )
    whole(article, story)
    assert set(spoken(article)) == {story.lead, *story.body}


TAILS = (
    (
        "Nhìn bến vắng mà thấy nao nao trong dạ. :(",
        "Thôi thì chúc bà con qua cầu mạnh giỏi nha.",
        "Cỏ May",
    ),
    ("Ai qua xóm rẫy nhớ ghé nghe tụi nhỏ kể chuyện.", "Hẹn gặp lại mùa sau nhé!", "Sương Khói"),
    ("Trời thương thì cây sẽ trổ thôi.", "Bà con cứ vững lòng chờ thêm con trăng nữa.", "Hai Lúa"),
)
FEET = (("Share", "Tags:", "bến đò"), ("Chia sẻ", "Từ khóa:", "sách"), ("Tags", "nhãn", "cù lao"))


CLOSINGS = [(n, foot) for n in range(3) for foot in FEET]


@pytest.mark.parametrize("case", CLOSINGS, ids=lambda case: f"{case[0]}-{case[1][0]}")
def test_short_closing_paragraphs_and_a_pen_name_stay(case) -> None:
    n, foot = case
    story = STORIES[n]
    *closing, name = TAILS[n]
    article = read(story.title, story.lead, *story.body, *closing, name, *foot)
    whole(article, story)
    assert [line for line in closing if line not in spoken(article)] == []
    assert article.byline == name
    assert foot[0] in {cut.text for cut in article.cuts}


NUMBERED = (
    ("1. Bến trên, nơi đò cập buổi sáng", "2. Bến dưới, nơi đò neo ban đêm"),
    ("I. Cuốn sách đầu tiên của xóm", "II. Những cuốn sách không về"),
    ("Cách 1: Khoanh vỏ cành", "Cách 2: Ngưng tưới gốc"),
    ("1/ Người lái đò", "2/ Người giữ sách"),
)


@pytest.mark.parametrize("headings", NUMBERED, ids=lambda headings: headings[0])
@pytest.mark.parametrize("boxed", [False, True], ids=["plain", "boxed"])
@THREE
def test_numbered_headings_stay(n: int, boxed: bool, headings: tuple[str, str]) -> None:
    story = STORIES[n]
    one, two = headings
    box = ("Tin liên quan", *BOXES[n][:3]) if boxed else ()
    article = read(
        *(story.title, "15:20 | 14/03/2026", story.lead, *box),
        *(one, *story.body[:2], two, *story.body[2:]),
    )
    assert [
        line for line in headings if line not in of(article, Role.HEADING, Role.PARAGRAPH)
    ] == []
    whole(article, story)


PLACES = ("Thành phố Cao Bằng", "Quận Hải Châu", "Phường Tân Lập", "Huyện Mộc Châu", "Hà Giang")


@pytest.mark.parametrize("place", PLACES)
@THREE
def test_the_name_of_a_place_is_no_byline(n: int, place: str) -> None:
    story = STORIES[n]
    article = read(story.title, story.lead, *story.body[:2], place, *story.body[2:])
    assert article.byline is None
    assert place in of(article, Role.HEADING, Role.PARAGRAPH)
    whole(article, story)


@THREE
def test_a_paste_of_a_schedule_by_places_has_no_byline(n: int) -> None:
    hours = ("7h - 9h: tổ 1 và tổ 2.", "9h - 11h: khu chợ cũ.", "14h - 16h: trường tiểu học.")
    places = (PLACES[n], PLACES[n + 1], PLACES[n + 2])
    rows = [line for pair in zip(places, hours, strict=True) for line in pair]
    title = SCHEDULE[0]
    article = read(title, "Công ty cấp nước báo lịch ngừng cấp nước như sau:", *rows, apart=True)
    assert article.title == title
    assert article.byline is None
    assert [line for line in rows if line not in spoken(article)] == []


@pytest.mark.parametrize("reader", ["Bạn đọc Minh Hạnh (Đồng Nai)", "Độc giả Lê Văn Tám (Huế)"])
@THREE
def test_who_asks_is_neither_heading_nor_caption(n: int, reader: str) -> None:
    story = STORIES[n]
    answer = ("Luật sư tư vấn", *story.body[1:])
    article = read(story.title, story.lead, story.body[0], reader, *answer)
    assert reader in of(article, Role.PARAGRAPH)
    whole(article, story)


@pytest.mark.parametrize("stamp", ["13/11/2025", "08:15 12/11/2025", "2 giờ trước"])
@THREE
def test_a_headline_below_the_date_of_another_heads_no_part(n: int, stamp: str) -> None:
    story = STORIES[n]
    box = ("Tin liên quan", BOXES[n][0], stamp, BOXES[n][2])
    article = read(
        *MENUS[n],
        *(story.title, "14:20 | 14/11/2025", story.lead, *story.body[:2], *box, *story.body[2:]),
    )
    whole(article, story)
    assert [line for line in box if line in of(article, *SPOKEN)] == []


def test_a_sentence_alone_is_a_text() -> None:
    for line in ("Chào cả xóm mình", "Mai họp lúc 7 giờ.", "Ok"):
        assert spoken(read(line)) == [line]
