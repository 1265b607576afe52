"""`python -m mgdsl.highlight`: print the TextMate grammar, kept as grammar/mgdsl.tmLanguage.json."""

import sys

from mgdsl.highlight.textmate import grammar

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(grammar())
