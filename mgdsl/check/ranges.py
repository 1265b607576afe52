"""What a range of an ordered classification could mean where values share a rank."""


def slices(
    values: tuple[str, ...], order: tuple[tuple[str, ...], ...], low: tuple[str, ...], high: tuple[str, ...]
) -> list[list[str]]:
    """The values from `low` to `high` as they are listed; and by rank, where that is something else.

    `low` and `high` are the members of the ends, `order` the values of equal rank, lowest first.
    """
    listed = list(values[values.index(low[0]) : values.index(high[-1]) + 1])
    first = next((i for i, rank in enumerate(order) if set(low) <= set(rank)), 0)
    last = next((i for i, rank in enumerate(order) if set(high) <= set(rank)), len(order) - 1)
    ranked = [value for rank in order[first : last + 1] for value in rank]
    return [reading for reading in ([listed] if ranked == listed else [listed, ranked]) if reading]


def sides(
    values: tuple[str, ...], order: tuple[tuple[str, ...], ...], members: tuple[str, ...], op: str
) -> list[list[str]]:
    """The values on one side of `members`, which share a rank with others: as listed, and by rank."""
    at, rank = (
        values.index(members[0]),
        next(i for i, peers in enumerate(order) if set(members) <= set(peers)),
    )
    listed = {
        ">=": values[at:],
        ">": values[at + len(members) :],
        "<=": values[: at + len(members)],
        "<": values[:at],
    }[op]
    keep = {">=": order[rank:], ">": order[rank + 1 :], "<=": order[: rank + 1], "<": order[:rank]}[op]
    ranked = [value for peers in keep for value in peers]
    return [
        reading
        for reading in ([list(listed)] if ranked == list(listed) else [list(listed), ranked])
        if reading
    ]
