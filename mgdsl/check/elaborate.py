"""Lines and blocks to core. One construct, one case; a mistake poisons its line, not its neighbours."""

import re
from collections.abc import Callable

from mgdsl.check import conditions, definitions, messages
from mgdsl.check.items import held_items
from mgdsl.check.junction_words import at_visits, in_words, listed
from mgdsl.check.kinds import Value
from mgdsl.check.scope import THE_VISIT, Agent, Context, Definition, Mistake, Visit
from mgdsl.check.sentences import LONGEST
from mgdsl.check.shared_test import shared_test
from mgdsl.check.when import Whens, sort
from mgdsl.check.workbench import Workbench
from mgdsl.core.ir import TAKEN, UNKNOWN, AtLeast, Expr, If, Lit, Origin, Ref, all_, any_, not_
from mgdsl.core.program import Let
from mgdsl.core.schema import AgentClass, Category, Event
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import find

MOST_EXPANDED = 20_000
"""Lines read in all, definitions expanded: a bound on what a crafted protocol can cost."""


DEEPEST = 60
"""Lines within lines, definitions written out: what the recursion here can bear."""


FAR_ABOVE = 200
"""Lines looked at for the header of a block."""


class Elaborator(Workbench):
    """Reads lines in a context."""

    def all_lines(self, lines: tuple[ast.Line, ...], context: Context, origin: Origin | None = None) -> Expr:
        found = [self.line(line, context) for line in lines]
        return found[0] if len(found) == 1 and origin is None else all_(tuple(found), origin)

    def line(self, line: ast.Line, context: Context) -> Expr:
        """A line as a truth; on a mistake the diagnostic is kept and the line is unknown."""
        self._read += 1
        self._depth += 1
        try:
            if self._read > MOST_EXPANDED:
                raise Mistake(messages.too_much(context.place(line.span), MOST_EXPANDED))
            if self._depth > DEEPEST:
                raise Mistake(messages.criterion_too_deep(context.use or context.place(line.span), DEEPEST))
            return self._line(line, context)
        except Mistake as mistake:
            self.keep(mistake.diagnostic)
            return UNKNOWN
        finally:
            self._depth -= 1

    def keep(self, diagnostic: Diagnostic) -> None:
        """A mistake that does not keep the lines below it from being read."""
        if diagnostic not in self.diagnostics and self._read <= MOST_EXPANDED + 1:
            self.diagnostics.append(diagnostic)

    def _line(self, line: ast.Line, context: Context) -> Expr:
        origin = context.header(line.span)
        match line:
            case ast.Simple() | ast.Negated() | ast.Junction():
                return self.cond(line, context)
            case ast.Filtered(cond, where):
                return self.cond(cond, context, where)
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
                    place = context.place(branches[0].condition.span)
                    self.keep(messages.if_needs_otherwise(place, "if"))
                return self._if(branches, otherwise or (), context, origin)
            case ast.UnlessBlock(condition, lines):
                self.keep(messages.if_needs_otherwise(context.place(condition.span), "unless"))
                return any_((self.line(condition, context), self.all_lines(lines, context)), origin)

    def counted(
        self, word: str, n: int, found: tuple[Expr, ...], origin: Origin, context: Context, span: Span
    ) -> Expr:
        """`at least`, `at most`, `exactly` n of. Mistake: n that is always or never reached."""
        lowest, highest = {
            "at least": (1, len(found)),
            "at most": (0, len(found) - 1),
            "exactly": (0, len(found)),
        }[word]
        if not lowest <= n <= highest:
            raise Mistake(messages.impossible_count(header_of(span, context), word, n, lowest, highest))
        if word == "at least":
            return AtLeast(n, found, origin=origin)
        more = AtLeast(n + 1, found) if n < len(found) else Lit(False)
        if word == "at most" or n == 0:
            return not_(more, origin)
        return all_((AtLeast(n, found), not_(more)), origin)

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
        """The visits of an `at` block; where they are wrong, one that its lines can still be read at."""
        try:
            return self._right_visits(when, lines, context)
        except Mistake as mistake:
            self.keep(mistake.diagnostic)
            return ((context.visit or (*self.names.schema.visits, "screening")[0],), True)

    def _right_visits(
        self, when: ast.When, lines: tuple[ast.Line, ...], context: Context
    ) -> tuple[tuple[str, ...], bool]:
        """Mistakes: a block in a block; a block that no line uses; unknown visits."""
        if context.in_at_block:
            raise Mistake(messages.at_in_at(context.place(when.span), outer_at(when.span, context)))
        own = [
            line.whens[0].span
            for line in lines
            if isinstance(line, ast.Simple) and line.whens and not _of_the_visit(line)
        ]
        if len(own) == len(lines):
            whens = [context.place(span) for span in own]
            raise Mistake(messages.at_unused(context.place(when.span), whens))
        return self.at_visits(when, context)

    def cond(self, cond: ast.Cond, context: Context, where: tuple[ast.Line, ...] = ()) -> Expr:
        match cond:
            case ast.Simple():
                return self.simple(cond, context, where)
            case ast.Negated(inner):
                return not_(self.cond(inner, context, where), self.origin(context, cond.span))
            case ast.Junction(terms, ops):
                if where:
                    raise Mistake(messages.where_with_junction(context.place(cond.span)))
                self._check_junction(cond, context)
                found = tuple(self.line(term, context) for term in terms)
                origin = self.origin(context, cond.span)
                return all_(found, origin) if ops[0] == "and" else any_(found, origin)

    def _check_junction(self, cond: ast.Junction, context: Context) -> None:
        """Mistakes: mixed and/or; a bare not; a list without braces; a when that only the last thing has."""
        place = context.place(cond.span)
        words = [context.place(term.span).text for term in cond.terms]
        if len(set(cond.ops)) > 1:
            raise Mistake(messages.mixed_junction(place, words, cond.ops))
        visit = (context.visit, *self.names.schema.visits, "screening")
        if (said := in_words(place.text, next(each for each in visit if each))) is not None:
            raise Mistake(messages.comparison_in_words(place, said))
        if (shared := shared_test(cond, self.names, context)) is not None:
            raise Mistake(messages.things_in_braces(place, cond.ops[0], *shared))
        for term in cond.terms[1:]:
            if isinstance(term, ast.Simple) and isinstance(term.subject, ast.Name) and term.test is None:
                self._check_bare(cond, term.subject, context)
        self._check_prose(cond, place, next(each for each in visit if each))
        clear = cond.ops[0] == "and" and _negated_last(cond.terms)
        if not clear and any(isinstance(term, ast.Negated) for term in cond.terms):
            raise Mistake(messages.bare_not(place, words, cond.ops[0], _when(cond.terms[-1], context)))
        last = _plain(cond.terms[-1])
        when = _when(last, context)
        simple = [term for term in cond.terms if isinstance(term, ast.Simple)]
        counted = any(isinstance(term.subject, ast.Counted) for term in simple)
        if counted and any(self._is_event(term.subject) for term in simple):
            raise Mistake(messages.list_in_braces(place, cond.ops[0], *_as_list(cond, context)))
        if {*cond.ops} == {"or"} and all(self._is_event(t.subject) and t.test is None for t in simple):
            raise Mistake(messages.events_need_how(place, *_as_list(cond, context)[1:]))
        bare = [term for term in simple if term is not last and not term.whens]
        if when and bare and self._needs_visit(bare, context):
            raise Mistake(messages.shared_when(place, words, cond.ops[0], when))

        self._check_shared_window(cond, bare, context)

    def _check_prose(self, cond: ast.Junction, place: Place, visit: str) -> None:
        """Mistakes: words around a list, of which some make no name that is declared."""
        things = (term.subject for term in cond.terms if isinstance(term, ast.Simple))
        known = all(not isinstance(thing, ast.Name) or self.names.find(thing.text) for thing in things)
        if known or len(place.text) > LONGEST:
            return
        if (said := listed(place.text, visit)) is not None:
            raise Mistake(messages.listed_in_words(place, said))
        if (said := at_visits(place.text, self.names.schema.visits)) is not None:
            raise Mistake(messages.several_visits(place, said))

    def _check_bare(self, cond: ast.Junction, name: ast.Name, context: Context) -> None:
        """Mistakes: a visit, or a value of the thing before, joined as if it were a condition."""
        first, word = cond.terms[0], fold(name.text)
        if isinstance(self.names.find(name.text), Visit):
            raise Mistake(messages.visit_as_thing(context.place(cond.span), name.text))
        if not (isinstance(first, ast.Simple) and isinstance(first.subject, ast.Name)):
            return
        found = self.names.find(first.subject.text)
        values = [*found.values, *(group for group, _ in found.groups)] if isinstance(found, Category) else []
        if word in map(fold, values) and isinstance(first.test, ast.Is):
            raise Mistake(messages.values_in_braces(context.place(cond.span), context.place(first.test.span)))

    def _check_shared_window(self, cond: ast.Junction, bare: list[ast.Simple], context: Context) -> None:
        """Mistake: a history with a window after one without: a reader hears the window for both."""
        last = _plain(cond.terms[-1])
        if context.rows is not None or not (isinstance(last, ast.Simple) and last.whens):
            return
        histories = [term for term in bare if isinstance(term.subject, ast.Counted)]
        if not histories or not isinstance(last.subject, ast.Counted):
            return
        when = context.place(Span(last.whens[0].span.start, last.whens[-1].span.end)).text
        words = [context.place(term.span).text for term in cond.terms]
        first = context.place(histories[0].span).text
        raise Mistake(messages.shared_window(context.place(cond.span), first, words, cond.ops[0], when))

    def _is_event(self, subject: ast.Subject) -> bool:
        """A bare name of something that a history counts."""
        found = self.names.find(subject.text) if isinstance(subject, ast.Name) else None
        return isinstance(found, Event | AgentClass | Agent)

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

    def simple(self, simple: ast.Simple, context: Context, where: tuple[ast.Line, ...] = ()) -> Expr:
        """*thing · test · when*: each visit of the when in turn."""
        if context.rows is None or simple.whens:
            whens = sort(simple.whens, self.names, context)
        else:
            whens = Whens()
        if whens.held:
            return self._collected(lambda: held_items(self, simple, whens, context))
        if not whens.visits:
            return self._guarded(simple, whens, context, where)
        found = []
        for visit in whens.visits:
            expr = self._guarded(simple, whens, context.at(visit), where)
            if len(whens.visits) > 1:
                expr = all_((expr,), Origin(place=context.place(simple.span), note=f"(at {visit})"))
            found.append(expr)
        if len(found) == 1:
            return found[0]
        origin = context.origin(simple.span)
        return all_(tuple(found), origin) if whens.each else any_(tuple(found), origin)

    # Validity ---------------------------------------------------------------------------------------------
    def _guarded(
        self, simple: ast.Simple, whens: Whens, context: Context, where: tuple[ast.Line, ...]
    ) -> Expr:
        """The condition; unknown where a value it asks for was not taken as its `valid` declaration says."""
        return self._collected(lambda: conditions.thing(self, simple, whens, context, where))

    def _collected(self, read: Callable[[], Expr]) -> Expr:
        outer, self.asked = self.asked, []
        try:
            expr = read()
            guards = [self.validity(name, visit) for name, visit in dict.fromkeys(self.asked)]
        finally:
            self.asked = outer
        return If(all_(tuple(guards)), expr, UNKNOWN, origin=expr.origin) if guards else expr

    def validity(self, name: str, visit: str) -> Expr:
        """What must hold at the visit for the value to count, shared by all that ask."""
        valid = self.names.validity[name]
        key = ("valid", name, visit)
        context = Context(valid.source, visit, stack=(f"valid {name}",))
        if key not in self.shared:
            outer, self.asked = self.asked, []
            body = self.all_lines(valid.node.lines, context)
            self.asked = outer
            self.lets.append(Let(f"valid {name} at {visit}", body))
            self.shared[key] = len(self.lets) - 1
        place = context.origin(valid.node.name.span, f"{TAKEN}{visit}")
        return Ref(self.shared[key], origin=place)

    def definition_value(
        self,
        found: Definition,
        arguments: tuple[ast.Argument, ...],
        context: Context,
        span: Span,
        like: Value | None,
    ) -> Value:
        """The value of a definition that is one; values and definitions need each other."""
        return definitions.definition_value(self, found, arguments, context, span, like)


