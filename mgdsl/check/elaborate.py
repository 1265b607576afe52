"""Conditions, lines and blocks to core. One construct, one case; a mistake poisons its line, not its neighbours."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from mgdsl.check import doses, histories, messages
from mgdsl.check.compare import Tester
from mgdsl.check.layout import Layout
from mgdsl.check.people import statement
from mgdsl.check.scope import Bound, Context, Definition, Entity, Mistake, Names, Rows, Visit
from mgdsl.check.values import (
    ChoiceValue,
    DayValue,
    NumberValue,
    TruthValue,
    Value,
    measure_value,
    part_items,
    slot_for,
    value,
)
from mgdsl.check.when import Day, Whens, decision, sort
from mgdsl.core import columns as c
from mgdsl.core.ir import (
    UNKNOWN,
    Apply,
    AtLeast,
    Expr,
    If,
    Lit,
    Origin,
    Ref,
    all_,
    any_,
    not_,
)
from mgdsl.core.program import Let
from mgdsl.core.schema import (
    AgentClass,
    Category,
    Event,
    EventField,
    Instrument,
    Quantity,
    Statement,
    YesNo,
)
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

ROW_SOURCES = (c.RowDay, c.RowMoment, c.TakenAt, c.RowIs, c.RowAgent, c.RowCouldBe)
MOST_EXPANDED = 20_000
"""Lines read in all, definitions expanded: a bound on what a crafted protocol can cost."""


class Elaborator:
    """Reads lines in a context; collects columns, shared definitions and diagnostics."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.layout = Layout()
        self.diagnostics: list[Diagnostic] = []
        self.lets: list[Let] = []
        self._shared: dict[object, int] = {}
        self._read = 0

    # Looking up -------------------------------------------------------------------------------------------
    def find(self, name: ast.Name, context: Context) -> Entity:
        found = self.names.find(name.text)
        if found is None:
            raise Mistake(messages.unknown_name(context.place(name.span), name.text, self.names.spellings()))
        return found

    def bound(self, name: str, context: Context) -> Bound | None:
        return context.arguments.get(fold(name))

    def row_field(self, name: str, context: Context) -> EventField | None:
        return context.rows.fields.get(fold(name)) if context.rows is not None else None

    def event(self, kind: str) -> Event:
        return next(event for event in self.names.schema.events if event.name == kind)

    def instrument(self, name: ast.Name, context: Context) -> tuple[Instrument, Context]:
        """An instrument by name or by an argument that names one."""
        bound = self.bound(name.text, context)
        if bound is not None and isinstance(bound.value, ast.Name):
            inner, _ = self.instrument(bound.value, bound.context)
            return inner, context
        found = self.find(name, context)
        if not isinstance(found, Instrument):
            raise Mistake(messages.no_parts(context.place(name.span), name.text))
        return found, context

    def decision(self, context: Context, span: ast.Span | None = None) -> str:
        return decision(self.names, context, span or ast.Span(0, 0))

    # Columns ----------------------------------------------------------------------------------------------
    def patient(self, source: c.ColumnSource, constant: Fraction | int = 1) -> Expr:
        return self.layout.patient.field("", source, constant)

    def day(self, day: Day) -> Expr:
        return self.patient(c.VisitDay(day.visit, day.step))

    def field(
        self,
        context: Context,
        source: c.ColumnSource,
        span: ast.Span | None,
        constant: Fraction | int = 1,
        origin: Origin | None = None,
    ) -> Expr:
        """The field for a source: of the row when the source speaks of it, else of the patient."""
        if span is not None:
            note = f"at {context.visit}" if context.visit and context.in_at_block else ""
            origin = context.origin(span, note)
        if context.rows is not None and _of_row(source):
            found = context.rows.column(context.rows.row, source, constant)
        else:
            found = self.patient(source, constant)
        return evolve(found, origin=origin)

    def inside(self, context: Context, rows: Rows) -> Context:
        return evolve(context, rows=rows, in_at_block=False)

    def with_origin(self, expr: Expr, origin: Origin) -> Expr:
        return evolve(expr, origin=origin)

    def origin(self, context: Context, span: ast.Span, whens: Whens | None = None) -> Origin:
        own = whens is not None and (whens.visits or not whens.plain)
        note = f"at {context.visit}" if context.visit and not own and not context.rows else ""
        text = context.place(span).text
        return context.origin(span, note if note and not text.endswith(note) else "")

    # Lines ------------------------------------------------------------------------------------------------
    def all_lines(self, lines: tuple[ast.Line, ...], context: Context, origin: Origin | None = None) -> Expr:
        found = [self.line(line, context) for line in lines]
        return found[0] if len(found) == 1 and origin is None else all_(tuple(found), origin)

    def line(self, line: ast.Line, context: Context) -> Expr:
        """A line as a truth; on a mistake the diagnostic is kept and the line is unknown."""
        self._read += 1
        try:
            if self._read > MOST_EXPANDED:
                raise Mistake(messages.too_much(context.place(line.span), MOST_EXPANDED))
            return self._line(line, context)
        except Mistake as mistake:
            if mistake.diagnostic not in self.diagnostics and self._read <= MOST_EXPANDED + 1:
                self.diagnostics.append(mistake.diagnostic)
            return UNKNOWN

    def _line(self, line: ast.Line, context: Context) -> Expr:
        origin = context.header(line.span)
        match line:
            case ast.Simple() | ast.Negated() | ast.Junction():
                return self.cond(line, context)
            case ast.Filtered(cond, where):
                return self._filtered(line, cond, where, context)
            case ast.AllBlock(lines):
                return self.all_lines(lines, context, origin)
            case ast.AnyBlock(lines):
                return any_(tuple(self.line(inner, context) for inner in lines), origin)
            case ast.NoneBlock(lines):
                return not_(any_(tuple(self.line(inner, context) for inner in lines)), origin)
            case ast.CountBlock(word, n, lines):
                found = tuple(self.line(inner, context) for inner in lines)
                return self.counted(word, n, found, origin, context, line.span)
            case ast.AtBlock(when, lines):
                return self._at_block(when, lines, context, origin)
            case ast.IfBlock(branches, otherwise):
                if otherwise is None:
                    raise Mistake(messages.if_needs_otherwise(context.place(branches[0].span), "if"))
                return self._if(branches, otherwise, context, origin)
            case ast.UnlessBlock(condition):
                raise Mistake(messages.if_needs_otherwise(context.place(condition.span), "unless"))

    def counted(
        self, word: str, n: int, found: tuple[Expr, ...], origin: Origin, context: Context, span: ast.Span
    ) -> Expr:
        """`at least`, `at most`, `exactly` n of. Mistake: n that is always or never reached."""
        if not 1 <= n <= len(found) and not (word != "at least" and n == 0):
            raise Mistake(messages.impossible_count(context.place(span), word, n, len(found)))
        at_most = not_(AtLeast(n + 1, found), origin) if n < len(found) else Lit(True, origin=origin)
        match word:
            case "at least":
                return AtLeast(n, found, origin=origin)
            case "at most":
                return at_most
            case _:
                return all_((AtLeast(n, found), at_most), origin) if n else at_most

    def _if(
        self,
        branches: tuple[ast.Branch, ...],
        otherwise: tuple[ast.Line, ...],
        context: Context,
        origin: Origin,
    ) -> Expr:
        result = self.all_lines(otherwise, context)
        for branch in reversed(branches):
            condition = self.line(branch.condition, context)
            result = If(condition, self.all_lines(branch.lines, context), result, origin=origin)
        return result

    def at_visits(self, when: ast.When, context: Context) -> tuple[tuple[str, ...], bool]:
        whens = sort((when,), self.names, context)
        return whens.visits, whens.each

    def _at_block(
        self, when: ast.When, lines: tuple[ast.Line, ...], context: Context, origin: Origin
    ) -> Expr:
        visits, each = self.block_visits(when, lines, context)
        found = []
        for visit in visits:
            inner = context.at(visit, block=True)
            place = Origin(place=origin.place, note=f"(at {visit})" if len(visits) > 1 else "")
            found.append(all_(tuple(self.line(line, inner) for line in lines), place))
        if len(found) == 1:
            return found[0]
        return all_(tuple(found), origin) if each else any_(tuple(found), origin)

    def block_visits(
        self, when: ast.When, lines: tuple[ast.Line, ...], context: Context
    ) -> tuple[tuple[str, ...], bool]:
        """The visits of an `at` block. Mistakes: a block in a block; a block that no line uses."""
        if context.in_at_block:
            raise Mistake(messages.at_in_at(context.place(when.span)))
        if all(isinstance(line, ast.Simple) and line.whens for line in lines):
            raise Mistake(messages.at_unused(context.place(when.span)))
        return self.at_visits(when, context)

    # Conditions -------------------------------------------------------------------------------------------
    def cond(self, cond: ast.Cond, context: Context, where: tuple[ast.Line, ...] = ()) -> Expr:
        match cond:
            case ast.Simple():
                return self.simple(cond, context, where)
            case ast.Negated(inner):
                return not_(self.simple(inner, context, where), self.origin(context, cond.span))
            case ast.Junction(terms, ops):
                self._check_junction(cond, context)
                found = tuple(self.line(term, context) for term in terms)
                origin = self.origin(context, cond.span)
                return all_(found, origin) if ops[0] == "and" else any_(found, origin)

    def _check_junction(self, cond: ast.Junction, context: Context) -> None:
        place = context.place(cond.span)
        words = [context.place(term.span).text for term in cond.terms]
        if len(set(cond.ops)) > 1:
            raise Mistake(messages.mixed_junction(place, words, cond.ops))
        if any(isinstance(term, ast.Negated) for term in cond.terms):
            raise Mistake(messages.bare_not(place, words, cond.ops[0]))
        last = cond.terms[-1]
        counted = [t for t in cond.terms if isinstance(t, ast.Simple) and isinstance(t.subject, ast.Counted)]
        if counted and any(t not in counted and not t.whens and t.test is None for t in cond.terms):
            raise Mistake(messages.list_in_braces(place, words, cond.ops[0]))
        bare = [t for t in cond.terms[:-1] if isinstance(t, ast.Simple) and not t.whens]
        if isinstance(last, ast.Simple) and last.whens and bare and self._needs_visit(bare, context):
            raise Mistake(messages.shared_when(place, words, cond.ops[0], context.place(last.whens[0].span).text))

    def _needs_visit(self, terms: list[ast.Simple], context: Context) -> bool:
        """One of the terms speaks of a thing recorded by visit, and nothing says at which."""
        if context.visit is not None or context.rows is not None:
            return False
        for term in terms:
            if isinstance(term.subject, ast.Name):
                found = self.names.find(term.subject.text)
                if getattr(found, "recorded", None) == "by visit" or isinstance(found, Definition):
                    return True
        return False

    def _filtered(
        self, line: ast.Filtered, cond: ast.Cond, where: tuple[ast.Line, ...], context: Context
    ) -> Expr:
        if isinstance(cond, ast.Junction):
            raise Mistake(messages.where_with_junction(context.place(line.span)))
        return self.cond(cond, context, where)

    def simple(self, simple: ast.Simple, context: Context, where: tuple[ast.Line, ...] = ()) -> Expr:
        """*thing · test · when*: each visit of the when in turn."""
        if context.rows is None or simple.whens:
            whens = sort(simple.whens, self.names, context)
        else:
            whens = Whens()
        if not whens.visits:
            return self._thing(simple, whens, context, where)
        found = []
        for visit in whens.visits:
            expr = self._thing(simple, whens, context.at(visit), where)
            if len(whens.visits) > 1:
                expr = all_((expr,), Origin(place=context.place(simple.span), note=f"(at {visit})"))
            found.append(expr)
        if len(found) == 1:
            return found[0]
        origin = context.origin(simple.span)
        return all_(tuple(found), origin) if whens.each else any_(tuple(found), origin)

    def _thing(
        self, simple: ast.Simple, whens: Whens, context: Context, where: tuple[ast.Line, ...]
    ) -> Expr:
        subject, test, span = simple.subject, simple.test, simple.span
        if where and not isinstance(subject, ast.Counted):
            raise Mistake(messages.where_without_history(context.place(span)))
        match subject:
            case ast.Counted(what=ast.What(thing=ast.PartOf())):
                return self._items(subject, test, whens, context, span)
            case ast.Counted():
                return histories.question(self, subject, test, whens, where, context, span)
            case ast.Choice():
                return self._choice(simple, subject, whens, context)
            case ast.Said() | ast.Unspecified():
                self._no_test(test, context)
                return statement(self, subject, whens, context, span)
            case ast.DoseOf():
                return doses.dose(self, subject, test, whens, context, span)
            case ast.ChangeOf():
                return self._change(subject, test, whens, context, span)
            case ast.Paren(cond, inner_where) if test is None:
                return self._paren(cond, inner_where, whens, context, span)
            case ast.Name():
                return self._name(subject, test, whens, context, span)
            case ast.Call(name):
                return self._call(subject, name, test, whens, context, span)
            case ast.Braces():
                raise Mistake(messages.braces_need_any(context.place(span), context.place(subject.span).text))
            case _:
                return self._valued(subject, test, whens, context, span)

    def _no_test(self, test: "ast.Test | None", context: Context) -> None:
        if test is not None:
            raise Mistake(messages.test_on_truth(context.place(test.span)))

    def _paren(
        self, cond: ast.Cond, where: "ast.Cond | None", whens: Whens, context: Context, span: ast.Span
    ) -> Expr:
        if not whens.plain:
            raise Mistake(messages.window_on_brackets(context.place(span)))
        if where is not None:
            return self.cond(cond, context, (where,))
        return self.cond(cond, context)

    def _name(
        self, name: ast.Name, test: "ast.Test | None", whens: Whens, context: Context, span: ast.Span
    ) -> Expr:
        bound = self.bound(name.text, context)
        if bound is not None or self.row_field(name.text, context) is not None:
            return self._valued(name, test, whens, context, span)
        if name.text.lower() == "duration" and context.rows is not None and context.rows.span:
            return self._valued(name, test, whens, context, span)
        found = self.find(name, context)
        match found:
            case Definition():
                if self.is_value(found):
                    return self._valued(name, test, whens, context, span)
                self._no_test(test, context)
                if not whens.plain:
                    raise Mistake(messages.window_on_definition(context.place(span), found.name))
                return self.definition(found, (), context, span)
            case Statement():
                self._no_test(test, context)
                return statement(self, found, whens, context, span)
            case Event() | AgentClass():
                raise Mistake(messages.event_needs_how(context.place(span), context.place(name.span).text))
            case Visit():
                raise Mistake(messages.visit_as_thing(context.place(name.span), name.text))
            case _:
                if not whens.plain and not whens.throughout and isinstance(
                    found, YesNo | Category | Quantity | Instrument
                ):
                    shown = context.place(name.span).text
                    raise Mistake(messages.which_result(context.place(span), shown, found))
                if whens.throughout is not None and isinstance(found, Category | Quantity | Instrument):
                    if test is None:
                        raise Mistake(messages.test_missing(context.place(span)))
                    return histories.throughout_scores(self, found, test, whens, context, span)
                return self._valued(name, test, whens, context, span)

    def _valued(
        self, subject: ast.Expr, test: "ast.Test | None", whens: Whens, context: Context, span: ast.Span
    ) -> Expr:
        """A value and its test; a date and its window; a yes/no fact alone."""
        found = value(self, subject, context)
        origin = self.origin(context, span, whens)
        if isinstance(found, DayValue):
            return self._dated(found, test, whens, context, span, origin)
        if not whens.plain:
            raise Mistake(messages.window_on_value(context.place(span)))
        if isinstance(found, TruthValue):
            if test is not None:
                raise Mistake(messages.is_on_truth(context.place(test.span), found.name))
            return evolve(found.expr, origin=origin)
        if test is None:
            raise Mistake(messages.test_missing(context.place(span)))
        return Tester(self, context, origin).test(found, test, span)

    def _dated(
        self,
        day: DayValue,
        test: "ast.Test | None",
        whens: Whens,
        context: Context,
        span: ast.Span,
        origin: Origin,
    ) -> Expr:
        if test is not None or whens.window is None:
            raise Mistake(messages.date_needs_window(context.place(span), day.name))
        field = self.field(context, c.RecordedDay(day.slot), None)
        ends: list[Expr] = []
        if whens.window.high is not None:
            ends.append(Apply("<=", field, self.day(whens.window.high)))
        if whens.window.low is not None:
            ends.append(Apply(">=", field, self.day(whens.window.low)))
        return all_(tuple(ends), origin)

    def _choice(self, simple: ast.Simple, choice: ast.Choice, whens: Whens, context: Context) -> Expr:
        """`any of {…}`: the same test on each thing."""
        origin = self.origin(context, simple.span, whens)
        if not whens.plain and not whens.period:
            raise Mistake(messages.choice_with_window(context.place(simple.span), context.place(choice.span).text))
        found = []
        for item in choice.things.items:
            each = ast.Simple(item, simple.test, (), span=item.span)
            expr = self._thing(each, whens, context, ())
            found.append(evolve(expr, origin=self._item_origin(item, simple, context)))
        match choice.word:
            case "any":
                return any_(tuple(found), origin)
            case "none":
                return not_(any_(tuple(found)), origin)
            case "all" | "each":
                return all_(tuple(found), origin)
            case word:
                return self.counted(word, choice.n or 0, tuple(found), origin, context, simple.span)

    def _item_origin(self, item: ast.Expr, simple: ast.Simple, context: Context) -> Origin:
        note = context.place(simple.test.span).text if simple.test is not None else ""
        if context.visit is not None:
            note = f"{note} at {context.visit}".strip()
        return context.origin(item.span, note)

    def _items(
        self, subject: ast.Counted, test: "ast.Test | None", whens: Whens, context: Context, span: ast.Span
    ) -> Expr:
        """`at least 4 items of QMG >= 2`: how many items pass, decided jointly."""
        part = subject.what.thing
        assert isinstance(part, ast.PartOf)
        if part.kind != "items" or not isinstance(test, ast.Compare | ast.Between | ast.Inside):
            raise Mistake(messages.items_need_count(context.place(span)))
        if not whens.plain or subject.except_ is not None:
            raise Mistake(messages.window_on_value(context.place(span)))
        instrument, _ = self.instrument(part.of, context)
        slot = slot_for(instrument, context, part.of.span)
        items = part_items(instrument, part, context)
        legal = sorted({v for item in instrument.items if item.name in items for v in item.values})
        counted = tuple(v for v in legal if _passes(v, test, context))
        form = c.Score(slot, tuple((item, Fraction(1)) for item in items), counted)
        origin = self.origin(context, span, whens)
        if not counted or len(counted) == len(legal):
            raise Mistake(messages.items_always(context.place(test.span), legal))
        count = NumberValue(form, "1", "items", Fraction(0), Fraction(len(items)), whole=True)
        tester = Tester(self, context, origin)
        n = subject.how.n

        def compare(op: str, k: int) -> Expr:
            number = NumberValue(c.Const(Fraction(k)), "1", str(k), literal=True)
            return tester.number(count, op, number, span)

        match subject.how.word:
            case "any":
                return compare(">=", 1)
            case "no":
                return compare("<=", 0)
            case "every":
                return compare(">=", len(items))
            case "at least" if n is not None:
                return compare(">=", n)
            case "at most" if n is not None:
                return compare("<=", n)
            case "exactly" if n is not None:
                return compare("=", n)
            case word:
                raise Mistake(messages.pick_on_items(context.place(span), word))

    def _change(
        self, subject: ast.ChangeOf, test: "ast.Test | None", whens: Whens, context: Context, span: ast.Span
    ) -> Expr:
        """`fall of X <= 3 from A until B`: earlier minus later; `rise` and `change`: later minus earlier."""
        period = whens.period
        ends = whens.window
        if period is None or period.since is None or ends is None or ends.low is None or ends.high is None:
            raise Mistake(messages.change_without_period(context.place(span), subject.kind))
        if period.since.duration or period.until.duration:
            raise Mistake(messages.change_between_visits(context.place(span), subject.kind))
        if test is None:
            raise Mistake(messages.test_missing(context.place(span)))
        earlier = value(self, subject.of, context.at(ends.low.visit))
        later = value(self, subject.of, context.at(ends.high.visit))
        if not (isinstance(earlier, NumberValue) and isinstance(later, NumberValue)):
            raise Mistake(messages.not_a_number(context.place(subject.of.span)))
        first, second = (earlier, later) if subject.kind == "fall" else (later, earlier)
        reach = None
        if first.low is not None and first.high is not None:
            reach = first.high - first.low
        difference = NumberValue(
            c.Arith("-", first.form, second.form),
            first.unit,
            f"the {subject.kind} of {subject.of.text}",
            None if reach is None else -reach,
            reach,
            whole=first.whole,
        )
        return Tester(self, context, self.origin(context, span, whens)).test(difference, test, span)

    # Definitions ------------------------------------------------------------------------------------------
    def _call(
        self,
        call: ast.Call,
        name: ast.Name,
        test: "ast.Test | None",
        whens: Whens,
        context: Context,
        span: ast.Span,
    ) -> Expr:
        found = self.find(name, context)
        if not isinstance(found, Definition):
            raise Mistake(messages.not_a_definition(context.place(call.span), name.text))
        if self.is_value(found):
            return self._valued(call, test, whens, context, span)
        self._no_test(test, context)
        return self.definition(found, call.arguments, context, span)

    def enter(
        self, found: Definition, arguments: tuple[ast.Argument, ...], context: Context, span: ast.Span
    ) -> Context:
        """The context of a definition's lines. Mistakes: it uses itself; arguments that do not fit."""
        if found.name in context.stack:
            raise Mistake(messages.uses_itself(context.place(span), (*context.stack, found.name)))
        parameters = {fold(p.key): p for p in found.node.parameters}
        given: Mapping[str, ast.Argument] = {fold(a.key): a for a in arguments}
        for argument in arguments:
            if fold(argument.key) not in parameters:
                names = [p.key for p in found.node.parameters]
                raise Mistake(messages.unknown_argument(context.place(argument.span), argument.key, found.name, names))
        missing = [p.key for key, p in parameters.items() if key not in given]
        if missing:
            raise Mistake(messages.argument_missing(context.place(span), found.name, missing))
        bounds = {key: Bound(argument.value, context) for key, argument in given.items()}
        return Context(
            found.source,
            context.visit,
            context.in_at_block,
            context.rows,
            bounds,
            (*context.stack, found.name),
        )

    def definition(
        self, found: Definition, arguments: tuple[ast.Argument, ...], context: Context, span: ast.Span
    ) -> Expr:
        """A use of a definition: at patient level a shared let, inside a row its lines."""
        inner = self.enter(found, arguments, context, span)
        origin = self.origin(context, span)
        if context.rows is not None:
            return all_((self.all_lines(found.node.lines, inner),), origin)
        words = tuple((a.key, self._argument_key(a, context)) for a in arguments)
        key = (found.name, inner.visit, words)
        if key not in self._shared:
            body = self.all_lines(found.node.lines, inner)
            self.lets.append(Let(found.name, body))
            self._shared[key] = len(self.lets) - 1
        return Ref(self._shared[key], origin=origin)

    def _argument_key(self, argument: ast.Argument, context: Context) -> object:
        """What an argument is, through the arguments of the definition it is used in."""
        node, at = argument.value, context
        while isinstance(node, ast.Name) and (bound := self.bound(node.text, at)) is not None:
            node, at = bound.value, bound.context
        return node if not at.arguments else (node, id(at.arguments))

    def is_value(self, found: Definition) -> bool:
        """The definition is one value, or an `if … otherwise` of values."""
        return _one_value(found.node.lines, self.names, ())

    def definition_value(
        self,
        found: Definition,
        arguments: tuple[ast.Argument, ...],
        context: Context,
        span: ast.Span,
        like: Value | None,
    ) -> Value:
        inner = self.enter(found, arguments, context, span)
        if not self.is_value(found):
            expr = self.definition(found, arguments, context, span)
            return TruthValue(expr, found.name)
        return self._value_lines(found.node.lines, inner, like)

    def _value_lines(self, lines: tuple[ast.Line, ...], context: Context, like: Value | None) -> Value:
        match lines:
            case (ast.Simple(subject=subject, test=None, whens=whens),):
                sorted_ = sort(whens, self.names, context)
                at = context.at(sorted_.visits[0]) if len(sorted_.visits) == 1 else context
                assert not isinstance(subject, ast.Counted | ast.Choice | ast.Said | ast.Unspecified)
                return value(self, subject, at, like)
            case (ast.IfBlock(branches, otherwise),):
                assert otherwise is not None
                result = self._value_lines(otherwise, context, like)
                for branch in reversed(branches):
                    condition = self.line(branch.condition, context)
                    result = ChoiceValue(condition, self._value_lines(branch.lines, context, like), result)
                return result
            case _:
                raise AssertionError(lines)


