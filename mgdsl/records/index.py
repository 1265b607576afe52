"""Every name a record may use, folded, with what it stands for."""

from collections.abc import Iterable

from mgdsl.core.columns import Answer
from mgdsl.core.schema import AgentClass, AnyMeasure, Event, Schema
from mgdsl.report.suggest import fold
from mgdsl.tree import frozen


@frozen
class Index:
    """Look-ups by folded name or other name; `asked` holds the answers a program asks for, by folded text."""

    schema: Schema
    measures: dict[str, AnyMeasure]
    visits: dict[str, str]
    events: dict[str, Event]
    agents: dict[str, str]
    classes: dict[str, AgentClass]
    asked: dict[str, tuple[Answer, ...]]
    declared: frozenset[str]
    """Folded texts of declared statements."""

    @property
    def asked_at(self) -> tuple[str, ...]:
        """The visits, that of the decision first: examples name it."""
        decision = (self.schema.decision,) if self.schema.decision else ()
        return *decision, *(visit for visit in self.schema.visits if visit not in decision)

    def history(self, name: str) -> str | None:
        """The declared name of the event kind or measure whose history `name` is."""
        folded = fold(name)
        found = self.events.get(folded) or self.measures.get(folded)
        return found.name if found else None


def index(schema: Schema, answers: Iterable[Answer]) -> Index:
    """The names of a schema and of the statements a program asks for."""
    asked: dict[str, tuple[Answer, ...]] = {}
    for answer in answers:
        asked[fold(answer.text)] = (*asked.get(fold(answer.text), ()), answer)
    return Index(
        schema=schema,
        measures={fold(word): each for each in reversed(schema.measures) for word in (*each.also, each.name)},
        visits={fold(visit): visit for visit in schema.visits},
        events={fold(word): each for each in reversed(schema.events) for word in (*each.also, each.name)},
        agents={fold(word): name for name, also in reversed(schema.agents) for word in (*also, name)},
        classes={fold(word): each for each in reversed(schema.classes) for word in (*each.also, each.name)},
        asked=asked,
        declared=frozenset(fold(each.text) for each in schema.statements),
    )
