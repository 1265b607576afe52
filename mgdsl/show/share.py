"""How much of a protocol a record decides: each criterion by what it reads, and the shares of each kind.

The kind follows from the columns that a criterion reads, its condition for whom it applies included:

- computed: recorded data only. A yes/no fact is data, whoever found it out: the record answers it. Criteria
  that read nothing else, such as consent, are counted once more by themselves.
- partly computed: recorded data, and a judgement, an attestation or a hole beside them. Those with a hole are
  named once more.
- judgement or attestation: what people state, and no data.
- hole: nothing but what nobody has specified.

A list that is not public is no criterion, since nobody knows how many it holds: it is counted apart.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from mgdsl.core import columns as c
from mgdsl.core.program import Program
from mgdsl.show.blocks import Grid
from mgdsl.show.needs import sources
from mgdsl.tree import frozen

ALL, FACTS = "in all", "by yes/no facts alone"
NONE = "–"


class Kind(Enum):
    COMPUTED = "computed"
    PARTLY = "partly computed"
    PEOPLE = "judgement or attestation"
    HOLE = "hole"


@frozen
class Share:
    """The criteria of a protocol by kind, in its order.

    `facts`: those computed that read yes/no facts only; `holed`: those with a hole beside something else.
    `lists`: how many of its lists, or rests of lists, are not public.
    """

    name: str
    kinds: tuple[tuple[str, Kind], ...]
    facts: tuple[str, ...]
    holed: tuple[str, ...]
    lists: int

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The ids of its criteria of this kind."""
        return tuple(id_ for id_, each in self.kinds if each is kind)


def share(program: Program) -> Share:
    """The share of a protocol, named by its registry id, or by its title without one."""
    registry = dict(program.properties).get("registry", ())
    read = {each.id: list(sources(program, each)) for each in program.criteria if not each.hole}
    kinds = {id_: kind(held) for id_, held in read.items()}
    facts = tuple(id_ for id_, held in read.items() if held and all(map(_plain_fact, held)))
    holed = tuple(id_ for id_ in read if kinds[id_] is not Kind.HOLE and any(map(_hole, read[id_])))
    name = ", ".join(registry) or program.title
    return Share(name, tuple(kinds.items()), facts, holed, len(program.criteria) - len(read))


def kind(read: Sequence[c.ColumnSource]) -> Kind:
    """The kind of a criterion that reads these. One that reads nothing is computed: it decides all alike."""
    asked = [source for source in read if isinstance(source, c.Answer)]
    if not asked:
        return Kind.COMPUTED
    if len(asked) < len(read):
        return Kind.PARTLY
    return Kind.HOLE if all(map(_hole, asked)) else Kind.PEOPLE


def _hole(source: c.ColumnSource) -> bool:
    return isinstance(source, c.Answer) and source.by is None


def _plain_fact(source: c.ColumnSource) -> bool:
    return isinstance(source, c.Yes) and not source.slot.row


def tables(shares: Sequence[Share]) -> tuple[Grid, Grid]:
    """The shares by protocol and in all; and by their ids the criteria that are not simply computed."""
    computed, *others = (each.value for each in Kind)
    rows = [_row(each.name, (each,)) for each in shares]
    rows += [_row(ALL, shares)] if len(shares) > 1 else []
    header = ("protocol", "criteria", computed, f"of these {FACTS}", *others, "lists not public")
    named = tuple((each.name, *_ids(each)) for each in shares)
    return Grid(header, tuple(rows)), Grid(("protocol", FACTS, *others, "a hole inside"), named)


def _row(name: str, shares: Sequence[Share]) -> tuple[str, ...]:
    total = sum(len(each.kinds) for each in shares)
    computed, *others = (sum(len(each.of(kind)) for each in shares) for kind in Kind)
    facts = sum(len(each.facts) for each in shares)
    cells = (f"{n} ({percent(n, total)})" for n in (computed, facts, *others))
    return (name, str(total), *cells, str(sum(each.lists for each in shares)))


def percent(n: int, total: int) -> str:
    """``12.5 %``: one decimal, half up; of nothing ``0.0 %``."""
    tenths = (2000 * n + total) // (2 * total) if total else 0
    return f"{tenths // 10}.{tenths % 10} %"


def _ids(each: Share) -> Iterator[str]:
    for ids in (each.facts, each.of(Kind.PARTLY), each.of(Kind.PEOPLE), each.of(Kind.HOLE), each.holed):
        yield ", ".join(ids) or NONE
