"""What boards show of plans that nobody opened here: read beside whatever else goes on."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from kamguide.errors import KamguideError
from kamguide.model.answers import Json
from kamguide.store.sqlite import SqliteStore
from kamguide.workspace.plans import Workspace
from kamguide.workspace.summary import summary_of


def fresh_summary(store: Path, plan: str, now: datetime) -> tuple[int, dict[str, Json]] | None:
    """What a board shows of a plan now, read with a connection of its own; to run beside others.

    None where the plan cannot be opened: then there is nothing to show of it.
    """
    try:
        with closing(SqliteStore(store, read_only=True)) as own:
            workspace = Workspace(own, actor="", lang="en", now=lambda: now)
            session = workspace.open(plan, read_only=True)
            return own.state(plan).seq, summary_of(session)
    except KamguideError:
        return None
