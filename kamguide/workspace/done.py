"""What comes of a command, and of anything typed."""

from collections.abc import Callable

from msgspec import Struct

from kamguide.model.edits import Edit
from kamguide.workspace.outcome import Outcome
from kamguide.workspace.speaking import Said


class Change(Struct, frozen=True):
    """A change of answers that a command would make: told first, where it moves other things."""

    question: str
    edits: tuple[Edit, ...]
    make: Callable[[], "Done"]


class Done(Struct, frozen=True):
    """What came of a command: what is said, and whether the question is asked again."""

    said: tuple[Said, ...] = ()
    asks_again: bool = False
    sent: bool = True
    prefill: str = ""
    amends: bool = False
    """Whether what the prompt holds next is to be gone on with, not to be typed anew."""
    closed: Outcome | None = None
    """What came of a table that is done."""
    change: Change | None = None
    """What is still to be done, once it is told what follows."""
    offer: Callable[[], "Done"] | None = None
    """What is done if the person agrees to what was said."""
    leave: str = ""
    """Where to go: `home`, `pause`, or `plan` to read it and come back."""
    look: str = ""
    """The way to look at the whole plan that was asked for: told in lines, or shown as a screen."""

    @property
    def only_tells(self) -> bool:
        """Whether the talk is where it was before."""
        return not (self.asks_again or self.closed or self.change or self.offer or self.leave)


class Heard(Struct, frozen=True):
    """What came of something typed.

    `sent` is false where it could not be read: it stays in the prompt. `prefill` is what the
    prompt should hold next; `leave` is set when the person wants to stop, or go
    home, `look` where the whole plan is to be looked at.
    """

    said: tuple[Said, ...] = ()
    sent: bool = True
    prefill: str = ""
    leave: str = ""
    look: str = ""
    amends: bool = False
    """Whether what the prompt holds next is to be gone on with, not to be typed anew."""
