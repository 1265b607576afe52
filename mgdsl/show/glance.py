"""What a reviewer wants to know first: how many criteria there are, who decides them, and what is open."""

from mgdsl.core.program import Program
from mgdsl.show.blocks import Pairs
from mgdsl.show.share import Kind, share
from mgdsl.syntax.reading import unsettled

NONE = "none"


def glance(program: Program) -> Pairs:
    """A few lines for the top of a document."""
    counted = share(program)
    kinds = [each.kind for each in program.criteria if not each.hole]
    asked = {id for kind in (Kind.PARTLY, Kind.PEOPLE) for id in counted.of(kind)}
    asked -= {id for id in counted.of(Kind.PARTLY) if id in counted.holed}
    open_ = {*counted.of(Kind.HOLE), *counted.holed}
    open_ |= {each.id for each in program.criteria if any(map(unsettled, each.reading))}
    rows = [
        ("criteria", f"{kinds.count('inclusion')} inclusion, {kinds.count('exclusion')} exclusion"),
        ("decided by what is recorded", f"{len(counted.of(Kind.COMPUTED))} of {len(kinds)}"),
        ("a person is asked", _ids(program, asked)),
        ("left open", _ids(program, open_)),
    ]
    if counted.lists:
        hidden = [f"further {each.kind} criteria" for each in program.criteria if each.hole]
        rows.append(("not stated", ", ".join(hidden)))
    return Pairs("At a glance", tuple(rows))


def _ids(program: Program, ids: set[str]) -> str:
    """In the order of the protocol."""
    return ", ".join(each.id for each in program.criteria if each.id in ids) or NONE
