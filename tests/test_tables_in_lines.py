"""A table in lines: sorted, as a matrix, a column at a time, rows put between others."""

from kamguide.workspace.linedialogue import LineDialogue
from kamguide.workspace.plans import Workspace
from tests.boards import NOW
from tests.conftest import CaseStore

CUSTOMERS = "pareto_customers"


def told(dialogue: LineDialogue, *typed: str) -> list[str]:
    """What is said to what is typed, line by line."""
    said = [one.text for raw in typed for one in dialogue.hear(raw).said]
    return "\n".join(said).split("\n")


def talk(store: CaseStore, lang: str = "en") -> LineDialogue:
    """A conversation about the worked case."""
    workspace = Workspace.at(store(lang), actor="Li", lang=lang, now=lambda: NOW)
    return LineDialogue(workspace.open("Muquan"))


def test_a_table_is_read_in_the_order_of_a_column_and_kept_in_its_own(
    case_store: CaseStore,
) -> None:
    dialogue = talk(case_store)
    said = told(dialogue, "/goto customers", "/sort margin", "/sort segment down")
    first = next(at for at, one in enumerate(said) if one.startswith("Sorted by Margin a year"))
    assert said[first + 1].startswith("C24 Pingqiao Water: -6")
    assert next(row.key for row in dialogue.session.path.standing.rows(CUSTOMERS)) == "C01"


def test_rows_are_put_between_others_and_taken_back(case_store: CaseStore) -> None:
    dialogue = talk(case_store)
    told(dialogue, "/goto customers", "/row below C01 Haitang, S1, 500, 50")
    rows = [row.cells["name"] for row in dialogue.session.path.standing.rows(CUSTOMERS)]
    assert rows[:2] == ["Hengjian Dairy", "Haitang"]
    told(dialogue, "/undo")
    assert "Haitang" not in str(dialogue.session.path.standing.rows(CUSTOMERS))
    assert "There is no row C99." in told(dialogue, "/row above C99 Haitang, S1, 500, 50")[0]


def test_a_matrix_is_told_a_line_for_each_row_and_filled_down_one_of_its_columns(
    case_store: CaseStore,
) -> None:
    dialogue = talk(case_store)
    said = told(dialogue, "/goto csf_scores", "/matrix")
    assert any(one.startswith("F2 Cost in use: us 7, K1 Dingtuo Paper and Film 6,") for one in said)
    asked = told(dialogue, "/column K1")
    assert asked[-1] == "F1 Delivery reliability / K1 Dingtuo Paper and Film, Score, now 8:"
    assert told(dialogue, "")[-1].startswith("F2 Cost in use / K1")
    assert "Filling row by row from now on." in told(dialogue, "/column")


def test_a_column_that_moves_other_things_is_decided_and_goes_on(case_store: CaseStore) -> None:
    dialogue = talk(case_store)
    told(dialogue, "/goto customers", "/column revenue")
    said = told(dialogue, "9000")
    assert dialogue.waits, said
    assert told(dialogue, "1")[-1].startswith("C02 Muquan Beverage Group, Revenue a year, now 5,4")
    assert told(dialogue, "words")[0]
    assert dialogue.session.path.standing.rows(CUSTOMERS)[1].cells["revenue"] == 5400


def test_rows_without_ids_are_asked_for_without_one(case_store: CaseStore) -> None:
    dialogue = talk(case_store, "zh")
    said = told(dialogue, "/转到 dpm_units")
    assert "下一行；没有了请输入“完成”：" in said


def test_a_row_that_begins_with_a_pick_shows_the_list(case_store: CaseStore) -> None:
    said = told(talk(case_store), "/goto prof_suppliers")
    at = said.index("Supplier")
    assert said[at + 1].startswith("  1  K1 ")
    assert "done" in said[-1]


def test_a_row_whose_list_is_empty_says_what_is_filled_in_first(case_store: CaseStore) -> None:
    dialogue = talk(case_store)
    dialogue.session.clear("mkt_competitors")
    dialogue.session.clear("prof_suppliers")
    said = told(dialogue, "/goto prof_suppliers")
    assert any(one.startswith("Nothing to pick yet: first “") for one in said)
