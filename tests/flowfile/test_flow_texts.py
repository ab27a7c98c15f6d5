"""Overlays, drawings and lists of texts."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from small_method import DATA, SMALL

from kamguide.flowfile.check import check
from kamguide.flowfile.compiled import Cache
from kamguide.flowfile.draw import draw
from kamguide.flowfile.load import available, load_flow, load_glossary
from kamguide.flowfile.texts import as_markdown, as_tsv, flow_texts


@pytest.fixture
def french(flows: Path) -> Path:
    shutil.copy(DATA / "french" / "fr.yaml", flows / "kam" / "fr.yaml")
    return flows


def test_an_overlay_adds_a_language_and_leaves_the_others(french: Path, cache: Cache) -> None:
    assert check(french, calculations=SMALL) == []
    flow = load_flow("tour", french, cache=cache)
    assert flow.questions["account"].ask("fr") == "Comment s'appelle le client ?"
    assert flow.questions["account"].ask("zh") == "客户叫什么？"
    assert flow.questions["size"].ask("fr") == "How big?"
    assert flow.title("fr") == "Visite"
    assert flow.phases[1].title("fr") == "Milieu"
    assert flow.phases[0].steps[0].title("fr") == "Début"
    assert flow.tables["team"].column("name").label("fr") == "Nom"
    assert flow.rules["R01"].reply("fr").startswith("«")
    assert load_glossary(french, cache=cache).terms[0].term("fr") == "Client clé"


def test_a_key_of_an_overlay_that_leads_nowhere_is_named_with_the_nearest(french: Path) -> None:
    path = french / "kam" / "fr.yaml"
    path.write_text(path.read_text("utf-8").replace("account.ask", "acount.ask"), "utf-8")
    (problem,) = check(french, calculations=SMALL)
    assert (problem.key, problem.line) == ("flow.unknown.text", 2)
    assert problem.suggestion == "account.ask"


def test_a_text_of_an_overlay_is_filled_like_the_english(french: Path) -> None:
    path = french / "kam" / "fr.yaml"
    path.write_text(path.read_text("utf-8").replace("{word}", "{mot}"), "utf-8")
    (problem,) = check(french, calculations=SMALL)
    assert (problem.key, problem.line) == ("flow.words.placeholders", 6)
    assert dict(problem.values)["names"] == "{mot}, {word}"


def test_a_file_of_a_method_that_is_nothing_known_is_named(flows: Path) -> None:
    (flows / "kam" / "figurs.yaml").write_text("[]", encoding="utf-8")
    (problem,) = check(flows, calculations=SMALL)
    assert (problem.key, problem.suggestion) == ("flow.unknown.file", "figures")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drawing_shows_every_phase_trigger_step_and_question(
    flows: Path, cache: Cache, lang: str
) -> None:
    flow = load_flow("tour", flows, cache=cache)
    drawn = draw(flow, lang)
    machine, questions = re.findall(r"```mermaid\n(.*?)```", drawn, re.DOTALL)
    for phase in flow.phases:
        assert f'state "{phase.title(lang)}" as {phase.id}' in machine
    for trigger in ("advance", "back", "goto", "check_answers", "complete", "reopen"):
        assert f": {trigger}\n" in machine
    for state in ("checking_answers", "completed"):
        assert f" as {state}\n" in machine
    assert [name for name in flow.questions if f"q_{name}" not in questions] == []
    assert "stage = growing" in questions
    assert questions.count("subgraph") == questions.count("    end\n") == 4


def test_words_of_a_flow_cannot_break_a_drawing(flows: Path, cache: Cache) -> None:
    path = flows / "tour.yaml"
    path.write_text(
        path.read_text("utf-8").replace("en: Beginning", "en: 'a\"]; <b> #1 `x`'"), "utf-8"
    )
    drawn = draw(load_flow("tour", flows, cache=cache), "en")
    assert "a#quot;]#59; #lt;b#gt; #35;1 #96;x#96;" in drawn


def test_texts_are_listed_beside_each_other(french: Path, cache: Cache) -> None:
    rows = flow_texts(load_flow("tour", french, cache=cache), load_glossary(french, cache=cache))
    by_key = {row.key: row for row in rows}
    assert len(by_key) == len(rows)
    assert "retired.ask" not in by_key
    assert by_key["stage.options.new.label"]("fr") == "Nouveau"
    assert by_key["tour.phases.middle.title"]("zh") == "中段"
    lines = list(csv.reader(io.StringIO(as_tsv(rows, ["zh", "en", "fr"])), dialect="excel-tab"))
    assert lines[0] == ["key", "zh", "en", "fr"]
    assert ["size.ask", "多大？", "How big?", ""] in lines
    assert "| `size.ask` | 多大？ | How big? |" in as_markdown(rows, ["zh", "en"])


def test_keys_of_texts_are_those_an_overlay_takes(flows: Path, cache: Cache) -> None:
    rows = flow_texts(load_flow("tour", flows, cache=cache), load_glossary(flows, cache=cache))
    lines = [f'"{row.key}": "{row("en").replace(chr(34), chr(39))}"' for row in rows]
    (flows / "kam" / "de.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert check(flows, calculations=SMALL) == []
    assert available(flows, cache=cache)
