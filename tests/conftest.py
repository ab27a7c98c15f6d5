"""For all tests: the same examples every time, so that a red run is red for a reason of its own.

`pytest --hypothesis-profile=default` looks for others.
"""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True)
