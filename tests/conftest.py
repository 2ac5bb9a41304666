"""What the tests share: a cache of their own, the seed, and a small article."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import s3
from _pytest.monkeypatch import MonkeyPatch
from hypothesis import HealthCheck, settings

from baonoi.cli.po import compile_all
from baonoi.common.parallel import cores
from baonoi.model import VIETNAM_TIME, Article, Block, Role, Section

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine is slow, which says nothing of what is tested.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")
compile_all()  # a build does it; here a catalogue may have changed since
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = (
    "chromium-headless-shell",  # half the work of a browser with a face
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)


def pytest_xdist_auto_num_workers() -> int:
    """One more than cores: somebody always waits for a browser, a service or a clock."""
    return cores() + 1


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the settings or fills the cache of whoever runs it, or asks the network."""
    monkeypatch.setenv("BAONOI_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("BAONOI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("BAONOI_STATION", str(tmp_path / "station.sqlite3"))
    monkeypatch.setenv("BAONOI_OFFLINE", "1")
    for name in ("BAONOI_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def seed() -> Path:
    return next((ROOT / "seeds").glob("*.txt"))


@pytest.fixture
def golden() -> Path:
    return ROOT / "tests" / "golden"


@pytest.fixture
def article() -> Article:
    """Two sections, a caption, a list; short enough to be said in a moment."""
    opening = Section(
        None,
        (
            Block(Role.TITLE, "Cầu mới qua sông thông xe"),
            Block(Role.DATELINE, "01/3/2025 08:00"),
            Block(Role.LEAD, "Sáng 1/3, cây cầu dài 1,5 km đã thông xe."),
            Block(Role.CAPTION, "Cầu mới nhìn từ bờ bắc (Ảnh: Minh Thư)"),
            Block(Role.PARAGRAPH, "Người dân hai bờ đi lại dễ hơn. Phà ngừng chạy từ hôm nay."),
        ),
    )
    after = Section(
        Block(Role.HEADING, "Việc còn lại"),
        (
            Block(Role.LIST_ITEM, "Trồng cây hai bên đường dẫn."),
            Block(Role.LIST_ITEM, "Lắp đèn ở chân cầu."),
            Block(Role.BYLINE, "Thu Hà"),
        ),
    )
    return Article(
        title="Cầu mới qua sông thông xe",
        sections=(opening, after),
        source="Báo Thử",
        published=datetime(2025, 3, 1, 8, 0, tzinfo=VIETNAM_TIME),
        byline="Thu Hà",
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("no Chromium on this system (Debian: apt install chromium)")
    flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    with api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=flags)
        except api.Error as error:
            pytest.skip(f"Chromium does not start: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real_s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bucket on a real server; the variables that lead there are set."""
    pytest.importorskip("obstore", reason="obstore is not installed")
    with s3.seaweed(tmp_path_factory.mktemp("weed")) as port, MonkeyPatch.context() as patch:
        for name, value in s3.variables(port).items():
            patch.setenv(name, value)
        yield f"s3://{s3.BUCKET}"
