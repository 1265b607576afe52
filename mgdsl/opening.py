"""Opening a protocol from wherever it is: a file, a directory that holds one, text, or the compiled form.

The parser is imported only when there is text to parse.
"""

from os import PathLike
from pathlib import Path

from mgdsl.files import is_compiled, located
from mgdsl.protocol import Protocol
from mgdsl.report.diagnostic import Diagnostic, ProgramError


def load(path: str | PathLike[str]) -> Protocol:
    """The protocol in a file (`.mgdsl`, `.md`, compiled `.json`) or in a directory's ``protocol.mgdsl``.

    Raises OSError for a file that cannot be read, ProgramError with all findings for a protocol that does not
    check, CodecError for a compiled one that does not hold together.
    """
    file = located(Path(path))
    return loads(file.read_bytes(), str(file), file.parent)


def loads(data: str | bytes, name: str = "protocol", beside: Path | None = None) -> Protocol:
    """The protocol in a text or in a compiled form. `beside`: where vocabularies may lie.

    Raises ProgramError and CodecError as `load` does.
    """
    held = data.encode() if isinstance(data, str) else data
    if is_compiled(held, name):
        return Protocol.from_json(held)
    from mgdsl.program import load_bytes  # the parser; a compiled protocol does without

    loaded = load_bytes(name, held, beside)
    program = loaded.checked.program
    if program is None:
        raise ProgramError(loaded.diagnostics or (_no_protocol(name),))
    return Protocol(program)


def _no_protocol(name: str) -> Diagnostic:
    message = f"{name} holds declarations only, no protocol"
    return Diagnostic("no-protocol", message, repair='begin with `protocol "…":`, and `use` this vocabulary')
