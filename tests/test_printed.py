"""Printed pages are what they would be if they were printed now."""

import pytest
from printed import DOCS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_is_current(name: str) -> None:
    path = DOCS / name
    assert path.exists() and path.read_text("utf-8") == PAGES[name](), "run `python -m tests.printed`"
