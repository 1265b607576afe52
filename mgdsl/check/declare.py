"""Declarations to the schema of what a record may hold. A kind, a name, then `property: values` lines."""

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from mgdsl.check import messages
from mgdsl.check.agent_names import doubled_agents
from mgdsl.check.declare_body import Body
from mgdsl.check.declare_quantity import integer, is_unit, quantity, read_unit
from mgdsl.check.declare_slips import limits, other_kind, values_in_one, without_agents
from mgdsl.check.scope import Mistake
from mgdsl.core import schema as s
from mgdsl.lang.numbers import exact
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import find

QUANTITY = (
    "also",
    "recorded",
    "unit",
    "decimals",
    "range",
    "usual",
    "better",
    "asked of",
    "upper limit",
    "lower limit",
    "molar mass",
    "valence",
    "codes",
)
PROPERTIES: dict[str, tuple[str, ...]] = {
    "fact": ("also", "recorded", "asked of", "values", "groups", "order", "codes"),
    "measurement": QUANTITY,
    "lab": QUANTITY,
    "test": ("also", "recorded", "asked of", "values", "codes"),
    "classification": ("also", "recorded", "asked of", "values", "groups", "order", "codes"),
    "instrument": ("also", "recorded", "values", "items", "item values", "parts", "codes"),
    "event": ("also", "when", "fields", "codes"),
    "class": ("also", "event", "agents", "other names", "classes", "equivalent doses", "codes"),
    "attestation": ("also", "by"),
    "judgement": ("also", "by"),
}


def _fact(body: Body) -> s.AnyMeasure:
    common = body.common(s.ONCE)
    values = body.names(body.property("values"))
    if not values:
        return s.YesNo(*common)
    if values == ("date",):
        return s.DateFact(*common)
    return _category(body, common, "fact")


def _category(
    body: Body, common: tuple[str, str, tuple[str, ...], str, tuple[str, ...]], kind: str
) -> s.Category:
    values = body.names(body.need("values"))
    groups = tuple((" ".join(p.key.split()), body.names(p)) for p in body.children("groups"))
    for prop, (_, members) in zip(body.children("groups"), groups, strict=True):
        for member in members:
            if member not in values:
                raise Mistake(messages.unknown_value(body.place(prop), member, common[0], values))
    by_name = {**{value: (value,) for value in values}, **dict(groups)}
    order = []
    for name in body.names(body.property("order")):
        if name not in by_name:
            raise Mistake(
                messages.unknown_value(body.place(body.need("order")), name, common[0], tuple(by_name))
            )
        order.append(by_name[name])
    return s.Category(*common, values, groups, tuple(order), kind)


def _legal(body: Body, prop: ast.Property) -> tuple[int, ...]:
    """Legal values: a range of whole numbers or a list."""
    found: set[int] = set()
    for value in prop.values:
        if isinstance(value, ast.Range) and value.low.isdigit() and value.high.isdigit():
            if not int(value.low) <= int(value.high) <= 1000:
                raise Mistake(messages.range_expected(body.place(value)))
            found |= set(range(int(value.low), int(value.high) + 1))
        else:
            found.add(integer(body, value))
    return tuple(sorted(found))


def _instrument(body: Body) -> s.Instrument:
    default = _legal(body, body.need("values"))
    body.need("items")
    own = {fold(p.key): _legal(body, p) for p in body.children("item values")}
    headings = [(" ".join(p.key.split()), body.names(p)) for p in body.children("items")]
    if not headings:
        headings = [("", body.names(body.need("items")))]
    items = tuple(s.Item(name, own.pop(fold(name), default)) for _, names in headings for name in names)
    if own:
        known = tuple(item.name for item in items)
        raise Mistake(
            messages.unknown_value(body.place(body.need("item values")), next(iter(own)), "items", known)
        )
    everything = tuple(item.name for item in items)
    folded = [fold(item) for item in everything]
    if (again := next((item for item in everything if folded.count(fold(item)) > 1), None)) is not None:
        raise Mistake(messages.duplicate_value(body.place(body.need("items")), again))
    parts = {name: names for name, names in headings if name}
    for prop in body.children("parts"):
        parts[" ".join(prop.key.split())] = _part(body, prop, parts, everything)
    return s.Instrument(*body.common(s.BY_VISIT), items, tuple(parts.items()))


def _part(
    body: Body, prop: ast.Property, parts: dict[str, tuple[str, ...]], everything: tuple[str, ...]
) -> tuple[str, ...]:
    """Parts and items joined; `all but x` is the rest."""
    chosen: list[str] = []
    for name in body.names(prop):
        rest = name.removeprefix("all but ")
        if rest in parts:
            members = parts[rest]
        elif rest in everything:
            members = (rest,)
        else:
            raise Mistake(messages.unknown_value(body.place(prop), rest, "parts", (*parts, *everything)))
        chosen += [i for i in everything if i not in members] if rest != name else members
    return tuple(item for item in everything if item in chosen)


