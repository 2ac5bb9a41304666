"""Services on loopback, and engines that are pointed at them and in a hurry."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hub import Hub, Repository  # the folder is no package
from services import PITCHES, Services, speech

from baonoi.model import Passage, Role, SpokenText
from baonoi.store import paths
from baonoi.voices.edge import EdgeEngine
from baonoi.voices.engine import Engine
from baonoi.voices.google import GoogleEngine
from baonoi.voices.online.pace import Pace
from baonoi.voices.online.service import RetryPolicy
from baonoi.voices.sound import LEAD, TAIL

NANO = "pnnbao-ump/VieNeu-TTS-v3-Nano"
HURRIED = RetryPolicy(
    spacing=0.0,
    tries=3,
    first_pause=0.01,
    longest_pause=0.02,
    patience=2.0,
    request_time=1.0,
    syllable_time=0.0,
)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Both services, and the libraries pointed at them; it is known how fast Google speaks."""
    with Services() as running:
        point_at(running, monkeypatch)
        know_the_pace()
        yield running


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub of models, and a shelf of one's own."""
    pytest.importorskip("huggingface_hub", reason="needs huggingface-hub")
    with Hub() as running:
        running.repositories[NANO] = Repository()
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        monkeypatch.setenv("BAONOI_OFFLINE", "0")
        monkeypatch.setenv("BAONOI_VOICES", str(tmp_path / "voices"))
        yield running


def point_at(running: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAONOI_OFFLINE", "0")
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", running.edge_url)
    monkeypatch.setattr(
        "gtts.tts._translate_url", lambda tld="com", path="": f"{running.google_url}/{path}"
    )


LEARNED = (
    "Phà ngừng chạy.",
    "Hết mưa, nước rút, đường khô.",
    "Cầu đã thông xe. Mọi người cùng vui. Chợ họp.",
    "Sáng nay nước sông rút dần xuống dưới mức báo động một, bà con ra đồng dọn bùn và trồng rau.",
    "Trường học mở cửa, xe buýt chạy lại, đèn đường sáng. Tuần sau, đội thợ làm nốt con đê.",
)


def know_the_pace(folder: Path | None = None) -> None:
    """As if another run had learned it: otherwise every first answer is asked for again."""
    pace = Pace((folder or paths.paces()) / "google-1.00")
    for text in LEARNED * 8:
        _, words, _ = speech(text, PITCHES["google"], 1.0, 32)
        pace.learn(words[-1][2] - words[0][1] + LEAD + TAIL, text)


@pytest.fixture(params=["edge", "gtts"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each online engine in its turn."""
    return EdgeEngine(policy=HURRIED) if request.param == "edge" else GoogleEngine(HURRIED)


def passage(*sentences: str) -> Passage:
    texts = tuple(SpokenText(sentence, sentence) for sentence in sentences)
    return Passage(Role.PARAGRAPH, texts, (0.45,) * len(texts))


@pytest.fixture
def story() -> list[Passage]:
    """Three passages, told apart by their words."""
    return [
        passage("Cây cầu mới qua sông đã thông xe vào sáng hôm nay."),
        passage(
            "Người dân hai bờ rất phấn khởi, vì việc đi lại đã dễ dàng hơn trước nhiều.",
            "Phà ngừng chạy từ trưa.",
            "Cầu dài một nghìn hai trăm ba mươi bốn mét, rộng hai mươi hai mét, bốn làn xe, hai "
            "lề đi bộ, và được xây trong hai năm rưỡi bằng vốn của tỉnh.",
        ),
        passage("Tuần sau, đèn ở chân cầu sẽ được lắp xong."),
    ]
