"""A Word file as a look at the plan: asked for by name, told in lines or shown as a screen."""

from pathlib import Path
from typing import Final

from kamguide.workspace.session import Session

WORD: Final = "word:"
"""What the name of such a look begins with; behind it stands the file."""


def file_in(name: str) -> Path:
    """The file that a look is named after."""
    return Path(name.removeprefix(WORD))


def word_look(session: Session, name: str) -> str:
    """The proposals of a file, in lines.

    Raises:
        IntakeError: It cannot be read, or is no export of this plan.
    """
    from kamguide.workspace.wordback.proposals import Returned, returned_bytes
    from kamguide.workspace.wordback.telling import WordTelling

    return "\n".join(WordTelling(Returned(session, returned_bytes(file_in(name)))).lines())
