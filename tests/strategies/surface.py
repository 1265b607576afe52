"""Surface trees: every class of `mgdsl.syntax.ast`, small, with easy and with hard names."""

from hypothesis import strategies as st

from mgdsl.syntax import ast
from mgdsl.syntax.keywords import DECLARATIONS, FIRST, PHRASES, RESERVED

Strategy = st.SearchStrategy

_LETTERS = "abzQÄéµ’'.+-179_"
_HARD = (
    *RESERVED, *PHRASES, *FIRST, *DECLARATIONS,
    "any of", "at least", "at most", "given", "expect", "to", "ULN",
    "because", "assume 5", "assume -5", "on a day care", "LLN",
    "Visit 1", "mg/kg", "%", "10^9/L", "x10^9", "a: b",
    "a  b", "otherwise", "part", "a ULN b", "result of x", "12-lead", "{a, b}", "T-SPOT.TB", "#", "|",
    "woman of childbearing potential",
)  # fmt: skip

words = st.text(_LETTERS, min_size=1, max_size=5)
name_texts = st.one_of(
    st.sampled_from(("QMG", "MG-ADL", "screening", "serum pregnancy test", "agrees to contraception")),
    st.lists(words, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(_HARD),
    st.tuples(words, st.sampled_from(_HARD)).map(" ".join),
)
key_texts = name_texts.map(lambda text: " ".join(text.split()))
field_texts = key_texts | st.sampled_from(("planned", "it is relevant", "no need at all", "1 of 2"))
texts = st.text("abc é“”{}:#|`'", max_size=8)
numbers = st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{1,2})?(e[0-9])?", fullmatch=True)
plain_numbers = st.from_regex(r"[0-9]{1,3}", fullmatch=True)
units = st.sampled_from(
    ("years", "mg/dL", "%", "×10^9/L", "x", "/µL", "10^6", "µmol/L", "mg/kg/day", "°C"[1:])
)
dates = st.sampled_from(("2024-02-29", "2021-03")).map(ast.Date)

names = st.deferred(lambda: name_texts.map(ast.Name))
quantities = st.deferred(lambda: st.builds(ast.Quantity, numbers, st.none() | units))
durations = st.deferred(
    lambda: st.builds(ast.Duration, plain_numbers, st.sampled_from(("days", "weeks", "years")))
)
conds: Strategy[ast.Cond] = st.deferred(lambda: simples | negated | junctions)
exprs: Strategy[ast.Expr] = st.deferred(lambda: atoms | ariths)
braces = st.deferred(lambda: st.builds(ast.Braces, st.lists(exprs, min_size=1, max_size=3).map(tuple)))
things = st.deferred(lambda: names | braces)
calls = st.deferred(
    lambda: st.builds(
        ast.Call,
        names,
        st.lists(
            st.builds(ast.Argument, field_texts, exprs | braces | texts.map(ast.Text)), min_size=1, max_size=2
        ).map(tuple),
    )
)
parts = st.deferred(
    lambda: st.builds(ast.PartOf, st.none() | names, st.sampled_from(("part", "share", "items")), names)
)
parens = st.deferred(lambda: st.builds(ast.Paren, conds, st.none() | conds))
atoms = st.deferred(
    lambda: st.one_of(
        names,
        names,
        quantities,
        dates,
        st.sampled_from(("ULN", "LLN")).map(ast.Limit),
        st.just(ast.Missing()),
        calls,
        parts,
        st.builds(ast.ChangeOf, st.sampled_from(("rise", "fall", "change")), names),
        st.builds(ast.DoseOf, things, st.none() | names),
        parens,
    )
)
products = st.deferred(lambda: st.builds(ast.Arith, atoms, st.sampled_from("×/"), atoms))
ariths = st.deferred(
    lambda: products | st.builds(ast.Arith, atoms | products, st.sampled_from("+-"), atoms | products)
)

manies = st.tuples(st.sampled_from(("at least", "at most", "exactly")), st.integers(0, 12))
hows = st.deferred(
    lambda: st.one_of(
        st.sampled_from(("any", "no", "every", "latest", "earliest", "highest", "lowest")).map(ast.How),
        manies.map(lambda many: ast.How(*many)),
    )
)
whats = st.deferred(
    lambda: st.builds(
        ast.What, st.booleans(), st.booleans(), st.booleans(), names | braces | parts, st.none() | things
    )
)
counted = st.deferred(
    lambda: st.builds(
        ast.Counted, hows, whats, st.none() | things, st.sampled_from([None, None, "year", "month"])
    )
)
choices = st.deferred(
    lambda: st.one_of(
        st.builds(ast.Choice, st.sampled_from(("any", "none", "all", "each")), st.none(), braces),
        st.builds(lambda many, of: ast.Choice(*many, of), manies, braces),
    )
)
unspecified = texts.map(ast.Unspecified)
said = st.builds(ast.Said, st.sampled_from(("judged", "attested")), names, texts)
subjects = st.deferred(lambda: exprs | exprs | counted | choices | said | unspecified)

is_tests = st.builds(ast.Is, st.booleans(), exprs)
tests = st.deferred(
    lambda: st.one_of(
        st.builds(ast.Compare, st.sampled_from((">=", ">", "<=", "<", "=", "!=")), exprs),
        st.builds(ast.Between, exprs, exprs),
        is_tests,
        st.builds(ast.Inside, st.booleans(), braces),
    )
)

