"""The surface tree: one frozen class per named alternative of grammar/mgdsl.lark, fields in its order.

Faithful to the text: nothing is resolved. Spans are offsets into the source and never part of equality.
"""

from mgdsl.syntax.ast_base import *  # noqa: F403
from mgdsl.syntax.ast_conditions import *  # noqa: F403
from mgdsl.syntax.ast_declarations import *  # noqa: F403
