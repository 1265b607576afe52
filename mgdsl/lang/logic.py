"""Strong Kleene logic by counting: what is certain and what is possible.

None is unknown. A connective is decided where every way to settle its unknown operands agrees.
"""

from collections.abc import Iterable

from mgdsl.lang.bounds import Truth


def not_(x: Truth) -> Truth:
    """The other truth.

    | x | not x |
    |---|-------|
    | T | F     |
    | ? | ?     |
    | F | T     |
    """
    return None if x is None else not x


def at_least(k: int, xs: Iterable[Truth]) -> Truth:
    """True if k operands are certainly true, false if fewer than k possibly are.

    `at_least(2, (x, y, z))`, by how many of the three are true and how many unknown:

    |         | 0 unknown | 1 unknown | 2 unknown | 3 unknown |
    |---------|-----------|-----------|-----------|-----------|
    | 0 true  | F         | F         | ?         | ?         |
    | 1 true  | F         | ?         | ?         |           |
    | 2 true  | T         | T         |           |           |
    | 3 true  | T         |           |           |           |
    """
    certain = possible = 0
    for x in xs:
        if x:
            certain += 1
            possible += 1
        elif x is None:
            possible += 1
    if certain >= k:
        return True
    return None if possible >= k else False


def all_(xs: Iterable[Truth]) -> Truth:
    """*and*: false if one is false, true if all are true; the empty *and* is true.

    | x and y | T | ? | F |
    |---------|---|---|---|
    | T       | T | ? | F |
    | ?       | ? | ? | F |
    | F       | F | F | F |
    """
    result: Truth = True
    for x in xs:
        if x is None:
            result = None
        elif not x:
            return False
    return result


def any_(xs: Iterable[Truth]) -> Truth:
    """*or*: true if one is true, false if all are false; the empty *or* is false.

    | x or y | T | ? | F |
    |--------|---|---|---|
    | T      | T | T | T |
    | ?      | T | ? | ? |
    | F      | T | ? | F |
    """
    result: Truth = False
    for x in xs:
        if x is None:
            result = None
        elif x:
            return True
    return result


def choose(condition: Truth, then: Truth, otherwise: Truth) -> Truth:
    """The branch that the condition names; where that is unknown, the answer on which both agree.

    | if c: x, otherwise: y | x, y agree on a | they do not |
    |-----------------------|-----------------|-------------|
    | c is T                | a               | x           |
    | c is ?                | a               | ?           |
    | c is F                | a               | y           |
    """
    if condition is None:
        return then if then is otherwise else None
    return then if condition else otherwise
