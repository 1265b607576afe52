"""Lines about visits, joined to criteria, against an oracle that tries every completion of a record.

`python -m tests.oracle` tries many more.
"""

import pytest
from oracle.compare_lines import disagreements


@pytest.mark.parametrize("seed", range(6))
def test_statuses_are_those_of_the_oracle(seed: int) -> None:
    assert list(disagreements(seed, records=20)) == []
