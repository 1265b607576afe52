"""The mutants of a module: its source with one small change each."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
NAMES = {"min": "max", "max": "min", "all": "any", "any": "all"}
WORDS = {
    ">=": ">",
    ">": ">=",
    "<=": "<",
    "<": "<=",
    "=": "!=",
    "!=": "=",
    "lo": "hi",
    "hi": "lo",
    "and": "or",
}
WORDS |= {"lo": "hi", "hi": "lo", "and": "or", "or": "and"}


@dataclass(frozen=True)
class Mutant:
    """`source` is the whole module; `was` and `now` are the changed expression."""

    line: int
    was: str
    now: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module; docstrings and annotations stay as they are."""
    tree = ast.parse(source)
    spared = _spared(tree)
    for at, node in enumerate(ast.walk(tree)):
        if id(node) in spared:
            continue
        for change in range(_changes(node)):
            copy = deepcopy(tree)
            target = next(each for i, each in enumerate(ast.walk(copy)) if i == at)
            was = ast.unparse(node)
            _apply(target, change)
            yield Mutant(getattr(node, "lineno", 0), was, ast.unparse(target), ast.unparse(copy))


def _spared(tree: ast.Module) -> set[int]:
    """Nodes that say nothing at run time: docstrings, annotations, what they hold."""
    found: set[int] = set()
    for node in ast.walk(tree):
        roots: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            roots = [node]
        for name in ("annotation", "returns"):
            held = getattr(node, name, None)
            roots += [held] if isinstance(held, ast.AST) else []
        found |= {id(each) for root in roots for each in ast.walk(root)}
    return found


def _changes(node: ast.AST) -> int:
    """In how many ways a node can be changed."""
    match node:
        case ast.Compare(ops=[op]):
            return int(type(op) in COMPARISONS)
        case ast.Compare(ops=ops):
            return len(ops)
        case ast.BinOp(op=op):
            return int(type(op) in OPERATORS)
        case ast.BoolOp() | ast.IfExp() | ast.If() | ast.UnaryOp(op=ast.Not()) | ast.UnaryOp(op=ast.USub()):
            return 1
        case ast.Constant(value=bool()):
            return 1
        case ast.Constant(value=int()):
            return 2
        case ast.Constant(value=str(word)):
            return int(word in WORDS)
        case ast.Name(id=name, ctx=ast.Load()):
            return int(name in NAMES)
        case ast.Return(value=ast.expr()):
            return 1
        case _:
            return 0


def _apply(node: ast.AST, change: int) -> None:
    """Make one of the changes, in place."""
    match node:
        case ast.Compare():
            node.ops[change] = COMPARISONS[type(node.ops[change])]()
        case ast.BinOp():
            node.op = OPERATORS[type(node.op)]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.IfExp():
            node.body, node.orelse = node.orelse, node.body
        case ast.If():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.UnaryOp():
            node.op = ast.UAdd() if isinstance(node.op, ast.USub) else _asis(node)
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(number)):
            node.value = number + (1 if change else -1)
        case ast.Constant(value=str(word)):
            node.value = WORDS[word]
        case ast.Name():
            node.id = NAMES[node.id]
        case ast.Return():
            node.value = ast.Constant(None)


def _asis(node: ast.UnaryOp) -> ast.unaryop:
    """`not x` becomes `not not x`, which is the truth of x."""
    node.operand = ast.UnaryOp(ast.Not(), node.operand)
    return ast.Not()
