"""What stands together: the claims of one block with what is already settled around them, and what a protocol
asks of everybody.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias, assert_never

from attrs import evolve, field, frozen

from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.lint.claims import Apart, Choice, Claim, Claims, Every, Some, Tree
from mgdsl.lint.spaces import States

Known: TypeAlias = Mapping[object, tuple[States, tuple[Claim, ...]]]
"""What is settled, by what it is about: the states left, and the claims that leave them."""

NOTHING: Known = {}


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
    """One criterion, as the author wrote it: what an inclusion demands, what an exclusion looks for.

    `everyone`: no condition limits to whom it applies.
    """

    criterion: ir.Criterion
    tree: Tree
    everyone: bool
    conditions: frozenset[int]

    @property
    def top(self) -> tuple[Claim, ...]:
        """The claims that hold of everybody who meets it."""
        return tuple(_claims_of(self.tree))


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
            everyone = isinstance(criterion.applies, ir.Lit)
            conditions = frozenset(map(id, _conjuncts(criterion.applies, self.program)))
            found.append(Asked(criterion, tree, everyone, conditions))
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
        return tuple(claim for root in roots for claim in _atoms(root))

    def below(self, tree: Tree) -> Iterator[Claim]:
        """Every claim of a tree."""
        return _atoms(tree)

    @cached_property
    def demanded(self) -> Known:
        """What the inclusions that apply to everybody leave, contradictions left out."""
        inclusions = (a for a in self.asked if a.everyone and a.criterion.kind == "inclusion")
        found = joined(NOTHING, tuple(claim for asked in inclusions for claim in asked.top))
        return {about: known for about, known in found.items() if known[0]}


def joined(known: Known, claims: tuple[Claim, ...]) -> Known:
    """What is known once the claims hold, too."""
    found = dict(known)
    for claim in claims:
        states, by = found.get(claim.about, (claim.every, ()))
        found[claim.about] = (states & claim.holds, (*by, claim))
    return found


def possible(tree: Tree, known: Known) -> bool:
    """Whether the tree can hold for somebody of whom this is known; True where that is not seen."""
    match tree:
        case Claim():
            return bool(known.get(tree.about, (tree.every, ()))[0] & tree.holds)
        case Every(items):
            inner = joined(known, tuple(_claims_of(tree)))
            return all(states for states, _ in inner.values()) and all(possible(i, inner) for i in items)
        case Some(items):
            return any(possible(item, known) for item in items)
        case Apart() | Choice():
            return True
        case _:
            assert_never(tree)


def certain(tree: Tree, known: Known) -> bool:
    """Whether the tree holds for everybody of whom this is known; False where that is not seen."""
    match tree:
        case Claim():
            return tree.about in known and known[tree.about][0] <= tree.holds
        case Every(items):
            return all(certain(item, known) for item in items)
        case Some(items):
            return any(certain(item, known) for item in items)
        case Apart() | Choice():
            return False
        case _:
            assert_never(tree)


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


def _claims_of(tree: Tree) -> Iterator[Claim]:
    """The claims that all must hold for the tree to hold."""
    match tree:
        case Claim():
            yield tree
        case Every(items):
            for item in items:
                yield from _claims_of(item)
        case _:
            pass


def _alternatives(tree: Tree) -> Iterator[Claim]:
    """The claims of which one is enough."""
    match tree:
        case Claim():
            yield tree
        case Some(items):
            for item in items:
                yield from _alternatives(item)
        case _:
            pass


def _atoms(tree: Tree) -> Iterator[Claim]:
    match tree:
        case Claim():
            yield tree
        case Every(items) | Some(items) | Apart(items):
            for item in items:
                yield from _atoms(item)
        case Choice(condition, then, otherwise):
            for part in (condition, then, otherwise):
                yield from _atoms(part)
        case _:
            assert_never(tree)


def _rest(items: tuple[Tree, ...], cls: type[Every] | type[Some]) -> Iterator[Tree]:
    """What stands in a block, blocks of the same word opened, claims left out."""
    for item in items:
        if isinstance(item, cls):
            yield from _rest(item.items, cls)
        elif not isinstance(item, Claim):
            yield item


def _groups(tree: Tree, known: Known, conditions: frozenset[int]) -> Iterator[Group]:
    match tree:
        case Claim():
            yield Group("every", (tree,), known)
        case Every():
            claims = tuple(_claims_of(tree))
            own = tuple(claim for claim in claims if id(claim.expr) not in conditions)
            limits = tuple(claim for claim in claims if id(claim.expr) in conditions)
            around = joined(known, limits)
            yield Group("every", own, around)
            settled = joined(around, own)
            for inner in _rest(tree.items, Every):
                yield from _groups(inner, settled, conditions)
        case Some():
            claims = tuple(_alternatives(tree))
            own = tuple(claim for claim in claims if id(claim.expr) not in conditions)
            limits = tuple(_turned(claim) for claim in claims if id(claim.expr) in conditions)
            around = joined(known, limits)
            yield Group("some", own, around)
            for inner in _rest(tree.items, Some):
                yield from _groups(inner, around, conditions)
        case Apart(items):
            for item in items:
                yield from _groups(item, NOTHING, conditions)
        case Choice(condition, then, otherwise):
            yield from _groups(condition, known, conditions)
            yield from _groups(then, joined(known, tuple(_claims_of(condition))), conditions)
            yield from _groups(
                otherwise, joined(known, tuple(map(_turned, _alternatives(condition)))), conditions
            )
        case _:
            assert_never(tree)


def _turned(claim: Claim) -> Claim:
    """The claim's opposite: what is settled where it does not hold."""
    return evolve(claim, positive=not claim.positive)