def _event(body: Body) -> s.Event:
    when = body.one("when", "day")
    if when not in ("day", "span"):
        raise Mistake(messages.unknown_value(body.place(body.need("when")), when, "when", ("day", "span")))
    fields = tuple(_event_field(body, prop) for prop in body.children("fields"))
    fixed = ("start", "stop") if when == "span" else ("date",)
    own = {fold(f.name) for f in fields}
    fields = (*(s.EventField(n, "date") for n in fixed if n not in own), *fields)
    name, title, also, _, _ = body.common(s.ONCE)
    return s.Event(name, title, also, when == "span", fields)


def _event_field(body: Body, prop: ast.Property) -> s.EventField:
    name = " ".join(prop.key.split())
    match prop.values:
        case (ast.Name("agent" | "date" | "yes-no" as kind),):
            return s.EventField(name, kind)
        case (ast.Name("amount per day"),):
            return s.EventField(name, "quantity", unit="mg/day")
        case (ast.Name("number"),):
            return s.EventField(name, "quantity", unit="1")
        case (ast.Name(text),) if fold(text).replace(" ", "") in ("yes/no", "no/yes", "y/n"):
            raise Mistake(messages.answered_field(body.place(prop), name))
        case (ast.Name(text) as unit,) if "/" in text or is_unit(text):
            return s.EventField(name, "quantity", unit=read_unit(body, unit, text))
        case ():
            raise Mistake(messages.name_expected(body.place(prop)))
        case _:
            return s.EventField(name, "category", values=body.names(prop))


class NoEvent(Exception):
    """A class of whose agents it is not known in which event they are recorded."""

    def __init__(self, body: Body, carriers: list[str]) -> None:
        super().__init__(carriers)
        self.body, self.carriers = body, carriers


def _class(
    body: Body, agents: dict[str, tuple[str, ...]], events: list[s.Event], beside: list[str]
) -> s.AgentClass:
    """A class with all its agents; `agents` are those of the classes read so far, by folded class name.

    `beside`: the events of the vocabulary that declares it. Another file's event does not make it ambiguous.
    """
    name, title, also, _, _ = body.common(s.ONCE)
    carriers = [event.name for event in events if event.agent]
    own = [name for name in carriers if name in beside]
    carriers = own if len(own) == 1 else carriers
    event = body.one("event", carriers[0] if len(carriers) == 1 else "")
    found = next(
        (e.name for e in events if fold(e.name) == fold(event) or fold(event) in map(fold, e.also)), None
    )
    if found is None:
        raise NoEvent(body, carriers)
    members = dict.fromkeys(body.names(body.property("agents")))
    for inner in body.names(body.property("classes")):
        if fold(inner) not in agents:
            place = body.place(body.need("classes"))
            raise Mistake(messages.unknown_value(place, inner, "classes", tuple(agents)))
        members.update(dict.fromkeys(agents[fold(inner)]))
    doses = []
    for prop in body.children("equivalent doses"):
        match prop.values:
            case (ast.Quantity(number, _),):
                doses.append((" ".join(prop.key.split()), exact(number)))
            case _:
                raise Mistake(messages.equivalents_below(body.place(prop), prop.key))
    return s.AgentClass(name, found, tuple(members), also, tuple(doses), title)


MAKERS: dict[str, Callable[[Body], s.AnyMeasure]] = {
    "fact": _fact,
    "measurement": quantity,
    "lab": quantity,
    "test": lambda body: _category(body, body.common(s.BY_VISIT), "test"),
    "classification": lambda body: _category(body, body.common(s.ONCE), "classification"),
    "instrument": _instrument,
}


def _class_order(bodies: list[Body]) -> Iterator[Body]:
    """Classes after the classes they are made of; a class that contains itself comes last and fails there."""
    waiting = list(bodies)
    done: set[str] = set()
    names = {fold(body.node.name.text) for body in bodies}
    while waiting:
        ready = [b for b in waiting if all(fold(n) in done or fold(n) not in names for n in _inner(b))]
        for body in ready or waiting:
            yield body
            done.add(fold(body.node.name.text))
        waiting = [body for body in waiting if body not in ready] if ready else []


def _inner(body: Body) -> tuple[str, ...]:
    prop = body.property("classes")
    return () if prop is None else tuple(v.text for v in prop.values if isinstance(v, ast.Name))


class Declared:
    """The schema's parts in the making, with each declaration's place, and the diagnostics.

    `main`: the author's file. `lost`: what declarations with a mistake would have declared; that it is not
    known is no other mistake.
    """

    def __init__(self, protocol: Source | None = None) -> None:
        self.protocol = protocol
        self.measures: list[s.AnyMeasure] = []
        self.events: list[s.Event] = []
        self.classes: list[s.AgentClass] = []
        self.agents: dict[str, tuple[str, ...]] = {}
        self.statements: list[s.Statement] = []
        self.places: dict[str, Place] = {}
        self.diagnostics: list[Diagnostic] = []
        self.lost: set[str] = set()
        self.agent_names: set[str] = set()

    def beside(self, body: Body) -> list[str]:
        """The events of the same vocabulary; none of a protocol, whose author may mean either."""
        if body.source is self.protocol:
            return []
        return [each.name for each in self.events if self.places[fold(each.name)].source is body.source]

    def claim(self, name: str, also: Iterable[str], place: Place) -> None:
        """Reserve names. Mistake: a name that is taken."""
        for word in (name, *also):
            if fold(word) in self.places:
                raise Mistake(messages.duplicate_name(place, word, self.places[fold(word)]))
        for word in (name, *also):
            self.places[fold(word)] = place


