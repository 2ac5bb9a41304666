"""RSS and Atom as papers write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from baonoi.errors import SourceError
from baonoi.model import Page
from baonoi.sources import FeedItem, is_feed, named_feeds, open_feed, open_source, read_feed

HANOI = timezone(timedelta(hours=7))

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- Báo Mẫu -->
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Báo Mẫu</title><link>https://bao.example/</link>
<atom:link rel="self" href="https://bao.example/rss.xml"/>
<item><title><![CDATA[Mưa &quot;lịch sử&quot; ở <b>Huế</b>]]></title>
  <link>https://bao.example/mua.html</link>
  <pubDate>Thu, 12 Jun 2025 09:30:00 +0700</pubDate></item>
<item><title>Giá gạo tăng &amp;amp; xuất khẩu</title>
  <link>/gao.html</link><pubDate>Thu, 12 Jun 2025 10:00:00 GMT+7</pubDate></item>
<item><title>Mưa, lần nữa</title><link>https://bao.example/mua.html</link>
  <pubDate>Thu, 12 Jun 2025 09:30:00 +0700</pubDate></item>
<item><title>Không dẫn đi đâu</title><link>javascript:alert(1)</link>
  <pubDate>Thu, 12 Jun 2025 09:30:00 +0700</pubDate></item>
<item><title></title><guid>https://bao.example/bong-da.html</guid>
  <pubDate>6/12/2025 8:05:00 AM</pubDate></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Mẫu</title>
<entry><title type="html">Một &lt;i&gt;hai&lt;/i&gt;</title>
  <link rel="enclosure" href="https://bao.example/1.mp3"/>
  <link href="https://bao.example/1"/><updated>2025-06-12T02:30:00Z</updated></entry>
</feed>"""


def page(text: str, origin: str = "https://bao.example/rss.xml") -> Page:
    return Page(text, "text/html", origin)


def test_rss() -> None:
    assert open_feed(page(RSS)) == [
        FeedItem(
            "Giá gạo tăng & xuất khẩu",
            "https://bao.example/gao.html",
            datetime(2025, 6, 12, 10, 0, tzinfo=HANOI),
        ),
        FeedItem(
            "Mưa, lần nữa",
            "https://bao.example/mua.html",
            datetime(2025, 6, 12, 9, 30, tzinfo=HANOI),
        ),
        FeedItem(
            "https://bao.example/bong-da.html",
            "https://bao.example/bong-da.html",
            datetime(2025, 6, 12, 8, 5, tzinfo=HANOI),
            guid="https://bao.example/bong-da.html",
        ),
    ]


def test_atom() -> None:
    when = datetime(2025, 6, 12, 2, 30, tzinfo=UTC)
    assert open_feed(page(ATOM)) == [FeedItem("Một hai", "https://bao.example/1", when)]


@pytest.mark.parametrize("prefix", ["a", "atom", "x-1"])
def test_names_may_have_a_prefix(prefix: str) -> None:
    text = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}:", ATOM).replace("xmlns=", f"xmlns:{prefix}=")
    assert is_feed(page(text))
    assert read_feed(page(text)) == read_feed(page(ATOM))


def test_what_a_feed_tells_of_itself() -> None:
    told = RSS.replace("<title>Báo Mẫu", "<ttl>30</ttl><title>Báo <![CDATA[<i>Mẫu</i>]]>", 1)
    feed = read_feed(page(told))
    assert (feed.title, feed.lasts, len(feed.items)) == ("Báo Mẫu", 1800, 3)
    assert (read_feed(page(ATOM)).title, read_feed(page(ATOM)).lasts) == ("Báo Mẫu", 0)
    assert read_feed(page("<rss><channel></channel></rss>")).items == ()


def test_what_a_feed_knows_an_item_by_and_files_it_under() -> None:
    more = "<guid isPermaLink='false'>bai-7</guid><category>Thời tiết</category>"
    more += "<dc:subject xmlns:dc='urn:dc'>Huế</dc:subject><category> Thời  tiết </category>"
    (rss,) = read_feed(page(f"<rss><item><link>http://a.example/7</link>{more}</item></rss>")).items
    assert (rss.guid, rss.subjects) == ("bai-7", ("Thời tiết", "Huế"))
    more = "<id>tag:a.example,7</id><category term='kt' label='Kinh tế'/><category term='x'/>"
    (atom,) = read_feed(page(ATOM.replace("</entry>", f"{more}</entry>"))).items
    assert (atom.guid, atom.subjects) == ("tag:a.example,7", ("Kinh tế", "x"))


