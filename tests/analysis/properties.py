"""`given` with fewer examples than usual: there are many properties, and each is cheap to break."""

from collections.abc import Callable
from typing import Any

import hypothesis

EXAMPLES = 40


def given(*strategies: Any, **named: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        return hypothesis.settings(max_examples=EXAMPLES)(
            hypothesis.given(*strategies, **named)(test)
        )

    return decorate
