"""What can be done with a plan at home, and how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.engine.life import Life
from kamguide.messages import say
from kamguide.tui.screens.dialogs import NameScreen, PlanMenu
from kamguide.workspace.annual import begin, next_name

if TYPE_CHECKING:
    from kamguide.tui.screens.home import HomeScreen
    from kamguide.workspace.overview import Standing
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.shelf import Done


class Deeds:
    """Renames, copies, puts away, deletes and brings back, from one home screen."""

    def __init__(self, workspace: Workspace, home: HomeScreen) -> None:
        self._workspace = workspace
        self._home = home

    def ask(self, plan: Standing) -> None:
        """Ask what is to be done with a plan."""
        first = ["back", "open"] if plan.line.archived else ["open"]
        then = [] if plan.line.archived else ["put_away"]
        last = [] if plan.line.deleted else ["delete"]
        after = ["review"] if plan.line.status == Life.APPROVED else []
        deeds = [*first, *after, "rename", "copy", *then, *last, "settings"]
        menu = PlanMenu(plan.line.name, deeds, self._home.lang)
        self._home.app.push_screen(menu, lambda deed: self.do(deed, plan) if deed else None)

    def do(self, deed: str, plan: Standing) -> None:
        """Do something with a plan; where it cannot be done that is said."""
        self._home.tried(lambda: self._do(deed, plan))

    def _do(self, deed: str, plan: Standing) -> None:
        shelf, line = self._workspace.shelf, plan.line
        if deed == "open":
            self._home.open(line.id)
        elif deed == "settings":
            self._settings(line.id)
        elif deed in ("rename", "copy", "review"):
            self._ask_name(deed, plan)
        elif deed == "delete":
            self._after(shelf.delete(line.id))
        elif line.archived:
            self._after(shelf.bring_back(line.id))
        else:
            self._after(shelf.put_away(line.id))

    def _ask_name(self, deed: str, plan: Standing) -> None:
        name, shelf = plan.line.name, self._workspace.shelf
        value = name
        if deed == "review":
            value = next_name(self._workspace.store.state(plan.line.id))
        elif deed == "copy":
            value = shelf.free_name(self._say("home.copy_name", name=name))

        def keep(given: str) -> None:
            if deed == "review":
                self._begin_review(plan, given)
            elif deed == "rename":
                self._after(shelf.rename(plan.line.id, given))
            else:
                self._after(self._copy(plan, given))

        question = self._say(f"home.ask.{deed}", name=name)
        self._home.app.push_screen(NameScreen(question, value, keep, self._home.lang))

    def _begin_review(self, plan: Standing, name: str) -> None:
        session = begin(self._workspace, plan.line.id, name)
        self._workspace.close(session)
        self._home.app.call_later(self._home.open, session.facts.id)

    def _copy(self, plan: Standing, name: str) -> Done:
        session = self._workspace.copy(plan.line.id, name)
        self._workspace.close(session)
        return self._workspace.shelf.note_copy(session.facts.id)

    def _settings(self, plan: str) -> None:
        session = self._workspace.open_or_read(plan, lang=self._home.lang)

        def close(told: object) -> None:
            del told
            self._workspace.close(session)
            self._home.look_again(f"plan:{plan}")

        self._home.app.show_settings(session, close)  # type: ignore[attr-defined]  # our app

    def _after(self, done: Done) -> None:
        """Say what was done, and that it can be taken back."""
        stays = done.deed in ("renamed", "copied", "back")
        self._home.look_again(f"plan:{done.plan}" if stays else None)
        told = self._say(f"shelf.{done.deed}", before=done.before, name=done.name)
        self._home.tell(self._say("shelf.ctrl_z", told=told))

    def undo(self) -> None:
        """Take back what was done last in this sitting."""
        self._home.tried(self._undo)

    def _undo(self) -> None:
        done = self._workspace.shelf.undo()
        if done is None:
            self._home.tell(self._say("shelf.nothing"))
            return
        self._home.look_again(f"plan:{done.plan}")
        words = self._say(f"shelf.undone.{done.deed}", before=done.before, name=done.name)
        self._home.tell(words)

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._home.lang, **values)
