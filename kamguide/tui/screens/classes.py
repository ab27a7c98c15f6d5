"""The classes that a trainer leads on this laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from kamguide.course.known import known_classes
from kamguide.messages import moment
from kamguide.plan.wording import shortened
from kamguide.tui.screens.start import ListScreen
from kamguide.workspace.orders import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from kamguide.workspace.plans import Workspace

LONGEST = 60


class ClassesScreen(ListScreen):
    """Which class is looked at."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._led = known_classes(workspace.store.path)

    def compose(self) -> ComposeResult:
        """Every class, or how one is made."""
        lines = [shortened(one.card.title, LONGEST) for one in self._led]
        asks = self._say("klass.pick" if lines else "klass.none")
        yield from self._composed(self._say("klass.title"), asks, lines)

    def about(self, at: int) -> Iterator[str]:
        """Where it lies, when it began, its groups."""
        if at >= len(self._led):
            yield self._say("klass.how")
            return
        one = self._led[at]
        yield self._say(
            "klass.about",
            folder=shown(one.folder),
            at=moment(one.card.begun, self.lang),
            trainer=one.card.trainer,
        )
        yield ""
        joint = self._say("course.joint")
        for group in one.card.groups:
            members = joint.join(group.members)
            yield self._say("wall.camp", groups=group.name, word=members)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        from kamguide.tui.screens.klass import ClassScreen

        event.stop()
        self.app.push_screen(ClassScreen(self._led[event.option_index]))
