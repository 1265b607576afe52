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


def header(m: Mistake) -> Diagnostic | None:
    """A line below a header that says for whom it is meant, but is none of the language."""
    above = m.header
    if above is None or not above.indent or m.line.indent <= above.indent:
        return None
    text = m.text_of(above).split("#")[0].strip()
    meant = whole_line(text, m.source.text) if text.endswith(":") else None
    if meant is None or meant.name != "unknown-header":
        return None
    repair = meant.repair(m.text, above.start)
    return m.found(meant.name, meant.message, meant.why, repair, above.start, len(text))


SENTENCES = (whole, header)
