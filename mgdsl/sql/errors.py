"""What the SQL backend refuses."""


class CannotEncode(ValueError):
    """A number, a text or a program beyond what SQL can hold exactly. The message is one sentence."""


class MissingExtra(ImportError):
    """The optional extra is not installed."""

    def __init__(self) -> None:
        super().__init__("The SQL backend needs an optional extra: pip install 'mgdsl[sql]'")