sides = st.sampled_from(("before", "after"))
points = st.deferred(lambda: names.map(ast.Point) | st.builds(ast.Point, names, durations, sides))
at_whens = st.deferred(lambda: names.map(ast.AtVisit) | braces.map(ast.AtEach) | braces.map(ast.AtAny))
whens = st.deferred(
    lambda: st.one_of(
        at_whens,
        names.map(ast.Before),
        names.map(ast.After),
        st.builds(ast.Strictly, sides, names),
        st.builds(
            ast.Distance,
            st.sampled_from(("within", "less than", "at least", "more than")),
            durations,
            st.sampled_from(("before", "after", "of")),
            names,
        ),
        durations.map(ast.Sliding),
        st.builds(ast.Throughout, st.booleans(), durations, names),
        durations.map(ast.Over),
        braces.map(ast.Held),
        st.builds(ast.Period, st.none() | points, points),
    )
)

simples = st.deferred(
    lambda: st.builds(ast.Simple, subjects, st.none() | tests, st.lists(whens, max_size=2).map(tuple))
)
negated = st.deferred(lambda: st.one_of(simples, simples, simples.map(ast.Negated)).map(ast.Negated))
junctions = st.deferred(
    lambda: st.lists(
        st.tuples(simples | negated, st.sampled_from(("and", "or"))), min_size=2, max_size=3
    ).map(lambda pairs: ast.Junction(tuple(term for term, _ in pairs), tuple(op for _, op in pairs[1:])))
)

lines: Strategy[ast.Line] = st.deferred(lambda: st.one_of(conds, conds, filtered, blocks))
bodies = st.deferred(lambda: st.lists(lines, min_size=1, max_size=2).map(tuple))
filtered = st.deferred(
    lambda: st.one_of(
        st.builds(lambda cond, where: ast.Filtered(cond, (where,), False), conds, conds),
        st.builds(lambda cond, where: ast.Filtered(cond, where, True), conds, bodies),
    )
)
branches = st.deferred(
    lambda: st.lists(st.builds(ast.Branch, conds, bodies), min_size=1, max_size=2).map(tuple)
)
blocks = st.deferred(
    lambda: st.one_of(
        bodies.map(ast.AllBlock),
        bodies.map(ast.AnyBlock),
        bodies.map(ast.NoneBlock),
        st.builds(lambda many, body: ast.CountBlock(*many, body), manies, bodies),
        st.builds(ast.AtBlock, at_whens, bodies),
        st.builds(ast.UnlessBlock, conds, bodies),
        st.builds(ast.IfBlock, branches, st.none() | bodies),
    )
)

lone_units = st.sampled_from(("mg/kg/day", "%", "10^9/L")).map(ast.Name)
values = st.deferred(
    lambda: st.one_of(
        names,
        lone_units,
        texts.map(ast.Text),
        quantities,
        st.builds(ast.Range, numbers, numbers, st.none() | units),
        dates,
        unspecified,
        st.builds(ast.Assume, quantities, texts),
    )
)
flat = st.deferred(
    lambda: st.builds(ast.Property, key_texts, st.lists(values, min_size=1, max_size=3).map(tuple))
)
nested = st.deferred(
    lambda: st.builds(
        ast.Property,
        key_texts,
        st.lists(texts.map(ast.Text), max_size=2).map(tuple),
        st.lists(flat, min_size=1, max_size=2).map(tuple),
    )
)
properties = st.deferred(lambda: st.lists(flat | nested, max_size=2).map(tuple))
some_properties = st.deferred(lambda: st.lists(flat | nested, min_size=1, max_size=2).map(tuple))

titles = st.none() | texts
cells = st.sampled_from(("6", "?", "ocular part of MG-ADL", "", "pass", "a # b")).map(ast.Cell)
rows = st.deferred(
    lambda: st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
)
kinds = ("instrument", "classification", "lab", "test", "fact", "event", "class", "judgement", "attestation")
parameters = st.deferred(lambda: st.lists(st.builds(ast.Parameter, key_texts, names), max_size=2).map(tuple))
givens = st.deferred(lambda: st.lists(conds.map(ast.Given), min_size=1, max_size=2).map(tuple))
expects = st.deferred(lambda: st.lists(st.builds(ast.Expect, names, is_tests), max_size=2).map(tuple))
declarations = st.deferred(
    lambda: st.one_of(
        st.builds(ast.Protocol, texts, some_properties),
        names.map(ast.Use),
        st.builds(
            ast.Criterion, st.sampled_from(("inclusion", "exclusion")), names, titles, properties, bodies
        ),
        st.builds(ast.Define, names, parameters, properties, bodies),
        st.builds(ast.Declare, st.sampled_from(kinds), names, titles, properties),
        st.builds(ast.Valid, names, bodies),
        st.builds(ast.ReadAs, names, st.sampled_from(("part", "share", "items")), names, names),
        st.builds(ast.Section, texts, bodies | st.just(())),
        st.builds(ast.DoseFinding, names, some_properties),
        st.builds(ast.CaseTable, st.lists(names, min_size=1, max_size=2).map(tuple), st.none() | whens, rows),
        st.builds(ast.Case, texts, givens, expects),
    )
)
files = st.lists(declarations, max_size=3).map(tuple).map(ast.File)
