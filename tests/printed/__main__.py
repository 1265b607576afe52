"""`python -m tests.printed`: writes the pages that have changed, and names them."""

from . import DOCS, PAGES

for name, printed in PAGES.items():
    path, text = DOCS / name, printed()
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
        print(path.relative_to(DOCS.parent))
