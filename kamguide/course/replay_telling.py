"""A replay in words: what it comes to, then entry by entry, each with its time."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Final

from kamguide.course.replay import Frame, Replay
from kamguide.messages import has, say
from kamguide.model.text import Lang
from kamguide.store.events import Kind
from kamguide.workspace.coursing import PAUSE


class ReplayTelling:
    """One replay in the language it was asked for."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._lang: Lang = replay.lang

    def head(self) -> Iterator[str]:
        """What it comes to: entries, people, how long, what was changed most."""
        replay = self._replay
        last = replay.frames[-1].since if replay.frames else timedelta()
        people = say("board.joint", self._lang).join(replay.people)
        yield self._say("head", plan=replay.name, count=len(replay.frames), people=people)
        yield self._say("lasted", time=clock(last), revisions=replay.revisions)
        for title, count in replay.most_revised:
            yield self._say("most_revised", question=title, count=count)

    def lines(self) -> Iterator[str]:
        """Every entry; of many that came in at once, from a file or a paste, the first ones."""
        for _, together in groupby(self._replay.frames, key=lambda one: (one.actor, one.at)):
            entries = list(together)
            shown = entries if len(entries) <= AT_ONCE + 1 else entries[:AT_ONCE]
            for one in shown:
                yield from self.entry(one)
            if len(shown) < len(entries):
                yield self._indented("at_once", count=len(entries) - len(shown))

    def entry(self, one: Frame) -> Iterator[str]:
        """An entry: when and by whom, what was done where, before and after, why."""
        if one.pause > PAUSE:
            yield self._say("pause", time=clock(one.pause))
        yield f"{clock(one.since):>8}  {one.actor}  {self.deed(one)}  {one.place}".rstrip()
        if one.is_revision:
            yield self._indented(
                "revised", before=short(one.before), after=short(one.after) or GONE
            )
        elif one.after:
            yield f"{'':10}{short(one.after)}"
        if one.reason and one.kind in REMARKS:
            yield f"{'':10}{short(one.reason)}"
        elif one.reason:
            yield self._indented("why", reason=short(one.reason))

    def deed(self, one: Frame) -> str:
        """What was done, in a word."""
        key = f"event.{one.kind}"
        return say(key, self._lang) if has(key, self._lang) else str(one.kind)

    def _indented(self, key: str, /, **values: object) -> str:
        return f"{'':10}{self._say(key, **values)}"

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"replay.{key}", self._lang, **values)


REMARKS: Final = frozenset({Kind.COMMENT_ADDED, Kind.COMMENT_ANSWERED})
"""Entries whose words are what was said, and no reason for it."""
LONGEST: Final = 160
AT_ONCE: Final = 5
"""Entries of one moment that are shown."""
GONE: Final = "-"
"""What stands where something was taken away."""


def short(text: str) -> str:
    """A text on one line, cut where it runs on."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def clock(time: timedelta) -> str:
    """A stretch of time: `3:07` of minutes, `2:03:07` of hours, `2d 0:03:07` of days."""
    seconds = int(time.total_seconds())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if not (days or hours):
        return f"{minutes}:{seconds:02}"
    told = f"{hours}:{minutes:02}:{seconds:02}"
    return f"{days}d {told}" if days else told
