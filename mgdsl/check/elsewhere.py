"""Names that a vocabulary of the package declares, in a protocol that does not use it."""

from collections.abc import Callable, Iterable, Mapping

from mgdsl.check import messages
from mgdsl.check.declare import declare
from mgdsl.check.names import Parsed
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast


def with_vocabularies(
    found: Iterable[Diagnostic], shelf: Mapping[str, Callable[[], Parsed]]
) -> tuple[Diagnostic, ...]:
    """The findings, with one for each vocabulary whose `use` would settle unknown names, in their place.

    `shelf`: the vocabularies that are not used, by name.
    """
    held = list(found)
    unknown = [each for each in held if each.name == "unknown-name" and each.place is not None]
    if not unknown:
        return tuple(held)
    for vocabulary, parsed in shelf.items():
        names = _names(parsed())
        settled = [each for each in unknown if each in held and fold(_word(each)) in names]
        if settled:
            first, *rest = settled
            assert first.place is not None
            others = [each.place for each in rest if each.place is not None]
            made = messages.vocabulary_missing(first.place, vocabulary, others)
            held = [made if each is first else each for each in held if each is first or each not in settled]
    return tuple(held)


def _word(finding: Diagnostic) -> str:
    return finding.place.text.strip("`") if finding.place is not None else ""


def _names(parsed: Parsed) -> set[str]:
    """Everything that the vocabulary's own file declares, other names included."""
    declared = declare([parsed])
    found = {
        fold(word) for each in (*declared.measures, *declared.events) for word in (each.name, *each.also)
    }
    found |= {fold(word) for each in declared.classes for word in (each.name, *each.also, *each.agents)}
    found |= {fold(word) for agent, others in declared.agents.items() for word in (agent, *others)}
    found |= {fold(statement.text) for statement in declared.statements}
    return found | {fold(node.name.text) for node in parsed[0].declarations if isinstance(node, ast.Define)}
