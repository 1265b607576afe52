"""What stands together: the claims of one block with what is already settled around them, and what a protocol
asks of everybody.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, assert_never

from attrs import field

from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.lint.claims import Claims
from mgdsl.lint.known import NOTHING, Known, joined
from mgdsl.lint.spaces import States
from mgdsl.lint.trees import (
    Apart,
    Choice,
    Claim,
    Every,
    Some,
    Tree,
    alternatives,
    aparts,
    atoms,
    claims_of,
    rest,
    turned,
)
from mgdsl.tree import frozen


@frozen(eq=False)
class Group:
    """Claims that must hold together (`every`) or of which one must (`some`), inside what is `known`."""

    word: Literal["every", "some"]
    claims: tuple[Claim, ...]
    known: Known

    def left(self, claim: Claim) -> States:
        """The states that what is around leaves for what the claim is about."""
        found = self.known.get(claim.about)
        return claim.every if found is None else found[0]


@frozen(eq=False)
class Asked:
    """One criterion, as the author wrote it: what an inclusion demands, what an exclusion looks for."""

    criterion: ir.Criterion
    tree: Tree
    conditions: frozenset[int]

    @property
    def top(self) -> tuple[Claim, ...]:
        """The claims that hold of everybody who meets it; none under an `if`."""
        return tuple(claims_of(self.tree))


@frozen(slots=False)
class Meaning:
    """The criteria of a program as trees of claims."""

    program: Program
    claims: Claims = field(init=False, repr=False, eq=False)

    @claims.default
    def _claims(self) -> Claims:
        return Claims(self.program)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        found = []
        for criterion in self.program.criteria:
            if criterion.hole:
                continue
            tree = self.claims.tree(criterion.blocks, positive=criterion.kind == "exclusion")
            conditions = frozenset(map(id, _conjuncts(criterion.applies, self.program)))
            found.append(Asked(criterion, tree, conditions))
        return tuple(found)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group of the program; what is asked of rows and what is shared stands apart."""
        found: list[Group] = []
        for asked in self.asked:
            found += _groups(asked.tree, NOTHING, asked.conditions)
        done = 0
        while done < len(self.claims.roots):
            found += _groups(self.claims.roots[done], NOTHING, frozenset())
            done += 1
        return tuple(found)

    @cached_property
    def atoms(self) -> tuple[Claim, ...]:
        """Every claim, conditions included, once."""
        roots = [*(asked.tree for asked in self.asked), *self.claims.roots]
        return tuple(claim for root in roots for claim in atoms(root))

    @cached_property
    def counts(self) -> tuple[tuple[Claim, ...], ...]:
        """Of every count of conditions, those that are claims."""
        assert self.groups is not None  # all roots are read
        roots = [*(asked.tree for asked in self.asked), *self.claims.roots]
        found = (tuple(i for i in apart.items if isinstance(i, Claim)) for r in roots for apart in aparts(r))
        return tuple(claims for claims in found if len(claims) > 1)

    @cached_property
    def demanded(self) -> Known:
        """What the inclusions leave of everybody, contradictions left out."""
        inclusions = (asked for asked in self.asked if asked.criterion.kind == "inclusion")
        found = joined(NOTHING, tuple(claim for asked in inclusions for claim in asked.top))
        return {about: known for about, known in found.items() if known[0]}


def _conjuncts(applies: ir.Expr, program: Program) -> Iterator[ir.Expr]:
    """The conditions under which a criterion applies; the same objects stand in what it blocks by."""
    todo, read = [applies], set[int]()
    while todo:
        expr = todo.pop()
        yield expr
        match expr:
            case ir.AtLeast(_, xs):
                todo.extend(xs)
            case ir.Not(of):
                todo.append(of)
            case ir.Ref(index) if index not in read:
                read.add(index)
                todo.append(program.lets[index].body)
            case ir.If(condition, then, otherwise):
                todo += (condition, then, otherwise)
            case _:
                pass


def _groups(tree: Tree, known: Known, conditions: frozenset[int]) -> Iterator[Group]:
    match tree:
        case Claim():
            yield Group("every", (tree,), known)
        case Every():
            claims = tuple(claims_of(tree))
            own = tuple(claim for claim in claims if id(claim.expr) not in conditions)
            limits = tuple(claim for claim in claims if id(claim.expr) in conditions)
            around = joined(known, limits)
            yield Group("every", own, around)
            settled = joined(around, own)
            for inner in rest(tree.items, Every):
                yield from _groups(inner, settled, conditions)
        case Some():
            claims = tuple(alternatives(tree))
            own = tuple(claim for claim in claims if id(claim.expr) not in conditions)
            limits = tuple(turned(claim) for claim in claims if id(claim.expr) in conditions)
            around = joined(known, limits)
            yield Group("some", own, around)
            for inner in rest(tree.items, Some):
                yield from _groups(inner, around, conditions)
        case Apart(items):
            for item in items:
                yield from _groups(item, NOTHING, conditions)
        case Choice(condition, then, otherwise):
            yield from _groups(condition, known, conditions)
            yield from _groups(then, joined(known, tuple(claims_of(condition))), conditions)
            yield from _groups(
                otherwise, joined(known, tuple(map(turned, alternatives(condition)))), conditions
            )
        case _:
            assert_never(tree)
