"""Plans as files, out and in; and the finished example, which comes from a file too."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.engine.life import is_frozen
from kamguide.engine.path import Path, path
from kamguide.errors import ExportError
from kamguide.export import writer
from kamguide.export.files import write_file
from kamguide.flowfile.cases import load_case
from kamguide.flowfile.load import load_flow
from kamguide.messages import say
from kamguide.model.context import Notice
from kamguide.model.text import Lang, clean
from kamguide.plan.blocks import Plan
from kamguide.plan.build import build
from kamguide.plan.deck.build import build_deck
from kamguide.plan.views import CUSTOMER, FULL, REVIEWED, View, fit_for_customer
from kamguide.store.faults import NoSuchPlanError
from kamguide.store.packet import Packet, merge, read_packet, write_packet
from kamguide.store.states import KeptAnswer
from kamguide.workspace.earlier import earlier
from kamguide.workspace.exchange import as_json, edits_from, parsed
from kamguide.workspace.filling import Filling
from kamguide.workspace.followup import as_it_stands
from kamguide.workspace.followup_telling import told
from kamguide.workspace.orders import PACKET_SUFFIX, Order, Stage, refuse_impossible
from kamguide.workspace.plans import Workspace
from kamguide.workspace.recording import cleaned
from kamguide.workspace.session import Session

EXAMPLE: Final = "muquan"


class Brought(Struct, frozen=True):
    """What came in from a file: under which name, how much that was new, how many conflicts."""

    name: str
    count: int
    conflicts: int
    was_closed: bool = False
    """Whether it changed answers of a plan that was handed in or approved."""


def document(session: Session, view: View = FULL) -> Plan:
    """The T+3 plan of a session, in its language, for one kind of reader."""
    flow, lang = session.flow, session.lang
    if view == CUSTOMER:
        return build(flow, _for_customer(session), (), lang, view)
    where = replace(as_it_stands(session), since=told(session))
    findings = session.interview.findings
    plan = build(flow, where, findings, lang, view)
    plan = dataclasses.replace(plan, event=session.last_event)
    if view not in REVIEWED:
        return plan
    return plan.with_deck(lambda: build_deck(flow, where, findings, lang, earlier(session)))


def _for_customer(session: Session) -> Path:
    answers = fit_for_customer(session.flow, session.path.standing).answers
    return path(session.flow, answers, today=session.today)


def held_back(session: Session, view: View) -> int:
    """How many answers, rows and columns a reader is not shown because they are internal."""
    if view != CUSTOMER:
        return 0
    return fit_for_customer(session.flow, session.path.standing).held_back


def file_name(session: Session, suffix: str = ".docx") -> str:
    """What the document of a plan is called where nobody says: the name of the plan."""
    name = re.sub(r"[^\w\- ]+", "_", session.facts.name).strip(" _") or "plan"
    return f"{name[:80]}{suffix}"


def export(
    session: Session,
    target: FilePath,
    *,
    view: View = FULL,
    template: FilePath | None = None,
    force: bool = False,
) -> list[Notice]:
    """Write a plan to a file, see `write_out`.

    Args:
        session: The plan.
        target: The file.
        view: For whom.
        template: A company's .docx, whose styles and header are kept.
        force: Whether a file that is there is replaced.
    """
    return write_out(session, Order(target, view, template, force))


def write_out(
    session: Session, order: Order, reached: Callable[[Stage], None] = lambda _: None
) -> list[Notice]:
    """Write a plan to a file in the format of its suffix: whole, or not at all.

    Args:
        session: The plan.
        order: Which file, for whom.
        reached: Called before the plan is laid out, and before it is written.

    Returns:
        What could not be written as it stands in the plan.

    Raises:
        ExportError: The format is unknown or has no such view or no templates, the template is
            no document, the file is there already, or it cannot be written.
    """
    refuse_impossible(order)
    target, force, noticed = order.target, order.force, list[Notice]()
    reached("layout")
    if order.suffix == PACKET_SUFFIX:
        write_file(target, lambda out: write_packet(session.store, session.facts.id, out), force)
    elif order.suffix == ".json":
        content = as_json(session.flow, session.answers)
        write_file(target, lambda out: out.write(content), force)
    else:
        write = writer(order.suffix)
        plan = document(session, order.view)
        reached("write")
        if order.template is None:
            write_file(target, lambda out: noticed.extend(write(plan, out) or ()), force)
        else:
            _write_into(order.template, plan, target, force=force)
    return noticed


def write_document(document: Plan, target: FilePath, *, force: bool = False) -> list[Notice]:
    """Write what is no plan of its own, such as a script, in the format of the file's suffix.

    Raises:
        ExportError: The format is unknown, the file is there already, or it cannot be written.
    """
    noticed, write = list[Notice](), writer(target.suffix.lower())
    write_file(target, lambda out: noticed.extend(write(document, out) or ()), force)
    return noticed


def _write_into(template: FilePath, plan: Plan, target: FilePath, *, force: bool) -> None:
    from kamguide.export.docx import write

    try:
        source = template.open("rb")
    except OSError as error:
        raise ExportError("export.template_unreadable") from error
    with source:
        write_file(target, lambda out: write(plan, out, template=source), force)


def bring_in(workspace: Workspace, source: FilePath, *, name: str | None = None) -> Brought:
    """Bring in a plan from a `.json` or `.kam` file; a `.kam` of a known plan is merged.

    Raises:
        UsageError: It is neither, or newer than this program.
        PlanExistsError: Its name is taken; give another one.
    """
    if source.suffix.lower() == PACKET_SUFFIX:
        with source.open("rb") as file:
            packet = read_packet(file)
        return take_packet(workspace, packet, name=name)
    raw = source.read_bytes()
    flow = str(parsed(raw).get("flow") or "full")
    edits = edits_from(load_flow(flow), raw)
    session = workspace.new(name or source.stem, flow)
    session.edit(*edits)
    workspace.close(session)
    return Brought(session.facts.name, len(edits), 0)


def take_packet(workspace: Workspace, packet: Packet, *, name: str | None = None) -> Brought:
    """Bring in a plan from a packet that was read; one that is known is merged, cell by cell.

    Raises:
        PlanExistsError: Its name is taken; give another one.
    """
    packet = safe(packet)
    before = _closed_answers(workspace, packet.plan)
    merged = merge(workspace.store, packet, workspace.author(), name)
    was_closed = before not in (None, workspace.store.state(merged.plan).answers)
    if workspace.store.state(merged.plan).facts.deleted:  # whoever brings it in wants it
        workspace.shelf.bring_back(merged.plan)
    here = workspace.store.state(merged.plan).facts.name
    return Brought(here, merged.new, len(merged.fresh), was_closed)


def safe(packet: Packet) -> Packet:
    """The same packet, every text that a person typed made safe."""
    events = tuple(
        dataclasses.replace(one, actor=clean(one.actor), payload=cleaned(one.payload))
        for one in packet.events
    )
    return replace(packet, name=clean(packet.name), events=events)


def _closed_answers(workspace: Workspace, plan: str) -> Mapping[str, KeptAnswer] | None:
    """The answers of a plan that is handed in or approved; None of any other."""
    if all(one.id != plan for one in workspace.plans(archived=True)):
        return None
    state = workspace.store.state(plan)
    return state.answers if is_frozen(state.facts.status) else None


def example(workspace: Workspace, lang: Lang) -> str:
    """The id of the finished example in a language, filled the first time it is asked for."""
    case = load_case(EXAMPLE, lang)
    name = say("home.example_name", lang, name=str(case.answers.get("setup_account_name")))
    try:
        return workspace.store.find_plan(name)
    except NoSuchPlanError:
        session = workspace.new(name)
        session.speak(lang)
        Filling.from_case(EXAMPLE, session).keep()
        session.check_answers()
        workspace.close(session)
        return session.facts.id
