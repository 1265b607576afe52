"""Drugs and other agents take their names from the classes that list them; nothing else may have the name."""

from collections.abc import Iterable, Iterator, MutableMapping

from mgdsl.check import messages
from mgdsl.check.declare_body import Body
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast


def doubled_agents(
    places: MutableMapping[str, Place], other_names: set[str], classes: Iterable[Body]
) -> Iterator[Diagnostic]:
    """Agents with the name of another thing. `places`: of the names that are taken; agents are added to it.

    `other_names`: names that stand there for agents already. An agent may be in several classes. Of a name in
    two files the author's is blamed: the first file is the protocol.
    """
    agents: set[str] = set(other_names)
    for body in classes:
        prop = body.property("agents")
        for value in prop.values if prop is not None else ():
            if not isinstance(value, ast.Name):
                continue
            key, place = fold(value.text), body.place(value)
            taken = places.get(key)
            if key in agents or taken is None:
                places.setdefault(key, place)
                agents.add(key)
                continue
            blamed, other = (place, taken) if taken.source is place.source else (taken, place)
            yield messages.duplicate_agent(blamed, value.text, other)
