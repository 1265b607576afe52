"""What people say: judgements, attestations and holes, each with its key (meaning.md, 27 and 28)."""

from mgdsl.check import messages
from mgdsl.check.scope import Context, Mistake
from mgdsl.check.when import Whens, point_words
from mgdsl.check.workbench import Workbench
from mgdsl.core.columns import Answer
from mgdsl.core.ir import Expr
from mgdsl.core.schema import Statement
from mgdsl.report.source import Span
from mgdsl.syntax import ast


def statement(
    e: Workbench,
    subject: "ast.Said | ast.Unspecified | Statement",
    whens: Whens,
    context: Context,
    span: Span,
) -> Expr:
    """The answer to a statement, under its key: who, text, visit, period. Mistake: a window."""
    if whens.sliding or whens.over or whens.throughout or (whens.window and not whens.period):
        raise Mistake(messages.window_on_statement(context.place(span)))
    match subject:
        case ast.Said(_, who, text):
            by: str | None = " ".join(who.text.split())
        case ast.Unspecified(text):
            by = None
        case Statement(text, by):
            pass
    text = " ".join(text.split())
    if not text:
        raise Mistake(messages.empty_statement(context.place(span)))
    period = whens.period
    answer = Answer(
        by,
        text,
        visit=None if period or context.rows else context.visit,
        since=point_words(period.since, e.names, context) if period and period.since else None,
        until=point_words(period.until, e.names, context) if period else None,
        row=context.rows is not None,
    )
    return e.field(context, answer, span)
