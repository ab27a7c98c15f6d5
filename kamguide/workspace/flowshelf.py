"""Flows by name for whoever looks at many plans: each is read once."""

from kamguide.errors import FlowError
from kamguide.flowfile.load import load_flow
from kamguide.model.flow import Flow


class FlowShelf:
    """Flows that were read; those that cannot be are known, too."""

    def __init__(self) -> None:
        self._flows: dict[str, Flow | None] = {}

    def flow(self, name: str) -> Flow | None:
        """The flow of this name; None where it cannot be read."""
        if name not in self._flows:
            try:
                self._flows[name] = load_flow(name)
            except FlowError:
                self._flows[name] = None
        return self._flows[name]
