"""A plan to be read by its reviewer: Enter on an answer comments on it, and one reads on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from kamguide.messages import say
from kamguide.tui.screens.board_dialogs import CommentScreen
from kamguide.tui.screens.reading import ReadingScreen
from kamguide.tui.trips import entry_at
from kamguide.workspace.remarks import Place
from kamguide.workspace.review import Review
from kamguide.workspace.review_telling import ReviewTelling

if TYPE_CHECKING:
    from kamguide.workspace.remarks import CommentKind


class ReviewedScreen(ReadingScreen):
    """The plan as it is read, and what a reviewer says of its answers."""

    WORDS: ClassVar = "reviewed"

    def action_edit(self) -> None:
        """Ask for a comment on the answer that is marked."""
        entry = entry_at(self._book.place)
        if entry.question in {one.id for one in self._session.path.asked}:
            place = Place(question=entry.question, row=entry.row, column=entry.column)
            lang = self._session.lang
            where = ReviewTelling(self._session).named(place)
            asked = say("board.ask.comment", lang, name=where)
            self.app.push_screen(CommentScreen(asked, partial(self._keep, place), lang))

    def _keep(self, place: Place, words: str, kind: CommentKind) -> None:
        session = self._session
        review = Review(session.store, session.author, session.facts.id)
        review.comment(words, place, kind)
        self.tell(say("review.commented", session.lang, number=len(review.comments())))
