"""What earlier sittings were about is told as it was said."""

from kamguide.workspace.plans import Workspace
from kamguide.workspace.retold import Retelling


def test_what_was_said_in_this_sitting_is_not_told_again(workspace: Workspace) -> None:
    session = workspace.new("Muquan", "trade")
    session.reply("Muqan")
    before = session.last_event
    session.reply("growing")
    session.goto("setup_account_name")
    session.reply("Muquan")
    told = [one.text for one in Retelling(session, before).said()]
    assert told == ["What is the account called?", "Muqan"]
    told = [one.text for one in Retelling(session, session.last_event).said()]
    assert told[1::2] == ["Muqan", "Growing", "Muquan"]
