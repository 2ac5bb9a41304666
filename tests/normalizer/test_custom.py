from __future__ import annotations

from pathlib import Path

import pytest

from baonoi.errors import UsageError
from baonoi.model import Glossary
from baonoi.normalizer import custom, load_lexicon, normalize


@pytest.fixture(autouse=True)
def _nobody_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custom, "personal_path", lambda: tmp_path / "none" / "lexicon.tsv")
    custom.personal_lexicon.cache_clear()


def write(folder: Path, text: str) -> Path:
    path = folder / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_wins_over_everything(tmp_path: Path) -> None:
    lexicon = load_lexicon(
        write(
            tmp_path,
            "# của tôi\nwritten\tspoken\tclass\nCNQP\tcông nghiệp của ta\n5G\tnăm gờ\tmodel\n"
            "Putin\tông Pu\nVăn Cao\tnhạc sĩ Văn Cao\n24/7\tsuốt tuần\nbáo\ttờ báo\n",
        )
    )
    glossary = Glossary({"CNQP": "Công nghiệp Quốc phòng"})
    said = normalize(
        "CNQP, mạng 5G: Putin nghe Văn Cao 24/7. Báo, nhà báo.", lexicon=lexicon, glossary=glossary
    )
    assert said.spoken == (
        "công nghiệp của ta, mạng năm gờ: ông Pu nghe nhạc sĩ Văn Cao suốt tuần. "
        "tờ báo, nhà tờ báo."
    )
    assert [span.kind for span in said.rewrites[:2]] == ["lexicon", "model"]


def test_an_entry_fits_whole_words_only(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, "AB\tmột\n"))
    assert normalize("AB và ABC", lexicon=lexicon).spoken == "một và a bê xê"


def test_what_one_lexicon_says_does_not_stay_behind(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, "hoa\tbông\n"))
    assert normalize("hoa đẹp", lexicon=lexicon).spoken == "bông đẹp"
    assert normalize("hoa đẹp").spoken == "hoa đẹp"


def test_a_person_has_a_lexicon_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    personal = tmp_path / "lexicon.tsv"
    personal.write_text("NBA\tnhà báo ảnh\nXYZ\tchưa biết\n", encoding="utf-8")
    monkeypatch.setattr(custom, "personal_path", lambda: personal)
    custom.personal_lexicon.cache_clear()
    assert normalize("NBA").spoken == "nhà báo ảnh"
    lexicon = load_lexicon(write(tmp_path, "NBA\tbóng rổ\n"))
    assert normalize("NBA, XYZ", lexicon=lexicon).spoken == "bóng rổ, chưa biết"
    custom.personal_lexicon.cache_clear()


@pytest.mark.parametrize("text", ["một cột\n", "a\tb\tc\td\n", "\tb\n", "a" * 300 + "\tb\n"])
def test_a_line_of_another_shape_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_lexicon(write(tmp_path, "ok\tđược\n" + text))
    assert "Line 2" in caught.value.message
    assert caught.value.code == "lexicon-entry"
    assert caught.value.fields["line"] == 2


def test_a_file_that_cannot_be_read_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_lexicon(tmp_path / "missing.tsv")
    assert caught.value.code == "lexicon-unreadable"
    binary = tmp_path / "binary.tsv"
    binary.write_bytes(b"\xff\xfe\x00a\tb")
    with pytest.raises(UsageError, match="UTF-8"):
        load_lexicon(binary)


def test_many_entries_with_one_first_word_cost_no_more_than_their_lengths(tmp_path: Path) -> None:
    rows = "".join(f"Công ty số {number:05}\tdoanh nghiệp\n" for number in range(3_000))
    lexicon = load_lexicon(write(tmp_path, rows + "Công ty số 00007 mới\tcông ty kia\nCông\tông\n"))
    assert len(lexicon.firsts["công"]) == 3
    text = "Công ty số 02999, Công ty số 00007 mới và Công ty số 99999."
    said = normalize(text, lexicon=lexicon).spoken
    assert said.startswith("doanh nghiệp, công ty kia và ông ty số")
