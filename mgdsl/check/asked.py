"""What a history question may ask: its mistakes, before it is answered."""

from mgdsl.check import messages
from mgdsl.check.scope import Agent, Context, Mistake
from mgdsl.check.selection import Selection
from mgdsl.check.when import Whens
from mgdsl.check.workbench import Workbench
from mgdsl.core.schema import BY_VISIT, AgentClass, YesNo
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen

RATES = ("at least", "at most")
PICKS = ("latest", "earliest", "highest", "lowest")
COUNTS = ("any", "no", "at least", "at most", "exactly")


@frozen
class Asked:
    """One history question as it is written, and what it selects."""

    subject: ast.Counted
    thing: "ast.Name | ast.Braces"
    selection: Selection
    test: ast.Test | None
    whens: Whens
    context: Context
    span: Span

    @property
    def place(self) -> Place:
        return self.context.place(self.span)

    @property
    def shown(self) -> str:
        return self.context.place(self.thing.span).text

    @property
    def yes_no(self) -> bool:
        """Answers are asked, of which those count that are yes."""
        return bool(self.selection.measures) and all(isinstance(m, YesNo) for m in self.selection.measures)

    @property
    def untimed(self) -> bool:
        """One visit is asked, by the line or by the block around it."""
        at = self.whens.visits or self.context.visit
        return bool(at) and self.whens.plain and self.context.rows is None


def check_asked(e: Workbench, asked: Asked) -> None:
    """Mistakes: see the messages."""
    if asked.selection.measures:
        _check_results(asked)
    else:
        _check_events(e, asked)
    subject, whens, place, context = asked.subject, asked.whens, asked.place, asked.context
    how = subject.how.word
    if how in PICKS and len(asked.selection.measures) > 1:
        raise Mistake(messages.pick_one(place, how, [m.name for m in asked.selection.measures]))
    if subject.per is not None and how not in RATES:
        raise Mistake(messages.rate_needs_years(place, subject.per))
    if whens.over is not None and how not in ("any", "at least"):
        raise Mistake(messages.over_needs_at_least(place))
    if how == "no" and _long_ago(whens):
        raise Mistake(messages.washout_without_within(place, bool(asked.selection.measures)))
    if subject.what.planned and whens.window is None and not whens.visits and context.rows is None:
        raise Mistake(messages.plan_needs_window(place, context.place(subject.span).text))


def _check_results(asked: Asked) -> None:
    how, what, place = asked.subject.how, asked.subject.what, asked.place
    once = any(measure.recorded != BY_VISIT for measure in asked.selection.measures)
    if once:
        test = asked.context.place(asked.test.span).text if asked.test is not None else ""
        timed = not asked.whens.plain
        raise Mistake(messages.recorded_once(place, asked.shown, test, how.word, timed))
    if asked.yes_no:
        if not what.result and how.word not in PICKS and asked.untimed:
            raise Mistake(messages.answers_of_one_visit(place, how.word, asked.shown))
    elif not what.result and how.word not in PICKS:
        raise Mistake(messages.result_of_missing(place, how.word, asked.shown, bool(asked.whens.visits)))
    if asked.test is None and how.word not in COUNTS and not asked.yes_no:
        written = asked.context.place(asked.subject.span).text
        raise Mistake(messages.pick_needs_test(place, how.word, written))
    if asked.test is not None and any(isinstance(m, YesNo) for m in asked.selection.measures):
        test_place = asked.context.place(asked.test.span)
        raise Mistake(messages.test_on_answers(place, test_place, how.word, asked.shown))
    if asked.whens.throughout is not None and how.word != "no":
        raise Mistake(messages.results_throughout(place, how.word, asked.shown))


def _check_events(e: Workbench, asked: Asked) -> None:
    how, place = asked.subject.how, asked.place
    if asked.test is not None:
        fields = [field.name for kind in asked.selection.table for field in e.event(kind).fields]
        told = _told(e, asked.selection.table, asked.test)
        said = asked.context.place(asked.test.span).text
        raise Mistake(messages.test_on_event(place, asked.shown, fields, said, told))
    if how.word in (*PICKS, "every"):
        raise Mistake(messages.pick_on_events(place, how.word, asked.shown))


def _long_ago(whens: Whens) -> bool:
    """All days up to some length before a visit, or a stretch of days: what a washout is not."""
    window = whens.window
    return whens.throughout is not None or (
        window is not None and window.low is None and window.high is not None and window.high.step.n < 0
    )


def _told(e: Workbench, kinds: tuple[str, ...], test: ast.Test) -> str | None:
    """The field of these events that a test of the event itself must have meant."""
    if not isinstance(test, ast.Is) or not isinstance(test.value, ast.Name):
        return None
    word, sign = test.value.text, "is not" if test.negated else "is"
    for kind in kinds:
        for field in e.event(kind).fields:
            agent = field.type == "agent" and isinstance(e.names.find(word), Agent | AgentClass)
            if agent or fold(word) in map(fold, field.values):
                return f"{field.name} {sign} {word}"
    return None
