"""Comments in the margin of a Word file, as threads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from kamguide.intake.word.passages import WordComment
from kamguide.intake.word.xml import attribute, local
from kamguide.model.text import clean, flat


def comments_in(said: Any, more: Any) -> Mapping[str, WordComment]:
    """The comments by id, each with its replies, in order.

    Args:
        said: The part with the comments; None where there is none.
        more: The part that says which of them are replies and which are resolved; it may be None.
    """
    known = {_last(one): _comment(one) for one in _named(said, "comment")}
    parents, done = _threads(more)
    threads: dict[str, list[WordComment]] = {}
    for key, comment in known.items():
        top = _top(key, parents)
        threads.setdefault(top if top in known else key, []).append(comment)
    return {
        known[top].id: replace(
            known[top],
            is_resolved=top in done,
            replies=tuple(one for one in thread if one is not known[top]),
        )
        for top, thread in threads.items()
    }


def _named(root: Any, name: str) -> list[Any]:
    return [] if root is None else [one for one in root if local(one) == name]


def _last(comment: Any) -> str:
    """What a comment is known by elsewhere: the id of its last paragraph, else its own."""
    paragraphs = [one for one in comment.iter() if local(one) == "p"]
    key = attribute(paragraphs[-1], "paraId") if paragraphs else ""
    return key.upper() or f"#{attribute(comment, 'id')}"


def _comment(one: Any) -> WordComment:
    paragraphs = [_words(each) for each in one.iter() if local(each) == "p"]
    text = clean("\n".join(paragraphs)).strip()
    author = flat(attribute(one, "author"))
    return WordComment(attribute(one, "id"), author, day_in(attribute(one, "date")), text)


def day_in(written: str) -> str:
    """The day of a moment as office programs write it; nothing where it is none."""
    try:
        return date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return ""


def _words(paragraph: Any) -> str:
    breaks = {"br": "\n", "cr": "\n", "tab": "\t"}
    parts = (
        one.text or "" if local(one) == "t" else breaks.get(local(one), "")
        for one in paragraph.iter()
    )
    return "".join(parts)


def _threads(more: Any) -> tuple[dict[str, str], set[str]]:
    """Which comment each replies to, and which are resolved."""
    parents, done = {}, set()
    for one in _named(more, "commentEx"):
        key, parent = (attribute(one, name).upper() for name in ("paraId", "paraIdParent"))
        if parent:
            parents[key] = parent
        if attribute(one, "done") in ("1", "true"):
            done.add(key)
    return parents, done


def _top(key: str, parents: Mapping[str, str]) -> str:
    """The comment at the head of a thread; a thread that goes in a circle has none."""
    seen = {key}
    while key in parents:
        key = parents[key]
        if key in seen:
            return min(seen)
        seen.add(key)
    return key
