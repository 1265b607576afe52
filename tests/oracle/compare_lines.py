"""The package asked what `lines` and `joined` answer by themselves."""

from collections.abc import Iterator
from random import Random

import mgdsl
from mgdsl.sql.run import run

from .joined import criterion, record
from .lines import HEAD, possible

IMPOSSIBLE = {"scores-disagree", "part-above-total", "score-out-of-range"}
DATES = {"visits-out-of-order", "birth-after-visit"}


def disagreements(seed: int, records: int, criteria: int = 6) -> Iterator[str]:
    """Of some random criteria on random records: statuses, verdicts, records refused or taken wrongly."""
    r = Random(seed)
    asked = [found for at in range(criteria) if _checks((found := criterion(r, at))[0])]
    if not asked:
        return
    protocol = mgdsl.loads(HEAD + "\n".join(text for text, _ in asked))
    for at in range(records):
        raw = {**record(r), "id": f"{seed}-{at}"}
        (found,) = protocol.evaluate_many([raw])
        if isinstance(found, tuple):
            names = {each.name for each in found}
            if names - DATES and (possible(raw) or names - DATES - IMPOSSIBLE):
                yield f"{raw}: refused, {[each.message for each in found]}"
            continue
        if not possible(raw):
            yield f"{raw}: taken, though its scores cannot be"
            continue
        wanted = [status(raw) for _, status in asked]
        statuses = [each.status.value for each in found.criteria]
        for (text, _), one, other in zip(asked, wanted, statuses, strict=True):
            if one != other:
                yield f"{text}{raw}: the oracle says {one}, the package {other}"
        (columns,) = protocol.columns_many([raw])
        assert not isinstance(columns, tuple)
        answer = run(protocol.program, [columns])[columns.id]
        if list(answer.statuses.values()) != statuses or answer.verdict != found.verdict.value:
            yield f"{raw}: SQL says {answer}"


def _checks(text: str) -> bool:
    """Some criteria are mistakes: an empty range, a limit that nobody can reach."""
    try:
        mgdsl.loads(HEAD + text)
    except mgdsl.ProgramError:
        return False
    return True
