"""Hypothesis here: no deadlines, since machines differ; the profile ``deep`` tries much more.

In CI the examples are the same in every run, so that what it says depends on the change alone.
"""

import os

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile(
    "mgdsl", deadline=None, suppress_health_check=SLOW, derandomize=bool(os.environ.get("CI"))
)
settings.register_profile("deep", deadline=None, suppress_health_check=SLOW, max_examples=5000)
settings.load_profile("mgdsl")