def test_rdf() -> None:
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="http://a.example/"><title>Báo A</title><ttl>x</ttl></channel>
    <item rdf:about="http://a.example/1"><title>Một</title><link>http://a.example/1</link>
    <dc:date>2025-06-12T09:30:00+07:00</dc:date></item></rdf:RDF>"""
    feed = read_feed(page(text))
    when = datetime(2025, 6, 12, 9, 30, tzinfo=HANOI)
    assert (feed.title, feed.lasts) == ("Báo A", 0)
    assert feed.items == (FeedItem("Một", "http://a.example/1", when),)


def test_every_feed_that_a_page_names() -> None:
    one = '<link rel="alternate" type="application/rss+xml" title="Tin  &amp; bài" href="/a.rss">'
    two = "<link href='b.xml?x=1&amp;y=2' rel=alternate type='application/atom+xml'>"
    text = f"<head>{one}<link rel=stylesheet href=c.css>{two}{one}</head>"
    found = [(each.url, each.title) for each in named_feeds(page(text, "https://bao.example/x/"))]
    assert found == [
        ("https://bao.example/a.rss", "Tin & bài"),
        ("https://bao.example/x/b.xml?x=1&y=2", ""),
    ]
    assert named_feeds(page(text, "/trang.html")) == ()


def test_the_latest() -> None:
    assert [item.title for item in open_feed(page(RSS), 1)] == ["Giá gạo tăng & xuất khẩu"]


def test_without_dates_the_feed_s_own_order_stands() -> None:
    items = "".join(
        f"<item><title>{n}</title><link>http://a.example/{n}</link></item>" for n in "312"
    )
    assert [i.title for i in open_feed(page(f"<rss><channel>{items}</channel></rss>"))] == list(
        "312"
    )


def test_markup_in_titles() -> None:
    text = RSS.replace(
        "Mưa, lần nữa", "Mưa &amp;lt;b&amp;gt;to&amp;lt;/b&amp;gt; &amp;quot;quá&amp;quot;"
    )
    assert 'Mưa to "quá"' in [item.title for item in open_feed(page(text))]


def test_from_a_file_and_from_a_server(server: Any, tmp_path: Path) -> None:
    path = tmp_path / "tin.xml"
    path.write_text(RSS, encoding="utf-8")
    assert is_feed(open_source(str(path)))
    assert len(open_feed(str(path), latest=2)) == 2
    url = server.page("/rss", RSS, content_type="application/rss+xml")
    assert open_feed(url, allow_private=True)[0].url == f"{server.url}/gao.html"


def test_a_web_page_that_names_its_feed(server: Any) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">'
    url = server.page("/", f'<html><head><link rel="stylesheet" href="a.css">{link}</head></html>')
    server.page("/rss", RSS, content_type="text/xml")
    assert len(open_feed(url, allow_private=True)) == 3
    assert server.seen[-1][0] == "/rss?a=1&b=2"


def test_a_page_cannot_name_a_file(server: Any, tmp_path: Path) -> None:
    path = tmp_path / "tin.xml"
    path.write_text(RSS, encoding="utf-8")
    link = f'<link type="application/rss+xml" href="{path.as_uri()}">'
    with pytest.raises(SourceError, match="Only http and https"):
        open_feed(server.page("/", f"<html>{link}</html>"), allow_private=True)


@pytest.mark.parametrize(
    "text",
    [
        *("<html><p>rss</p></html>", "Bài báo", "<p>&lt;rss&gt;</p>"),
        *("<feed-list><p>Bài báo</p></feed-list>", "<rss.reader>", "<feed:item>"),
    ],
)
def test_pages_are_no_feeds(text: str) -> None:
    assert not is_feed(page(text))
    with pytest.raises(SourceError, match="not an RSS or Atom feed"):
        open_feed(page(text))


@pytest.mark.parametrize("text", ["<rss", "<rss></rss>", "<feed>" * 5000, "<rss>\ufffe&"])
def test_feeds_that_announce_nothing(text: str) -> None:
    with pytest.raises(SourceError, match="announces nothing"):
        open_feed(page(text))


def test_a_broken_feed_gives_what_it_has() -> None:
    cut = RSS[: RSS.index("<item><title>Mưa, lần nữa")] + "<item><title>Dở"
    assert len(open_feed(page(cut))) == 2


FORMS = {
    "rss": '<rss version="2.0"><channel><title>Báo</title>{}</channel></rss>',
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>{}</feed>',
    "prefixed": '<feed xmlns:a="http://www.w3.org/2005/Atom">{}</feed>',
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns="http://purl.org/rss/1.0/"><channel><title>Báo</title></channel>{}</rdf:RDF>',
}
ITEMS = {
    "atom": '<entry><link href="http://127.0.0.1/{0}"/><title>{0}</title></entry>',
    "prefixed": '<a:entry><a:title>{0}</a:title><a:link href="http://127.0.0.1/{0}"/></a:entry>',
}
ITEM = "<item><title>Tin</title><link>http://127.0.0.1/{0}</link><guid>{0}</guid></item>"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [1, 3])
def test_wherever_a_feed_is_cut_off_it_gives_no_half_of_an_item(form: str, count: int) -> None:
    items = [ITEMS.get(form, ITEM).format(f"bai-{n}0{n}") for n in range(count)]
    text = FORMS[form].format("".join(items))
    urls = [f"http://127.0.0.1/bai-{n}0{n}" for n in range(count)]
    begin = text.index(items[0])
    for at in range(begin, len(text)):
        feed = read_feed(page(text[:at]))
        assert [item.url for item in feed.items] == urls[: (at - begin) // len(items[0])]
        assert not feed.whole
    assert read_feed(page(text)).whole


def test_an_item_that_ends_is_kept_whatever_is_wrong_within() -> None:
    first = "<item><title>Gạo & muối</title><link>http://a.example/1</link><b></item>"
    second = "<item><description><![CDATA[<item> dở]]></description><link>http://a.example/2</link>"
    urls = ["http://a.example/1", "http://a.example/2"]
    for more in ("</item>", "</item></channel>", "</channel></rss>", "</item></channel></rss><p>"):
        feed = read_feed(page(f"<rss><channel>{first}{second}{more}"))
        assert [item.url for item in feed.items] == urls
        assert feed.whole == ("</rss>" in more)


@pytest.mark.parametrize(
    "when", ["hôm qua", "9999999999-01-01", "Thu, 99 Jun 2025", "12:00 +9999", ""]
)
def test_dates_that_are_none(when: str) -> None:
    text = f"<rss><item><link>http://a.example/</link><pubDate>{when}</pubDate></item></rss>"
    assert open_feed(page(text))[0].published is None


def test_nothing_outside_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "kin.dtd").write_text('<!ENTITY kin "bí mật">', encoding="utf-8")
    text = RSS.replace("<rss", f'<!DOCTYPE rss SYSTEM "{(tmp_path / "kin.dtd").as_uri()}"><rss')
    items = open_feed(page(text.replace("Mưa, lần nữa", "Mưa &kin;")))
    assert items[1].title == "Mưa &kin;"


def test_entities_that_a_feed_declares_are_never_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    items = open_feed(page(RSS.replace("<rss", f"{doctype}<rss").replace("gạo tăng", "&l12;")))
    assert items  # libxml2 stops where they grow too much
    assert not any("ha" * 3 in item.title for item in items)


def test_what_is_no_address_is_passed_over_by_the_others() -> None:
    text = """<rss version="2.0"><channel>
    <item><title>Một</title><link>http://[</link></item>
    <item><title>Hai</title><link>http://a\u2100b/</link></item>
    <item><title>Ba</title><link>/ba</link></item></channel></rss>"""
    assert [item.url for item in open_feed(page(text))][-1] == "https://bao.example/ba"
    named = '<html><link rel=alternate type="application/rss+xml" href="http://["></html>'
    with pytest.raises(SourceError):
        open_feed(page(named))


def test_half_an_emoji_in_a_title() -> None:
    text = """<rss version="2.0"><channel><item>
    <title>Tin vui &#55357;&#56832; h\u00f4m nay &amp;#27;[2J&amp;#155;</title>
    <link>/a</link></item></channel></rss>"""
    (item,) = open_feed(page(text))
    item.title.encode("utf-8")
    assert "\x1b" not in item.title
    assert item.title.startswith("Tin vui")


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss PUBLIC "-//N//RSS 0.91//EN" "http://bao.example/rss.dtd">',
        '<!DOCTYPE rss [<!ENTITY a "b"> <!ELEMENT rss ANY> ]>',
        '<!DOCTYPE rss [\n<!ENTITY a "1"><!ENTITY b "&a;&a;">\n] >\n<!-- a -->',
        '<!DOCTYPE rdf:RDF [ <!ENTITY % c "d"> ]>',
    ],
)
def test_one_that_declares_its_type_is_a_feed(declared: str) -> None:
    found = page(f'<?xml version="1.0"?>\n{declared}\n{RSS.partition("?>")[2]}')
    assert is_feed(found)
    assert len(open_feed(found)) == 3
