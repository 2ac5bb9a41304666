"""The page as a file: what is in it, and that nothing else gets in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from baonoi.cleaner.reasons import Reason
from baonoi.cli.app import baonoi
from baonoi.common.printable import without_acting
from baonoi.model import (
    Article,
    Block,
    Cut,
    LeftOut,
    Repair,
    Role,
    Script,
    Section,
    SemioticClass,
    Span,
    SpokenText,
)
from baonoi.publish.page import wording
from baonoi.publish.page.notes import notes
from baonoi.publish.page.outline import Shown, places, shown
from baonoi.publish.page.wording import clock, look_up, table
from baonoi.publish.times import sentences, tokens

PAGE = Path(wording.__file__).parent
HOSTILE = (
    "</title><script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "<!--audio--><!--data-->",
    "</script><script>window.hacked=1</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eđảo ngược\u202c và \u2066tách\u2069 \u200fphải",
    "Ng" * 5000,
    "&lt;b&gt; &amp;amp; \u2028 \u2029",
)


class Parsed(HTMLParser):
    """The elements of a page with their attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]][-1] += data


def written(audio: Path) -> str:
    return (audio.parent / "index.html").read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_seed_fits_into_120_kilobytes(seed_page: Path) -> None:
    assert seed_page.stat().st_size <= 120_000


def test_the_arrays_tell_the_manifest(seed_page: Path) -> None:
    """Decoded, they give every word's place in its block and its times to the millisecond."""
    manifest = json.loads((seed_page.parent / "recording.json").read_text(encoding="utf-8"))
    page = seed_page.read_text(encoding="utf-8")
    voice = data_of(page)["voices"][0]
    blocks = dict(re.findall(r'data-b="(\d+)">(.*?)</(?:h1|h2|p|li|figcaption)>', page))
    s, w = voice["sentences"], voice["words"]
    said = [each for section in manifest["sections"] for each in section["sentences"]]
    assert len(s["gap"]) == len(said)
    assert voice["duration"] == round(manifest["duration"] * 1000)
    assert [each["start"] for each in voice["sections"]] == [
        round(each["start"] * 1000) for each in manifest["sections"]
    ]
    time, first = 0, 0
    for number, sentence in enumerate(said):
        time += s["gap"][number]
        assert time == pytest.approx(sentence["start"] * 1000, abs=0.6)
        end = time + s["last"][number]
        text = blocks[str(s["block"][number])]
        place = s["from"][number]
        assert text[place : place + s["length"][number]] == sentence["written"]
        last = first + s["words"][number]
        at = place
        for word, told in zip(range(first, last), sentence["words"], strict=True):
            at += w["gap"][word]
            assert text[at : at + w["length"][word]] == told["written"]
            at += w["length"][word]
            time += w["rest"][word]
            assert time == pytest.approx(told["start"] * 1000, abs=0.6)
            time += w["last"][word]
            assert time == pytest.approx(told["end"] * 1000, abs=0.6)
        first, time = last, end


def test_places_are_counted_as_browsers_count(record: Any, article: Article) -> None:
    text = "Cờ 🇻🇳 và 𝐀 bay. Rồi 😀 cười."
    odd = replace(article, sections=(Section(None, (Block(Role.LEAD, text),)),))
    recording, audio = record(odd)
    voice = data_of(written(audio))["voices"][0]
    units = text.encode("utf-16-le")
    found = [
        units[2 * place : 2 * (place + length)].decode("utf-16-le")
        for block, place, length in zip(
            *(voice["sentences"][name] for name in ("block", "from", "length")), strict=True
        )
        if block == 2
    ]
    assert found == ["Cờ 🇻🇳 và 𝐀 bay.", "Rồi 😀 cười."]
    assert len(recording.script.sections) == 1


def test_the_policy_allows_what_is_inside_and_nothing_else(seed_page: Path) -> None:
    page = Parsed(seed_page.read_text(encoding="utf-8"))
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv"))
    assert policy is not None
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["media-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy
    scripts = [
        text
        for text, (_, a) in zip(
            page.texts["script"], [e for e in page.elements if e[0] == "script"], strict=True
        )
        if a.get("type") is None
    ]
    for inside, allowed in ((scripts, "script-src"), (page.texts["style"], "style-src")):
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for text in inside
        }
        assert hashes == set(parts[allowed].split())


