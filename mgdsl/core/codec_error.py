"""What the codec of the core refuses."""

from mgdsl.report.diagnostic import Diagnostic, MgdslError

AGAIN = "compile the protocol again with this mgdsl"


class CodecError(MgdslError):
    """A program that cannot be written, or JSON that is no core of this version."""

    def __init__(self, name: str, message: str, repair: str = "") -> None:
        super().__init__((Diagnostic(name, message, repair=repair),))


def malformed(where: str, wanted: str) -> CodecError:
    return CodecError("broken-core", f"{where}: {wanted} is expected", AGAIN)


def cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
