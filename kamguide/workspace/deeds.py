"""What was done in a sitting, so that it can be taken back and done again."""

from collections.abc import Iterator

from msgspec import Struct

from kamguide.model.answers import Answers
from kamguide.model.edits import Edit


class Deed(Struct, frozen=True):
    """Edits that were kept at once, with the answers as they were before."""

    before: Answers
    edits: tuple[Edit, ...]
    question: str


class Deeds:
    """The deeds of one sitting, and those that were taken back."""

    def __init__(self) -> None:
        self._done: list[Deed] = []
        self._undone: list[Deed] = []

    def did(self, deed: Deed) -> None:
        """Note something new: what was taken back before can be done again no more."""
        self._done.append(deed)
        self._undone.clear()

    def last(self, *, undone: bool = False) -> Deed | None:
        """What was done last or, of what was taken back, what comes next; it stays noted."""
        deeds = self._undone if undone else self._done
        return deeds[-1] if deeds else None

    def turned(self, opposite: Deed, *, undone: bool = False) -> None:
        """Note that the last one was taken back or, `undone`, done again by its opposite."""
        source, target = (self._undone, self._done) if undone else (self._done, self._undone)
        source.pop()
        target.append(opposite)

    def forget(self) -> None:
        """Nothing can be taken back any more."""
        self._done.clear()
        self._undone.clear()

    def questions(self) -> Iterator[str]:
        """Where something was done."""
        yield from (one.question for one in self._done)
