"""The package beside the oracle: item vectors become records, and both say whether the rule holds."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from random import Random

from mgdsl.core.data import Data
from mgdsl.core.program import Program
from mgdsl.evaluate.interpret import evaluate
from mgdsl.program import load_bytes
from mgdsl.records.model import Record, Scored, Visit
from mgdsl.records.project import Projector

from .rule import VALUES, Answer, Scale, Vector, decide

TEXT = """\
protocol "The share of the ocular items":
    visits: screening
    decision visit: screening

use myasthenia gravis

inclusion at-most-half "":
    {name} >= {threshold} at screening
    ocular share of {name} <= 50% at screening

inclusion under-half "":
    {name} >= {threshold} at screening
    ocular share of {name} < 50% at screening
"""


@cache
def program(scale: Scale) -> Program:
    """The rule for a scale, checked."""
    loaded = load_bytes("share.mgdsl", TEXT.format(name=scale.name, threshold=scale.threshold).encode())
    assert loaded.checked.program is not None, loaded.diagnostics
    return loaded.checked.program


@cache
def _projector(scale: Scale) -> Projector:
    checked = program(scale)
    return Projector(checked.schema, checked.columns, checked.tables)


def data(
    scale: Scale, vector: Vector, id_: str = "P", total: int | None = None, ocular: int | None = None
) -> Data:
    """The columns of a patient with these items scored at screening."""
    items = tuple(pair for pair in zip(scale.items, vector, strict=True) if pair[1] is not None)
    parts = () if ocular is None else (("ocular", ocular),)
    scored = Scored(total, parts, items)  # type: ignore[arg-type]
    return _projector(scale).of(Record(id_, visits={"screening": Visit(values={scale.name: scored})}))


def answer(scale: Scale, columns: Data) -> Answer:
    """What the interpreter says."""
    at_most, under = (decision.blocks.value for decision in evaluate(program(scale), columns).decisions)
    return Answer(*(None if blocks is None else not blocks for blocks in (at_most, under)))


def all_scored(scale: Scale) -> Iterator[Vector]:
    """Every vector without a missing item."""
    return product(VALUES, repeat=len(scale.items))


def all_vectors(scale: Scale) -> Iterator[Vector]:
    """Every vector, with missing items."""
    return product((*VALUES, None), repeat=len(scale.items))


def sample(scale: Scale, count: int, seed: int = 0) -> Iterator[Vector]:
    """Random vectors, each with its own rate of missing items, so that few and many both occur."""
    random = Random(seed)
    for _ in range(count):
        rate = random.choice((0, 0.1, 0.25, 0.5))
        highest = random.choice(VALUES)
        yield tuple(None if random.random() < rate else random.randint(0, highest) for _ in scale.items)


def disagreements(scale: Scale, vectors: Iterable[Vector]) -> Iterator[tuple[Vector, Answer, Answer]]:
    """Vectors on which the two differ, with what the oracle and what the package says."""
    for vector in vectors:
        wanted, found = decide(scale, vector), answer(scale, data(scale, vector))
        if wanted != found:
            yield vector, wanted, found
