"""What axe-core holds against an open page."""

from __future__ import annotations

from typing import Any

import pytest

RUN = """() => axe.run({ iframes: false, resultTypes: ["violations"] })
  .then((results) => results.violations)"""
"""What is right is not collected: it is most of a page."""


def violations(page: Any) -> list[str]:
    """Every rule that is broken by a page, or by a frame of one, and where."""
    axe = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    )
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(RUN)
    return [
        f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"]
    ]
