"""Loading: what a flow asks is chosen, capped and narrowed; compiled files only save time."""

import pickle
import stat
from dataclasses import fields
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from kamguide.errors import FlowError
from kamguide.flowfile.cases import available_cases, load_case, read_answers_file
from kamguide.flowfile.compiled import SCHEMA, Cache
from kamguide.flowfile.load import available, load_flow, load_method
from kamguide.flowfile.problems import FlowFaultError
from kamguide.model import coursework
from kamguide.model.base import Frozen
from kamguide.model.conditions import Above, AllOf
from kamguide.model.questions.table import ColumnSum, TableQuestion


def columns_of(table: TableQuestion) -> list[str]:
    return [column.id for column in table.columns]


def test_a_flow_asks_its_steps_in_order_without_what_it_leaves_out(
    flows: Path, cache: Cache
) -> None:
    flow = load_flow("tour", flows, cache=cache)
    assert list(flow.questions) == [
        "account", "stage", "size", "team", "gains", "savings", "scores", "summary"
    ]  # fmt: skip
    assert [phase.id for phase in flow.phases] == ["beginning", "middle"]
    assert (flow.version, len(flow.hash)) == (3, 64)


def test_a_flow_caps_rows_chooses_columns_and_overrides_what_is_required(
    flows: Path, cache: Cache
) -> None:
    flow = load_flow("short", flows, cache=cache)
    team = flow.tables["team"]
    assert not team.required
    assert (team.rows.min, team.rows.max) == (1, 2)
    assert columns_of(team) == ["member_id", "name"]
    assert team.rules[0].on == ("name",)
    assert flow.questions["summary"].draft == "summary"
    assert flow.phases[0].steps[0].minutes == 2


def test_alternatives_count_together_and_each_may_be_short(flows: Path, cache: Cache) -> None:
    flow = load_flow("short", flows, cache=cache)
    (group,) = flow.alternatives
    assert (group.questions, group.rows.min, group.rows.max) == (("gains", "savings"), 2, 3)
    assert all(flow.questions[name].required for name in group.questions)
    assert (flow.tables["gains"].rows.min, flow.tables["gains"].rows.max) == (1, 3)


def test_a_column_whose_table_is_not_asked_is_hidden(flows: Path, cache: Cache) -> None:
    path = flows / "short.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("          - ask: team")
    path.write_text(text[:start] + text[text.index("      - step: work") :], encoding="utf-8")
    gains = load_flow("short", flows, cache=cache).tables["gains"]
    assert columns_of(gains) == ["gain_id", "name", "amount", "weight", "share"]


def test_a_worked_out_column_is_hidden_where_nothing_it_needs_is_asked(
    flows: Path, cache: Cache
) -> None:
    work = flows / "kam/steps/02-work.yaml"
    figures = flows / "kam/figures.yaml"
    work.write_text(
        work.read_text(encoding="utf-8").replace(
            "compute: {figure: shares", "compute: {figure: other"
        ),
        encoding="utf-8",
    )
    other = "\n- {id: other, title: {zh: 另, en: Other}, calculation: x, takes: {a: scores}}\n"
    figures.write_text(figures.read_text(encoding="utf-8") + other, encoding="utf-8")
    assert "share" not in columns_of(load_flow("short", flows, cache=cache).tables["gains"])
    assert "share" in columns_of(load_flow("tour", flows, cache=cache).tables["gains"])


def test_texts_and_numbers_are_read_as_what_they_stand_for(flows: Path, cache: Cache) -> None:
    method = load_method(flows, cache=cache)
    assert method.words["empty"] == ("加强", "strengthen", "yes", "010")
    flow = load_flow("tour", flows, cache=cache)
    assert [option.id for option in flow.questions["stage"].options] == ["new", "growing", "no"]  # type: ignore[union-attr]  # a choice
    assert flow.tables["gains"].sums == (
        ColumnSum(column="weight", equals=Decimal(100), within=Decimal("0.5")),
    )
    when = flow.questions["scores"].when
    assert isinstance(when, AllOf)
    assert when.of[1] == Above(op="above", figure="total.amount", value=Decimal("10.5"))


def test_a_flow_that_was_compiled_before_is_the_same(
    flows: Path, cache: Cache, tmp_path: Path
) -> None:
    first = load_flow("tour", flows, cache=cache)
    second = load_flow("tour", flows, cache=Cache(tmp_path / "cache"))
    assert first == second
    assert first.method == second.method


def test_compiled_files_belong_to_their_owner_alone(
    flows: Path, cache: Cache, tmp_path: Path
) -> None:
    load_flow("tour", flows, cache=cache)
    kept = list((tmp_path / "cache").iterdir())
    assert len(kept) == 3
    assert {stat.S_IMODE(one.stat().st_mode) for one in kept} == {0o600}


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", pickle.dumps({"steps": 3})])
def test_a_damaged_cache_is_ignored_and_mended(
    flows: Path, cache: Cache, tmp_path: Path, damage: bytes
) -> None:
    before = load_flow("tour", flows, cache=cache)
    kept = list((tmp_path / "cache").iterdir())
    for one in kept:
        one.write_bytes(damage)
    assert load_flow("tour", flows, cache=Cache(tmp_path / "cache")) == before
    assert len(kept) == 3
    assert all(one.read_bytes() != damage for one in kept)


