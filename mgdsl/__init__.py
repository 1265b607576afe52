"""mgdsl: eligibility criteria that a clinician can read aloud and a machine can decide.

The names below are loaded when they are first asked for: a compiled protocol evaluates without the parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mgdsl.version import VERSION as __version__

if TYPE_CHECKING:
    from mgdsl.core.codec_error import CodecError as CodecError
    from mgdsl.evaluate.result import Answer as Answer
    from mgdsl.evaluate.result import CriterionResult as CriterionResult
    from mgdsl.evaluate.result import Missing as Missing
    from mgdsl.evaluate.result import Reason as Reason
    from mgdsl.evaluate.result import Status as Status
    from mgdsl.evaluate.result import Verdict as Verdict
    from mgdsl.opening import load as load
    from mgdsl.opening import loads as loads
    from mgdsl.protocol import Protocol as Protocol
    from mgdsl.report.diagnostic import Diagnostic as Diagnostic
    from mgdsl.report.diagnostic import MgdslError as MgdslError
    from mgdsl.report.diagnostic import ProgramError as ProgramError
    from mgdsl.report.diagnostic import RecordError as RecordError

_HOMES = {
    "mgdsl.core.codec_error": ("CodecError",),
    "mgdsl.evaluate.result": ("Answer", "CriterionResult", "Missing", "Reason", "Status", "Verdict"),
    "mgdsl.opening": ("load", "loads"),
    "mgdsl.protocol": ("Protocol",),
    "mgdsl.report.diagnostic": ("Diagnostic", "MgdslError", "ProgramError", "RecordError"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