def header_of(span: Span, context: Context) -> Place:
    """The first line of a block."""
    end = context.source.text.find("\n", span.start, span.end)
    return context.place(Span(span.start, end if end >= 0 else span.end))


def outer_at(span: Span, context: Context) -> Place | None:
    """The header of the `at` block around another: the nearest such line above, less indented."""
    text, start = context.source.text, span.start
    end = text.rfind("\n", 0, start)
    width = start - end - 1
    for _ in range(FAR_ABOVE):
        begin = text.rfind("\n", 0, max(end, 0)) + 1
        found = re.match(r"( *)(at [^:#]+):", text[begin:end])
        if found and len(found[1]) < width:
            return context.place(Span(begin + found.start(2), begin + found.end(2)))
        if begin == 0:
            break
        end = begin - 1
    return None


def _of_the_visit(line: ast.Simple) -> bool:
    """Whether the line's own when speaks of the visit around it."""
    return any(fold(name.text) == THE_VISIT for when in line.whens for name in find(when, ast.Name))


def _plain(term: ast.Cond) -> ast.Cond:
    """The condition behind its `not`."""
    return _plain(term.cond) if isinstance(term, ast.Negated) else term


def _negated_last(terms: tuple[ast.Cond, ...]) -> bool:
    """`A and B and not C`: nothing follows the last `not` that it could reach across."""
    kinds = [isinstance(term, ast.Negated) for term in terms]
    return kinds == sorted(kinds) and kinds.count(True) == 1


def _when(term: ast.Cond, context: Context) -> str:
    return context.place(term.whens[0].span).text if isinstance(term, ast.Simple) and term.whens else ""


def _as_list(cond: ast.Junction, context: Context) -> tuple[str, list[str], str]:
    """`no A or B within …` as how many, things and the rest of the line."""
    how, things, rest = "any ", [], ""
    for term in cond.terms:
        if not isinstance(term, ast.Simple):
            continue
        subject = term.subject
        node = subject.what.thing if isinstance(subject, ast.Counted) else subject
        if isinstance(subject, ast.Counted):
            how = context.place(Span(subject.span.start, node.span.start)).text
        things.append(context.place(node.span).text)
        rest = context.place(Span(node.span.end, term.span.end)).text
    return how, things, rest
