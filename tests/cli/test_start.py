"""Where the process begins."""

from __future__ import annotations

import subprocess
import sys

import pytest

STRUCK = """
import sys
from types import ModuleType

class Name:
    def __set_name__(self, owner, name):
        raise {error}

def struck(name):
    class Struck:
        attribute = Name()

app = ModuleType("baonoi.cli.app")
app.__getattr__ = struck
sys.modules["baonoi.cli.app"] = app
from baonoi.cli.start import main
main()
"""


@pytest.mark.parametrize(("error", "status"), [("KeyboardInterrupt", 130), ("ValueError", 1)])
def test_an_interrupt_while_a_class_is_made_is_one(error: str, status: int) -> None:
    code = STRUCK.format(error=error)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert done.stderr.startswith("baonoi: Stopped.\n") == (status == 130)
