"""Lines that are read as a whole: the last of something so long ago, a stable dose."""

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake
from mgdsl.syntax.whole_lines import whole_line


def whole(m: Mistake) -> Diagnostic | None:
    """A line for which `whole_lines` knows what is meant."""
    meant = whole_line(m.whole.strip(), m.source.text) if m.line.indent else None
    if meant is None:
        return None
    repair = meant.repair(m.text, m.line.start)
    return m.found(meant.name, meant.message, meant.why, repair, m.line.start, len(m.whole.rstrip()))


SENTENCES = (whole,)
