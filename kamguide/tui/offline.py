"""What Python loads for networks, left out: nothing here talks to one, and it is 6 MB."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

_OPENSSL: Final = ("ssl", "_ssl", "_hashlib")
"""`asyncio` and `hashlib` do without them where Python was built without OpenSSL."""


def load_offline() -> None:
    """Load what would bring OpenSSL along, without it; whoever needs that later still gets it."""
    with _absent(*(name for name in _OPENSSL if name not in sys.modules)):
        for name in ("asyncio", "hashlib", "secrets"):
            import_module(name)


@contextmanager
def _absent(*hidden: str) -> Iterator[None]:
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: not installed
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
