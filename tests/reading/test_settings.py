from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.errors import BaonoiError, SourceError, UsageError
from baonoi.model import VoiceRequest
from baonoi.reading.options import ReadingOptions
from baonoi.reading.settings import SETTINGS, Settings, understood
from baonoi.store import paths

FILE = Path("/etc/config.toml")


@pytest.fixture
def file() -> Path:
    return paths.config()


def test_where_nothing_is_settled_all_is_as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BAONOI_OFFLINE")
    settings = Settings.load()
    assert settings.options() == ReadingOptions()
    assert settings.voice_request().name == VoiceRequest().name
    assert {settings[each.name].origin for each in SETTINGS} == {"default"}


def test_the_file_is_heard(file: Path) -> None:
    file.write_text(
        'voice = ["nu", "nam"]\nspeed = 1.2\nloudness = -19\nbitrate = 96\ncaptions = true\n',
        encoding="utf-8",
    )
    settings = Settings.load()
    assert settings.voice_request() == VoiceRequest("nu", offline=True, speed=1.2)
    assert settings.voice_request("minh").name == "minh"
    assert settings.options() == ReadingOptions(captions=True, loudness=-19, bitrate=96)
    assert settings["voice"] == (("nu", "nam"), "file")


def test_a_variable_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("speed = 1.2\nnotes = true\n", encoding="utf-8")
    monkeypatch.setenv("BAONOI_SPEED", "0.8")
    monkeypatch.setenv("BAONOI_NOTES", "no")
    monkeypatch.setenv("BAONOI_BASE_URL", "https://bao.example/nghe")
    settings = Settings.load()
    assert settings["speed"] == (0.8, "environment")
    assert settings["notes"] == (False, "environment")
    assert settings["base-url"].value == "https://bao.example/nghe"


def test_paths_count_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('directory = "podcast"\nlexicon = "~/tu.tsv"\n', encoding="utf-8")
    settings = Settings.load(file)
    assert settings["directory"].value == str(tmp_path / "podcast")
    assert settings["lexicon"].value == os.path.expanduser("~/tu.tsv")  # noqa: PTH111  # as a shell has it


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("voice = [", "settings-broken"),
        ("vioce = 'nam'", "setting-unknown"),
        ("speed = 'nhanh'", "setting-wrong"),
        ("speed = true", "setting-wrong"),
        ("speed = nan", "setting-wrong"),
        ("speed = 9", "speed-out-of-range"),
        ("loudness = -1", "value-out-of-range"),
        ("bitrate = 64.5", "setting-wrong"),
        ("bitrate = 63", "bitrate-unknown"),
        ("captions = 1", "setting-wrong"),
        ("voice = []", "setting-wrong"),
        ("voice = ''", "setting-wrong"),
        ("voice = [1]", "setting-wrong"),
        ("[read]\nvoice = 'nam'", "setting-unknown"),
    ],
)
def test_what_cannot_be_is_told_with_its_file(text: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        understood(text, FILE)
    assert caught.value.code == code
    assert caught.value.message.startswith(f"{FILE}: ")


def test_what_a_variable_cannot_be_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAONOI_SPEED", "nhanh")
    with pytest.raises(UsageError, match="BAONOI_SPEED: speed cannot be 'nhanh'"):
        Settings.load()


def test_a_file_that_cannot_be_read(file: Path) -> None:
    file.write_bytes("voice = 'nữ'".encode("utf-16"))
    with pytest.raises(SourceError):
        Settings.load()
    file.unlink()
    file.mkdir()
    with pytest.raises(SourceError):
        Settings.load()


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    with suppress(BaonoiError):
        understood(text, FILE)


def test_the_document_names_every_setting_and_its_variable() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1::2][:2] for row in rows] == [
        [setting.name, paths.variable(setting.name)] for setting in SETTINGS
    ]