def _passes(number: int, test: "ast.Compare | ast.Between | ast.Inside", context: Context) -> bool:
    """Whether an item of this value passes; the test compares with whole numbers."""

    def whole(expr: ast.Expr) -> int:
        if isinstance(expr, ast.Quantity) and expr.unit is None and expr.number.lstrip("-").isdigit():
            return int(expr.number)
        raise Mistake(messages.item_values_whole(context.place(expr.span)))

    match test:
        case ast.Compare(op, right):
            k = whole(right)
            return {
                ">=": number >= k,
                ">": number > k,
                "<=": number <= k,
                "<": number < k,
                "=": number == k,
                "!=": number != k,
            }[op]
        case ast.Between(low, high):
            return whole(low) <= number <= whole(high)
        case ast.Inside(negated, braces):
            return (number in [whole(item) for item in braces.items]) != negated


def _one_value(lines: tuple[ast.Line, ...], names: Names, seen: tuple[str, ...]) -> bool:
    match lines:
        case (ast.Simple(subject=subject, test=None),):
            match subject:
                case ast.Arith() | ast.Quantity() | ast.PartOf() | ast.Limit():
                    return True
                case ast.Paren(ast.Simple() as inner):
                    return _one_value((inner,), names, seen)
                case ast.Name(text):
                    found = names.find(text)
                    if isinstance(found, Definition) and found.name not in seen:
                        return _one_value(found.node.lines, names, (*seen, found.name))
                    return isinstance(found, Quantity | Instrument | Category)
                case _:
                    return False
        case (ast.IfBlock(branches, otherwise),) if otherwise is not None:
            bodies = [*(branch.lines for branch in branches), otherwise]
            return all(_one_value(body, names, seen) for body in bodies)
        case _:
            return False


def _of_row(source: c.ColumnSource) -> bool:
    """The source reads the row."""
    match source:
        case c.Yes(slot) | c.Member(slot) | c.RecordedDay(slot):
            return slot.row
        case c.Number(form) | c.Inside(form):
            return _form_of_row(form)
        case c.Answer():
            return source.row
        case _:
            return isinstance(source, ROW_SOURCES)


def _form_of_row(form: c.Form) -> bool:
    match form:
        case c.Amount(slot) | c.Limit(slot) | c.Score(slot) | c.DailyDose(slot):
            return slot.row
        case c.Arith(_, left, right):
            return _form_of_row(left) or _form_of_row(right)
        case _:
            return isinstance(form, c.Duration)


__all__ = ["Elaborator", "Mistake", "measure_value"]
