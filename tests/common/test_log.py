from __future__ import annotations

import subprocess
import sys

import pytest

from baonoi.common.log import PACKAGE, Log


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


TELL = "from baonoi.common.log import Log\nlog = Log('baonoi.thử')\nlog.warning('đứt %d', 2)\n"


def test_nobody_hears_it_who_did_not_ask() -> None:
    assert run(f"import logging\n{TELL}") == ""


def test_where_nobody_can_hear_it_nothing_is_imported() -> None:
    assert run(f"import sys\n{TELL}print('logging' in sys.modules)") == "False\n"


def test_a_program_hears_it_as_any_other_logger() -> None:
    program = f"import logging\nlogging.basicConfig(format='%(levelname)s %(message)s')\n{TELL}"
    assert run(program) == "WARNING đứt 2\n"


def test_a_program_that_began_to_listen_later_hears_it_too() -> None:
    assert run(f"{TELL}import logging\nlogging.basicConfig()\nlog.warning('lại')").endswith("lại\n")


@pytest.mark.parametrize("level", ["debug", "info", "warning"])
def test_levels_and_the_place_where_it_was_told(
    level: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger=PACKAGE)
    getattr(Log(f"{PACKAGE}.thử"), level)("%s: %d", "một", 1)
    (record,) = caplog.records
    assert (record.levelname.lower(), record.name) == (level, "baonoi.thử")
    assert record.getMessage() == "một: 1"
    assert record.filename == "test_log.py"