def test_nothing_is_fetched(seed_page: Path) -> None:
    page = Parsed(seed_page.read_text(encoding="utf-8"))
    sources = [
        a[name] for _, a in page.elements for name in ("src", "srcset", "href") if a.get(name)
    ]
    audio = f"{seed_page.parent.name}.mp3"
    assert {source for source in sources if not (source or "").startswith(("#", "data:"))} == {
        audio,
        "transcript.vtt",
        "../index.html",
    }
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    assert not [a for _, a in page.elements if "style" in a]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(record: Any, article: Article, text: str) -> None:
    hostile = replace(
        article,
        title=f"Tin {text}",
        source=text,
        byline=text,
        url=f"javascript:{text}",
        sections=(
            Section(
                None,
                (
                    Block(Role.LEAD, f"Một {text} hai."),
                    Block(Role.CAPTION, f"Ảnh {text}"),
                    Block(Role.LIST_ITEM, f"Mục {text}"),
                ),
            ),
            Section(Block(Role.HEADING, f"Phần {text}"), (Block(Role.PARAGRAPH, "Ba."),)),
        ),
        cuts=(Cut(text, text),),
        repairs=(Repair(text, text, text),),
    )
    _, audio = record(hostile, say=lambda text: SpokenText(text, text))
    tame, tame_audio = record(replace(article, title="Bài hiền", cuts=(Cut("a", "b"),)))
    page, other = Parsed(written(audio)), Parsed(written(tame_audio))
    text = without_acting(text)
    assert page.texts["title"] == [f"Tin {text}"]
    assert page.texts["h1"] == [f"Tin {text}"]
    assert page.texts["figcaption"] == [f"Ảnh {text}"]
    assert f"Phần {text}" in page.texts["h2"]
    assert page.texts["script"][1] == other.texts["script"][1]
    assert len(page.texts["script"]) == len(other.texts["script"])
    assert {tag for tag, _ in page.elements} - {tag for tag, _ in other.elements} <= {"ul", "li"}
    assert not [a for _, a in page.elements if (a.get("href") or "").startswith("javascript")]
    assert data_of(written(audio))["title"] == f"Tin {text}"
    assert tame.article.title == "Bài hiền"


def test_a_machine_reads(record: Any, article: Article) -> None:
    """The page says so beside the voice's name and at its foot; the manifest, to programs."""
    _, audio = record(article)
    page = written(audio)
    player, foot = page.index('class="player"'), page.index('class="foot"')
    assert page.index('data-t="machine">Máy đọc<') in range(player, foot)
    assert "giọng tổng hợp, không phải người" in page[foot:]
    manifest = json.loads((audio.parent / "recording.json").read_text(encoding="utf-8"))
    assert manifest["ai_content"] is True


def test_the_original_is_linked_where_it_is_on_the_web(record: Any, article: Article) -> None:
    _, audio = record(replace(article, url="https://bao.example/bai?a=1&b=2"))
    links = [a.get("href") for tag, a in Parsed(written(audio)).elements if tag == "a"]
    assert "https://bao.example/bai?a=1&b=2" in links
    _, audio = record(replace(article, url="data:text/html,x"))
    links = [a.get("href") for tag, a in Parsed(written(audio)).elements if tag == "a"]
    assert not [link for link in links if (link or "").startswith("data:")]


def test_the_sound_goes_inside_on_demand(record: Any, article: Article) -> None:
    _, audio = record(article, single_file=True)
    page = written(audio)
    found = re.search(r'<audio[^>]* src="data:audio/mpeg;base64,([^"]+)"', page)
    assert found
    assert base64.b64decode(found[1]) == audio.read_bytes()
    assert "media-src data:" in page
    assert "media-src &#39;self&#39;" not in page


def test_the_same_recording_gives_the_same_page(record: Any, article: Article) -> None:
    first = written(record(article)[1])
    assert written(record(article)[1]) == first


def test_an_article_of_nothing_but_a_title(record: Any, article: Article) -> None:
    bare = Article("Tin ngắn", (Section(None, (Block(Role.TITLE, "Tin ngắn"),)),))
    page = Parsed(written(record(bare)[1]))
    assert page.texts["h1"] == ["Tin ngắn"]


def test_what_the_script_leaves_out_is_shown(article: Article) -> None:
    blocks = [Shown(Role.PARAGRAPH, "Một. Hai.", 0), Shown(Role.PARAGRAPH, "Ba.", 0)]
    assert shown(article, Script(()))[0] == Shown(Role.TITLE, article.title, 0)
    assert [each.role for each in shown(article, Script(()))].count(Role.CAPTION) == 1
    assert list(places(blocks, [])) == []


def test_a_passage_without_a_place_is_heard_all_the_same(record: Any, article: Article) -> None:
    recording, _ = record(article)
    said = list(sentences(recording))
    assert {place for place, _ in places([], said)} == {-1}
    known = shown(recording.article, recording.script)
    assert -1 not in {place for place, _ in places(known, said)}
    assert -1 not in {place for place, _ in places([Shown(Role.CAPTION, "x", 0), *known], said)}


