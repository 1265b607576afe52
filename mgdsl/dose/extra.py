"""The extra `dose`: what simulation and plots need beyond the package's own dependencies."""

from importlib import import_module
from types import ModuleType


class MissingExtra(ImportError):
    """The optional extra is not installed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs an optional extra: pip install 'mgdsl[dose]'")


def needed(module: str, what: str) -> ModuleType:
    """The module of an optional library. Raises MissingExtra."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise MissingExtra(what) from None
