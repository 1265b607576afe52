"""Linting one file that checks: every rule that is not switched off, less what the author allows."""

from pathlib import Path

from mgdsl.lint.config import Settings, settings
from mgdsl.lint.look import Look
from mgdsl.lint.rule import all_rules
from mgdsl.lint.suppress import kept
from mgdsl.lint.together import together
from mgdsl.program import Loaded
from mgdsl.report.diagnostic import Diagnostic

OWN = ("allow-without-reason", "bad-setting", "unknown-rule", "unused-allow")
"""Findings about the comments and the settings themselves; they cannot be allowed."""


def lint(loaded: Loaded, settings: Settings | None = None) -> tuple[Diagnostic, ...]:
    """The findings in a file without errors, in the order of the text; mistakes in `settings` are left out.

    A file with errors is not linted: nothing is found.
    """
    if any(diagnostic.severity.value == "error" for diagnostic in loaded.diagnostics):
        return ()
    levels = settings.levels if settings else {}
    rules = all_rules()
    look = Look(loaded.file, loaded.source, loaded.checked.names, loaded.checked.program)
    found: list[Diagnostic] = []
    running = set()
    for rule in rules.values():
        severity = levels.get(rule.name, rule.severity)
        if severity is not None:
            running.add(rule.name)
            found += rule.diagnostics(look, severity)
    return together(sorted(kept(found, loaded.source, rules, running), key=_order))


def linted(loaded: Loaded, beside: Path) -> tuple[Diagnostic, ...]:
    """What the rules find in a file without errors, and mistakes in its folder's settings. Raises OSError."""
    chosen = settings(beside, known_rules())
    return (*lint(loaded, chosen), *chosen.diagnostics)


def _order(diagnostic: Diagnostic) -> tuple[int, str]:
    return (diagnostic.place.span.start if diagnostic.place else 0, diagnostic.name)


def known_rules() -> tuple[str, ...]:
    """The names of all rules."""
    return tuple(all_rules())
