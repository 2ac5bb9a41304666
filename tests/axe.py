"""What axe-core holds against an open page."""

from __future__ import annotations

from typing import Any

import pytest


def violations(page: Any) -> list[str]:
    """Every rule that is broken by a page, or by a frame of one, and where."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    found = axe.Axe().run(page, options={"iframes": False}).response["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"]
    ]
