"""The version of the package, which every answer carries."""

VERSION = "0.1.0"