class Intruder:
    """Says, as pickles may, that reading it is to run something."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


def test_a_cache_that_somebody_else_wrote_runs_nothing(
    flows: Path, cache: Cache, tmp_path: Path
) -> None:
    before = load_flow("tour", flows, cache=cache)
    foreign = pickle.dumps(Intruder(tmp_path / "ran"))
    for one in (tmp_path / "cache").iterdir():
        one.write_bytes(sha256(foreign).digest() + foreign)
    assert load_flow("tour", flows, cache=Cache(tmp_path / "cache")) == before
    assert not (tmp_path / "ran").exists()


def test_what_is_kept_of_models_is_never_read_with_other_fields() -> None:
    """Where this fails, raise `SCHEMA` and put the new digest beside it."""
    models = sorted(_models(Frozen), key=lambda one: one.__qualname__)
    assert coursework.Assignment in models
    form = [[one.__qualname__, *(field.name for field in fields(one))] for one in models]
    assert (SCHEMA, sha256(repr(form).encode()).hexdigest()[:12]) == (3, "66e1185a950a")


def _models(of: type[Frozen]) -> set[type[Frozen]]:
    ours = {one for one in of.__subclasses__() if one.__module__.startswith("kamguide.model.")}
    return ours.union(*(_models(one) for one in of.__subclasses__()))


def test_a_cache_that_cannot_be_written_is_no_error(flows: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    assert load_flow("tour", flows, cache=Cache(tmp_path / "taken")).id == "tour"


def test_any_change_of_a_file_changes_the_hash_and_is_seen(flows: Path, cache: Cache) -> None:
    before = load_flow("tour", flows, cache=cache)
    path = flows / "kam/steps/01-start.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("How big?", "What size?"), "utf-8")
    after = load_flow("tour", flows, cache=cache)
    assert before.hash != after.hash
    assert after.questions["size"].ask("en") == "What size?"


def test_a_flow_that_is_not_there_is_named_with_the_nearest(flows: Path, cache: Cache) -> None:
    with pytest.raises(FlowError) as caught:
        load_flow("tuor", flows, cache=cache)
    assert caught.value.key == "flow.no_flow"
    assert caught.value.values["near"] == "tour"


def test_a_faulty_flow_is_refused_with_every_fault_of_form(flows: Path, cache: Cache) -> None:
    path = flows / "kam/steps/01-start.yaml"
    text = path.read_text(encoding="utf-8").replace("id: size", "id: Size", 1)
    path.write_text(text.replace("minutes: 4", "minutes: four"), encoding="utf-8")
    with pytest.raises(FlowFaultError) as caught:
        load_flow("tour", flows, cache=cache)
    assert [one.key for one in caught.value.problems] == ["flow.expected.whole"]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FlowFaultError) as caught:
        load_flow("tour", flows, cache=cache)
    assert [one.key for one in caught.value.problems] == ["flow.name.shape"]


def test_available_flows_have_titles_even_where_one_is_broken(flows: Path, cache: Cache) -> None:
    (flows / "broken.yaml").write_text("id: [", encoding="utf-8")
    found = {name: title("zh") for name, title in available(flows, cache=cache)}
    assert found == {"broken": "broken", "short": "简版", "tour": "全程"}


def test_a_case_keeps_values_as_written_and_knows_their_lines(flows: Path) -> None:
    assert available_cases(flows) == (("acme", "en"),)
    case = load_case("acme", "en", flows)
    assert case.answers["size"] == "12.50"
    assert case.answers["team"] == [
        {"member_id": "M1", "name": "010", "role": "sales"},
        {"member_id": "M2", "name": "No", "role": "other"},
    ]
    assert case.meta["fictional"] is True
    assert case.review_answers == {"rev_note": "held"}
    assert case.expected == {"total": {"amount": 30}}
    assert [case.line("size"), case.line("team", 1, "role"), case.line("team", 1, "none")] == [
        6,
        11,
        9,
    ]
    assert case.line("rev_note") == 13
    assert case.written("size") == "12.50"


def test_a_case_that_is_not_there_is_named(flows: Path) -> None:
    with pytest.raises(FlowError) as caught:
        load_case("acme", "fr", flows)
    assert caught.value.values["near"] == "acme/en"


def test_answers_may_stand_at_the_top_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("account: Acme\nteam:\n- {name: Li}\nstage: no\n", encoding="utf-8")
    found = read_answers_file(path)
    assert found.answers == {"account": "Acme", "team": [{"name": "Li"}], "stage": "no"}
    assert found.line("team", 0, "name") == 3
    assert found.line("stage") == 4


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("- a\n- b\n", "flow.answers.layout", 1),
        ("account：Acme\nstage: new\n", "flow.yaml.colon", 1),
        ("a: 1\na: 2\n", "flow.yaml.twice", 2),
        ("", "flow.file.empty", 1),
    ],
)
def test_a_file_that_holds_no_answers_is_refused_with_its_line(
    tmp_path: Path, text: str, key: str, line: int
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FlowFaultError) as caught:
        read_answers_file(path)
    assert [(one.key, one.line) for one in caught.value.problems] == [(key, line)]