def test_notes_group_by_reason() -> None:
    article = Article(
        "Tin",
        (),
        cuts=(Cut("A", "menu"), Cut("B", "ad"), Cut("A", "menu"), Cut("C", "menu")),
        repairs=(Repair("hoà", "hòa", "style"), Repair("Că", "Cả", "slip", doubtful=True)),
    )
    found = notes(article, Script((), (LeftOut(Role.CAPTION, "Ảnh", "caption"),)))
    assert [(group.reason, group.texts) for group in found.cuts] == [
        ("menu", (("A", 2), ("C", 1))),
        ("ad", (("B", 1),)),
    ]
    assert [each.repaired for each in found.mended] == ["hòa"]
    assert [each.repaired for each in found.doubted] == ["Cả"]
    assert found.left_out[0].reason == "caption"


def test_what_may_have_been_lost_is_listed_first(record: Any, article: Article) -> None:
    cuts = (Cut("Tin khác", "other articles"), Cut("Ông về.", "stands after the article", True))
    page = written(record(replace(article, cuts=cuts))[1])
    lost, sure = page.index("<dd>Ông về.</dd>"), page.index("<dd>Tin khác</dd>")
    assert re.findall(r"<h3>.*?Đã bỏ.*?</h3>", page[:lost])
    assert lost < sure
    tame = written(record(replace(article, cuts=cuts[:1]))[1])
    assert not re.findall(r"<h3>.*?Đã bỏ mà có thể.*?</h3>", tame)


def test_doubtful_readings_are_marked(record: Any, article: Article) -> None:
    def unsure(text: str) -> SpokenText:
        if "km" not in text:
            return SpokenText(text, text)
        at = text.index("km")
        spoken = text.replace("km", "ki-lô-mét")
        return SpokenText(
            text, spoken, (Span(at, at + 2, at, at + 9, "measure", 0.5, ("cây số",)),)
        )

    page = written(record(article, say=unsure)[1])
    row = re.search(r'<tr class="doubtful">.*?</tr>', page, re.DOTALL)
    assert row
    assert "ki-lô-mét" in row[0]
    assert "chưa chắc" in row[0]
    assert "cây số" in row[0]


def test_a_token_at_the_end_may_hold_white_space() -> None:
    text = SpokenText("Hết.”", "Hết.", (Span(4, 6, 3, 4, "quote"),))
    assert [span.end for span, *_ in tokens(text, [0, 5])] == [4, 5]


def test_every_reason_has_its_vietnamese() -> None:
    assert {reason.value for reason in Reason} <= set(table("reasons"))
    assert all(
        each.vi and each.en
        for name in ("strings", "reasons", "kinds")
        for each in table(name).values()
    )


def test_every_semiotic_class_has_its_wording_and_nothing_else_has() -> None:
    assert set(table("kinds")) == {each.value for each in SemioticClass}


def test_every_text_of_the_interface_is_in_the_table_and_used() -> None:
    files = [*(PAGE / "templates").glob("*.*"), *(PAGE / "static").glob("*.js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r'(?:say|label)\("(\w+)"\)', text))
    asked |= set(re.findall(r"strings\.(\w+)\.vi", text))
    asked |= set(re.findall(r'"(key_\w+)"', text))
    assert asked <= set(table("strings"))
    assert not [
        key for key in table("strings") if f'"{key}"' not in text and f".{key}." not in text
    ]


def test_an_unknown_reason_stands_for_itself() -> None:
    assert look_up("reasons", "a reason of tomorrow") == ("a reason of tomorrow",) * 2


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.99, "0:59"), (432, "7:12"), (3723, "1:02:03")]
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_the_command_makes_page_and_shelf(tmp_path: Path) -> None:
    story = tmp_path / "bai.txt"
    story.write_text("Cầu mới\n\nSáng nay, cây cầu mới đã thông xe.\n", encoding="utf-8")
    out = tmp_path / "out"
    given = ["read", "-q", "--voice", "nam", "--voice", "nu", "--single-file", "-d", str(out)]
    result = CliRunner().invoke(baonoi, [*given, str(story)], catch_exceptions=False)
    assert result.exit_code == 0
    audios = [Path(line) for line in result.output.splitlines()]
    assert [audio.parent.name for audio in audios] == ["nam", "nu"]
    page = (out / "cau-moi" / "index.html").read_text(encoding="utf-8")
    assert page.count('src="data:audio/mpeg;base64,') == 2
    labels = [voice["label"] for voice in data_of(page)["voices"]]
    assert [label.split(" (")[0] for label in labels] == ["Giọng nam", "Giọng nữ"]
    shelf = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="cau-moi/index.html"' in shelf
    assert ", ".join(labels) in shelf
