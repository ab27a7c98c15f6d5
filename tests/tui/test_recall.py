"""What was typed comes back, whatever was done with it."""

from hypothesis import given
from hypothesis import strategies as st

from kamguide.tui.recall import Recall


def test_what_was_sent_comes_back_the_latest_first_and_the_draft_at_last() -> None:
    recall = Recall()
    recall.keep("one")
    recall.keep("two")
    assert recall.earlier("half a thr") == "two"
    assert recall.earlier("two") == "one"
    assert recall.earlier("one") is None
    assert recall.later("one") == "two"
    assert recall.later("two") == "half a thr"
    assert recall.later("half a thr") is None


def test_an_older_text_that_was_changed_stays_changed_on_the_way() -> None:
    recall = Recall()
    recall.keep("one")
    recall.keep("two")
    assert recall.earlier("") == "two"
    assert recall.earlier("two and a half") == "one"
    assert recall.later("one") == "two and a half"


def test_a_draft_left_for_an_older_text_that_was_sent_comes_back_too() -> None:
    recall = Recall()
    recall.keep("/list")
    assert recall.earlier("a long thought") == "/list"
    recall.keep("/list")
    assert recall.earlier("") == "/list"
    assert recall.earlier("/list") == "a long thought"


@given(st.lists(st.sampled_from(["type", "send", "up", "down"]), max_size=30))
def test_no_text_is_ever_lost(steps: list[str]) -> None:
    recall, now, typed = Recall(), "", set[str]()
    for number, step in enumerate(steps):
        if step == "type":
            typed.discard(now)
            now += f" {number}"
            typed.add(now)
        elif step == "send":
            recall.keep(now)
            now = ""
        else:
            shown = recall.earlier(now) if step == "up" else recall.later(now)
            now = now if shown is None else shown
    recall.keep(now)
    assert every(recall) >= typed


def every(recall: Recall) -> set[str]:
    """Everything that Up brings back."""
    found, here = set[str](), recall.earlier("")
    while here is not None:
        found.add(here)
        here = recall.earlier(here)
    return found
