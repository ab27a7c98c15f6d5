"""What a reviewer does with a plan from the board: read, comment, return, approve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamguide.messages import say
from kamguide.tui.screens.board_dialogs import CommentScreen, WordsScreen
from kamguide.tui.screens.dialogs import NameScreen, PlanMenu
from kamguide.tui.screens.reviewed import ReviewedScreen
from kamguide.workspace.annual import begin, next_name
from kamguide.workspace.remarks import Place
from kamguide.workspace.review import Review

if TYPE_CHECKING:
    from collections.abc import Callable

    from kamguide.tui.looks import Left
    from kamguide.tui.screens.board import BoardScreen
    from kamguide.workspace.board import BoardLine
    from kamguide.workspace.plans import Workspace
    from kamguide.workspace.remarks import CommentKind
    from kamguide.workspace.session import Session

DEEDS = ("read", "open", "comment", "return", "approve")


class BoardDeeds:
    """Does it, on the plan that is marked, from one board."""

    def __init__(self, board: BoardScreen) -> None:
        self._board = board

    @property
    def _workspace(self) -> Workspace:
        return self._board.app.workspace  # type: ignore[attr-defined, no-any-return]  # our app

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._board.lang, **values)

    def ask(self, line: BoardLine | None) -> None:
        """Ask what is to be done with a plan."""
        if line is None:
            self._board.tell(self._say("board.no_plan"))
            return
        decided = () if line.status == "submitted" else ("return", "approve")
        deeds = [one for one in DEEDS if one not in decided]
        if line.status == "approved":
            deeds.append("review")
        menu = PlanMenu(line.name, deeds, self._board.lang)
        self._board.app.push_screen(menu, lambda deed: self.do(deed, line) if deed else None)

    def do(self, deed: str, line: BoardLine | None) -> None:
        """Do something with a plan; where it cannot be done that is said."""
        if line is None:
            self._board.tell(self._say("board.no_plan"))
            return
        self._board.tell("")
        self._board.tried(lambda: self._do(deed, line))

    def _do(self, deed: str, line: BoardLine) -> None:
        if deed == "read":
            self._read(line.id)
        elif deed == "open":
            self._board.app.open_plan(line.id)  # type: ignore[attr-defined]  # our app
        elif deed == "comment":
            question = self._say("board.ask.comment", name=line.name)
            keep = self._commented(line)
            self._board.app.push_screen(CommentScreen(question, keep, self._board.lang))
        elif deed == "review":
            self._ask_name(line)
        elif line.status != "submitted":
            self._board.tell(self._say("board.not_submitted", name=line.name))
        else:
            self._decide(deed, line)

    def _ask_name(self, line: BoardLine) -> None:
        """Ask what the plan is called that follows an approved one, and begin its review."""

        def keep(name: str) -> None:
            session = begin(self._workspace, line.id, name)
            self._workspace.close(session)
            app = self._board.app
            app.call_later(app.open_plan, session.facts.id)  # type: ignore[attr-defined]  # our app

        question = self._say("home.ask.review", name=line.name)
        value = next_name(self._workspace.store.state(line.id))
        self._board.app.push_screen(NameScreen(question, value, keep, self._board.lang))

    # Reading

    def _read(self, plan: str, look: str = "plan") -> None:
        session = self._workspace.open(plan, lang=self._board.lang, read_only=True)
        self._look(session, look)

    def _look(self, session: Session, look: str) -> None:
        def left(told: Left | None) -> None:
            if told is None:
                return
            self._board.look_again()
            if told.next:
                self._look(session, told.next)
            elif told.entry is not None and told.entry.question:
                self._board.tried(
                    lambda: self._board.app.open_plan(session.facts.id, told.entry)  # type: ignore[attr-defined]  # our app
                )

        if look == "plan":
            self._board.app.push_screen(ReviewedScreen(session), left)
        else:
            self._board.app.show_look(session, look, left, None)  # type: ignore[attr-defined]  # our app

    # Deciding

    def _review(self, line: BoardLine) -> Review:
        return Review(self._workspace.store, self._workspace.author, line.id)

    def _commented(self, line: BoardLine) -> Callable[[str, CommentKind], None]:
        def keep(words: str, kind: CommentKind) -> None:
            review = self._review(line)
            review.comment(words, Place(), kind)
            self._done(self._say("review.commented", number=len(review.comments())))

        return keep

    def _decide(self, deed: str, line: BoardLine) -> None:
        """Ask for the reason of a return, or the name of the approved version."""

        def keep(words: str) -> None:
            review = self._review(line)
            if deed == "return":
                review.give_back(words)
                self._done(self._say("review.returned", plan=line.name))
            else:
                version = review.approve(words)
                self._done(self._say("review.approved", plan=line.name, version=version))

        question = self._say(f"board.ask.{deed}", name=line.name)
        about = self._say("board.stands", blocks=line.blocks, due=line.due, open=line.open)
        self._board.app.push_screen(WordsScreen(question, about, keep, self._board.lang))

    def _done(self, words: str) -> None:
        self._board.look_again()
        self._board.tell(words)
