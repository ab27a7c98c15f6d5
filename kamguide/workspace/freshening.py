"""What boards show of plans that nobody opened here: read beside whatever else goes on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
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


def freshened(
    store: Path, asked: Iterable[str], now: Callable[[], datetime]
) -> Iterator[dict[str, Json]]:
    """Bring up to date what is kept of the plans that are asked for, one after the other.

    Each is told as it is kept; without a content where it cannot be opened.
    """
    with closing(SqliteStore(store, now)) as own:
        for plan in asked:
            made = fresh_summary(store, plan, now())
            if made is None:
                yield {"plan": plan}
                continue
            if not own.is_read_only:
                with suppress(KamguideError):  # shown all the same, worked out again next time
                    own.keep_summary(plan, *made)
            yield {"plan": plan, "seq": made[0], "content": made[1]}
