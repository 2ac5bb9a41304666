"""The command line as people use it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

STORY = """Cầu mới qua sông thông xe

Thứ bảy, 01/03/2025 08:00
Sáng 1/3, cây cầu dài 1,5 km nối hai bờ sông đã chính thức thông xe sau hai năm thi công.

Người dân hai bờ từ nay đi lại dễ hơn, không còn phải chờ phà vào những ngày nước lớn. Theo ban \
quản lý dự án, công trình có tổng vốn 120 tỷ đồng.

Việc còn lại

Từ nay đến cuối năm, đơn vị thi công sẽ trồng cây hai bên đường dẫn và lắp đèn chiếu sáng ở chân \
cầu.

Thu Hà
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "cau-moi.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def baonoi(tmp_path: Path) -> Run:
    """Run ``baonoi`` with arguments, in an empty folder."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        where = tmp_path / "work"
        where.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "baonoi", *map(str, arguments)]
        settings: dict[str, object] = {
            "cwd": where,
            "capture_output": True,
            "encoding": "utf-8",
            "timeout": 120,
            "env": dict(os.environ),
            **options,
        }
        return subprocess.run(command, check=False, **settings)  # type: ignore[call-overload, no-any-return]  # options vary

    return run
