"""What a rule is, and what it yields.

A rule is a module of `mgdsl.lint.rules` with `SEVERITY` and `find(look)`. Its name is the module's with
hyphens; the name is also the page's, the suppression's and the setting's. `SEVERITY` is WARNING for what is
likely wrong and INFO for what is worth a look.
"""

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from mgdsl.lint import rules
from mgdsl.lint.look import Look
from mgdsl.report.diagnostic import Diagnostic, Edit, Label, Severity
from mgdsl.report.source import Place
from mgdsl.tree import frozen


@frozen
class Finding:
    """What a rule found; `edits` are a repair that leaves the meaning as it is."""

    place: Place
    message: str
    why: str = ""
    repair: str = ""
    label: str = ""
    others: tuple[Label, ...] = ()
    edits: tuple[Edit, ...] = ()


@frozen
class Rule:
    name: str
    severity: Severity
    summary: str
    find: Callable[[Look], Iterator[Finding]]

    def diagnostics(self, look: Look, severity: Severity) -> Iterator[Diagnostic]:
        """Every finding as a diagnostic, one for a place."""
        seen = set()
        for found in self.find(look):
            if found.place.span in seen:
                continue
            seen.add(found.place.span)
            yield Diagnostic(
                self.name,
                found.message,
                found.place,
                found.label,
                found.why,
                found.repair,
                found.others,
                severity=severity,
                edits=found.edits,
            )


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its name, in the order of names."""
    modules = (info.name for info in pkgutil.iter_modules(rules.__path__))
    found = [_rule(import_module(f"{rules.__name__}.{name}")) for name in sorted(modules)]
    return {rule.name: rule for rule in found}


def _rule(module: Any) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    summary = (module.__doc__ or "").partition("\n")[0]
    return Rule(name, module.SEVERITY, summary, module.find)
