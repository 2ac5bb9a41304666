from __future__ import annotations

import subprocess
import sys

import pytest

from baonoi.common import room


def test_there_is_room_here() -> None:
    room.ensure()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such limit")
@pytest.mark.parametrize("limit", ["RLIMIT_AS", "RLIMIT_DATA"])
def test_a_limit_is_noticed(limit: str) -> None:
    code = f"""
import resource
from baonoi.common import room
resource.setrlimit(resource.{limit}, (60 << 20, 60 << 20))
try:
    room.ensure()
except MemoryError:
    print("none")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "none\n"
