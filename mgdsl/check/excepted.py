"""What a history leaves out by `except`: members of what it asks. Mistake: what takes nothing away."""

from mgdsl.check import messages
from mgdsl.check.asked import Asked
from mgdsl.check.scope import Agent, Mistake
from mgdsl.check.selection import Selection, select
from mgdsl.check.workbench import Workbench
from mgdsl.core.schema import AgentClass, Event
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast


def excepted(e: Workbench, asked: Asked) -> Selection | None:
    things = asked.subject.except_
    if things is None:
        return None
    items = things.items if isinstance(things, ast.Braces) else (things,)
    names = [item for item in items if isinstance(item, ast.Name)]
    for name in names:
        if not _takes_away(e, asked.selection, name):
            raise Mistake(_mistake(e, asked, name, [each.text for each in names], things.span))
    return select(e, things, asked.context)


def _takes_away(e: Workbench, selection: Selection, name: ast.Name) -> bool:
    """A record can be one of these. An unknown name is told elsewhere, unless a field has it."""
    found = e.names.find(name.text)
    match found:
        case Event(kind):
            return kind in selection.table
        case AgentClass() | Agent():
            return found.event in selection.table
        case None:
            return _field(e, selection, name.text) is None
        case _:
            return False


def _field(e: Workbench, selection: Selection, text: str) -> tuple[str, str] | None:
    """The field of every event asked that has this value, with the value; a yes/no field of that name."""
    word = fold(text)
    events = [e.event(kind) for kind in selection.table if not selection.measures]
    for field in events[0].fields if events else ():
        if field.type == "yes-no" and fold(field.name) == word:
            return field.name, ""
        for value in field.values:
            same = [event.field(field.name) for event in events]
            if fold(value) == word and all(f is not None and value in f.values for f in same):
                return field.name, value
    return None


def _mistake(e: Workbench, asked: Asked, name: ast.Name, names: list[str], span: Span) -> Diagnostic:
    context = asked.context
    cut = Span(asked.subject.what.span.end, span.end)
    fields = [_field(e, asked.selection, each) for each in names]
    told = None
    if all(fields):
        chosen = [each for each in fields if each is not None]
        values = [value for _, value in chosen]
        if len({field for field, _ in chosen}) == 1 and all(values):
            told = f"{chosen[0][0]} " + (
                f"is not {values[0]}" if len(values) == 1 else f"not in {{{', '.join(values)}}}"
            )
        elif chosen[0][1] == "" and len(chosen) == 1:
            told = f"not {chosen[0][0]}"
    members = [*asked.selection.agents]
    for kind in asked.selection.kinds:
        if e.event(kind).agent:
            members += [
                agent for group in e.names.schema.classes if group.event == kind for agent in group.agents
            ]
    return messages.except_nothing(
        asked.place, context.place(cut), context.place(name.span).text, asked.shown, told, members
    )