def declare(files: list[tuple[ast.File, Source]]) -> Declared:
    """Everything the files declare. Agents take their names from the classes that list them."""
    declared = Declared(files[0][1] if files else None)
    bodies = [
        Body(d, source) for file, source in files for d in file.declarations if isinstance(d, ast.Declare)
    ]
    ordered = [b for b in bodies if b.node.kind != "class"]
    ordered += _class_order([b for b in bodies if b.node.kind == "class"])
    members: dict[str, tuple[str, ...]] = {}
    homeless = False
    events = [body.node.name.text for body in bodies if body.node.kind == "event"]
    for body in ordered:
        told = len(declared.diagnostics)
        try:
            _declare_one(declared, body, members)
        except Mistake as mistake:
            misnamed = told != len(declared.diagnostics)  # a property under another name is the missing one
            if not (misnamed and mistake.diagnostic.name == "property-missing"):
                declared.diagnostics.append(mistake.diagnostic)
        except NoEvent as lost:
            if lost.carriers or not (homeless or any(fold(name) in declared.lost for name in events)):
                declared.diagnostics.append(_homeless(lost, bodies, declared))
            homeless = homeless or not lost.carriers
        except ValueError as error:
            place = body.place(body.node.name)
            declared.diagnostics.append(messages.bad_number(place, str(error)))
        else:
            continue
        declared.lost |= {fold(name.text) for name in find(body.node, ast.Name)}
    declared.diagnostics += _asked_of_nobody(declared, bodies)
    classes = [body for body in ordered if body.node.kind == "class"]
    declared.diagnostics += doubled_agents(declared.places, declared.agent_names, classes)
    return declared


def _homeless(lost: NoEvent, bodies: list[Body], declared: Declared) -> Diagnostic:
    """The finding for a class without an event: it is to name one, or one is to have a field for agents.

    It stands in the author's file: at the class or, for one of a shared vocabulary, at the event that made
    it ambiguous.
    """
    if not lost.carriers:
        return without_agents(lost.body, bodies, declared.events)
    node = lost.body.node
    place = lost.body.place(node.name)
    if place.source != declared.protocol:
        events = (declared.places[fold(name)] for name in lost.carriers)
        place = next((each for each in events if each.source == declared.protocol), place)
    return messages.class_needs_event(place, node.name.text, lost.carriers)


def _asked_of_nobody(declared: Declared, bodies: list[Body]) -> Iterator[Diagnostic]:
    """`asked of:` with a value that nothing has."""
    values = tuple(
        value for each in declared.measures if isinstance(each, s.Category) for value in each.values
    )
    for body in bodies:
        found = body.property("asked of")
        names = () if found is None else tuple(v.text for v in found.values if isinstance(v, ast.Name))
        for name in names:
            if found is not None and fold(name) not in map(fold, values) and not declared.lost:
                yield messages.unknown_value(body.place(found), name, "asked of", values)


def _declare_one(declared: Declared, body: Body, members: dict[str, tuple[str, ...]]) -> None:
    node, kind = body.node, body.node.kind
    if (slip := other_kind(body) or values_in_one(body) or limits(body)) is not None:
        raise Mistake(slip)
    for prop in node.properties:
        if fold(prop.key) not in PROPERTIES[kind]:
            place = body.place(prop)
            declared.diagnostics.append(messages.unknown_property(place, prop.key, kind, PROPERTIES[kind]))
    place = body.place(node.name)
    name, also = " ".join(node.name.text.split()), body.names(body.property("also"))
    match kind:
        case "event":
            event = _event(body)
            declared.claim(name, also, place)
            declared.events.append(event)
        case "class":
            group = _class(body, members, declared.events, declared.beside(body))
            declared.claim(name, also, place)
            declared.classes.append(group)
            members[fold(name)] = group.agents
            others = {fold(p.key): body.names(p) for p in body.children("other names")}
            for agent in group.agents:
                if fold(agent) in others:
                    declared.claim(agent, others[fold(agent)], place)
                    declared.agent_names |= {fold(agent), *map(fold, others[fold(agent)])}
                declared.agents[agent] = others.get(fold(agent), declared.agents.get(agent, ()))
        case "attestation" | "judgement":
            default = "participant" if kind == "attestation" else "investigator"
            declared.claim(name, also, place)
            declared.statements.append(s.Statement(name, body.one("by", default), node.title or ""))
        case _:
            measure = evolve(MAKERS[kind](body), asked_of=body.one("asked of", ""))
            declared.claim(name, also, place)
            declared.measures.append(measure)
