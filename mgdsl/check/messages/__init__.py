"""Every sentence the checker can say; one function a finding. Wording apart from logic."""

from mgdsl.check.messages.answers import *  # noqa: F403
from mgdsl.check.messages.asked import *  # noqa: F403
from mgdsl.check.messages.at_blocks import *  # noqa: F403
from mgdsl.check.messages.declared import *  # noqa: F403
from mgdsl.check.messages.doses import *  # noqa: F403
from mgdsl.check.messages.dosing import *  # noqa: F403
from mgdsl.check.messages.durations import *  # noqa: F403
from mgdsl.check.messages.lines import *  # noqa: F403
from mgdsl.check.messages.naming import *  # noqa: F403
from mgdsl.check.messages.numbers import *  # noqa: F403
from mgdsl.check.messages.slips import *  # noqa: F403
from mgdsl.check.messages.times import *  # noqa: F403
from mgdsl.check.messages.units import *  # noqa: F403
from mgdsl.check.messages.unknown import *  # noqa: F403
