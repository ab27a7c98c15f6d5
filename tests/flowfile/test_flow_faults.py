"""Each kind of fault that an author can make is found where it is, with what was meant."""

from pathlib import Path
from typing import NamedTuple

import pytest
from small_method import SMALL, Change, line_of

from kamguide.flowfile.check import check
from kamguide.messages import has, languages

START = "kam/steps/01-start.yaml"
WORK = "kam/steps/02-work.yaml"
FIGURES = "kam/figures.yaml"


class Fault(NamedTuple):
    """A change to a file, the problem it must lead to, the text of its line, and the suggestion."""

    name: str
    file: str
    old: str
    new: str
    key: str
    on: str
    near: str = ""
    elsewhere: str = ""
    """The file of the problem, where it is another."""


FAULTS = [
    Fault("a misspelt key", START, "    why: {zh: 计划", "    wyh: {zh: 计划", "flow.unknown.key", "wyh:", "why"),
    Fault("a key of something else", START, "covers: [U0]", "cover: [U0]", "flow.unknown.key", "cover:", "covers"),
    Fault("a misspelt type", START, "type: choice\n    ask", "type: choise\n    ask", "flow.unknown.type", "choise", "choice"),
    Fault("a misspelt column type", START, "type: text, label: {zh: 姓名", "type: txt, label: {zh: 姓名", "flow.unknown.type", "txt", "text"),
    Fault("a missing key", START, "    why: {zh: 知道规模, en: To know the size}\n", "", "flow.key.missing", "id: size"),
    Fault("a text for a number", START, "minutes: 4", "minutes: four", "flow.expected.whole", "minutes: four"),
    Fault("a fraction for a whole number", START, "minutes: 4", "minutes: 4.5", "flow.expected.whole", "minutes: 4.5"),
    Fault("yes for true", WORK, "required: false", "required: no", "flow.expected.truth", "required: no"),
    Fault("a text for a list", START, "covers: [U0]", "covers: U0", "flow.expected.list", "covers: U0"),
    Fault("a bare text", START, "why: {zh: 知道规模, en: To know the size}", "why: 知道规模", "flow.expected.words", "why: 知道规模"),
    Fault("a missing translation", START, ", en: To know the size}", "}", "flow.words.missing", "知道规模"),
    Fault("an empty translation", START, "en: To know the size}", 'en: ""}', "flow.words.missing", "知道规模"),
    Fault("an unknown language", START, "en: To know the size}", "em: To know the size}", "flow.unknown.language", "em:", "en"),
    Fault("unequal placeholders", "kam/rules.yaml", "“{word}” says", "“{wrd}” says", "flow.words.placeholders", "{wrd}"),
    Fault("an unknown rule", START, "rules: [R01, R02]", "rules: [R01, R03]", "flow.unknown.rule", "[R01, R03]", "R02"),
    Fault("a rule that is no rule", START, "rules: [R01, R02]", "rules: [R01, rule2]", "flow.name.rule", "rule2"),
    Fault("a weak answer caught by another rule", START, "rules: [R01, R02]", "rules: [R02]", "flow.weak.rule", "caught_by"),
    Fault("an unknown column for a rule", START, "on: [name, what]", "on: [nmae, what]", "flow.unknown.column", "nmae", "name"),
    Fault("an unknown key column", START, "key: [member_id]", "key: [membr_id]", "flow.unknown.column", "membr_id", "member_id"),
    Fault("an unknown column in a sum", WORK, "sums: [{column: weight", "sums: [{column: wieght", "flow.unknown.column", "wieght", "weight"),
    Fault("an unknown column in a layout", WORK, "column: area", "column: aera", "flow.unknown.column", "column: aera", "area"),
    Fault("an unknown column of an axis", WORK, "{columns: [view]}", "{columns: [veiw]}", "flow.unknown.column", "veiw", "view"),
    Fault("an unknown fixed row", WORK, "only: [freight]", "only: [frieght]", "flow.unknown.option", "frieght", "freight"),
    Fault("an unknown needed value", WORK, "needed: {view: [us]}", "needed: {view: [usa]}", "flow.unknown.option", "usa", "us"),
    Fault("an unknown table of an axis", WORK, "of: gains", "of: gians", "flow.unknown.question", "of: gians", "gains"),
    Fault("an unknown target", WORK, "to: [team]", "to: [taem]", "flow.unknown.question", "taem", "team"),
    Fault("a target without rows", WORK, "to: [team]", "to: [account]", "flow.reference.no_rows", "to: [account]"),
    Fault("a misspelt question in a condition", START, "answer: stage", "answer: stgae", "flow.unknown.question", "stgae", "stage"),
    Fault("a misspelt option in a condition", START, "value: growing", "value: growin", "flow.unknown.option", "growin}", "growing"),
    Fault("a misspelt option in a list", WORK, "values: [growing, new]", "values: [growing, nwe]", "flow.unknown.option", "nwe", "new"),
    Fault("a misspelt option of a row", START, "value: other}", "value: othr}", "flow.unknown.option", "othr", "other"),
    Fault("a row condition on an answer", START, "{op: equals, column: role, value: other}", "{op: answered, answer: stage}", "flow.condition.row", "op: answered"),
    Fault("a condition on two things", START, "answer: stage, value", "answer: stage, flow: true, value", "flow.condition.source", "flow: true"),
    Fault("a comparison that cannot be", START, "{op: equals, answer: stage, value: growing}", "{op: above, answer: stage, value: 3}", "flow.condition.no_number", "op: above"),
    Fault("a misspelt operation", START, "{op: equals, answer", "{op: equal, answer", "flow.unknown.op", "op: equal,", "equals"),
    Fault("a misspelt figure", WORK, "compute: {figure: shares", "compute: {figure: share", "flow.unknown.figure", "figure: share,", "shares"),
    Fault("a misspelt part of a figure", WORK, "figure: total.amount", "figure: total.amuont", "flow.unknown.part", "total.amuont", "amount"),
    Fault("a figure without a value a row", WORK, "{figure: shares, by", "{figure: total.amount, by", "flow.figure.no_mapping", "figure: total.amount, by"),
    Fault("a key of the wrong width", WORK, "by: [gain_id]", "by: [gain_id, name]", "flow.figure.key", "by: [gain_id, name]"),
    Fault("a misspelt calculation", FIGURES, "calculation: gain_shares", "calculation: gain_share", "flow.unknown.calculation", "calculation: gain_share", "gain_shares"),
    Fault("a misspelt parameter", FIGURES, "    total: {figure", "    totl: {figure", "flow.unknown.parameter", "totl", "total"),
    Fault("a missing parameter", FIGURES, "    total: {figure: total.amount}\n", "", "flow.figure.lacks", "    gains: gains"),
    Fault("a misspelt question of a figure", FIGURES, "    gains: gains", "    gains: gian", "flow.unknown.question", "gian", "gains"),
    Fault("a figure on a table without the column", FIGURES, "    gains: gains", "    gains: savings", "flow.figure.column", "gains: savings"),
    Fault("a figure on no table", FIGURES, "    gains: gains", "    gains: account", "flow.figure.no_table", "gains: account"),
    Fault("a figure that looks ahead", FIGURES, "takes: {gains: gains}", "takes: {gains: {figure: shares}}", "flow.figure.later", "{figure: shares}"),
    Fault("a misspelt word list", "kam/rules.yaml", "list: empty", "list: emty", "flow.unknown.words", "list: emty", "empty"),
    Fault("a check that needs nothing known", "kam/checks.yaml", "[team, total]", "[team, totl]", "flow.unknown.question", "totl", "total"),
    Fault("an unknown draft", WORK, "draft: summary", "draft: sumary", "flow.unknown.draft", "sumary", "summary"),
    Fault("an unknown fed question", START, "feeds: [summary]", "feeds: [sumary]", "flow.unknown.question", "sumary", "summary"),
    Fault("an option twice", START, "{id: new, label", "{id: growing, label", "flow.name.twice", "{id: growing, label: {zh: 成长"),
    Fault("a column twice", START, "{id: name, type: text", "{id: role, type: text", "flow.name.twice", "      - id: role"),
    Fault("a question twice", WORK, "- id: savings", "- id: account", "flow.name.twice", "- id: account"),
    Fault("a name that is none", START, "id: size", "id: Size-1", "flow.name.shape", "Size-1"),
    Fault("a question that no flow asks", "tour.yaml", "leave_out: [retired]", "questions: [gains, savings, scores, summary]", "flow.question.unused", "- id: retired", elsewhere=WORK),
    Fault("a reference ahead", START, ", later: true}", "}", "flow.order.later", "gain_id, type: ref"),
    Fault("a condition ahead", START, "{op: equals, answer: stage, value: growing}", "{op: answered, answer: gains}", "flow.order.later", "answer: gains"),
    Fault("a condition that never holds", WORK, "{op: above, figure: total.amount, value: 10.5}", "{op: equals, answer: stage, value: \"no\"}", "flow.condition.never", "    when:"),
    Fault("bounds that cross", WORK, "{op: one_of, answer: stage, values: [growing, new]}", "{op: below, figure: total.amount, value: 3}", "flow.condition.never", "    when:"),
    Fault("a number beyond its range", WORK, "{op: one_of, answer: stage, values: [growing, new]}", "{op: above, answer: size, value: 100}", "flow.condition.never", "    when:"),
    Fault("a condition on another branch", WORK, "{op: one_of, answer: stage, values: [growing, new]}\n        - {op: above, figure: total.amount, value: 10.5}", "{op: equals, answer: stage, value: new}\n        - {op: above, answer: size, value: 3}", "flow.condition.never", "    when:"),
    Fault("a misspelt step", "tour.yaml", "steps: [start]", "steps: [strat]", "flow.unknown.step", "strat", "start"),
    Fault("a misspelt asked question", "short.yaml", "- account", "- acount", "flow.unknown.question", "- acount", "account"),
    Fault("a question of another step", "short.yaml", "- ask: summary", "- ask: stage", "flow.ask.elsewhere", "- ask: stage"),
    Fault("a question asked twice", "short.yaml", "          - account\n", "          - account\n          - stage\n          - {ask: account}\n", "flow.ask.twice", "{ask: account}"),
    Fault("a cap above the limit", "short.yaml", "max: 2}", "max: 9}", "flow.cap.exceeds", "max: 9}"),
    Fault("limits that cross", "short.yaml", "{min: 1, max: 2}", "{min: 3, max: 2}", "flow.cap.crossed", "{min: 3, max: 2}"),
    Fault("a misspelt shown column", "short.yaml", "columns: [name]", "columns: [nmae]", "flow.unknown.column", "nmae", "name"),
    Fault("rows of no table", "short.yaml", "draft: summary", "rows: {max: 2}", "flow.cap.no_table", "- ask: summary"),
    Fault("an alternative that is no table", "short.yaml", "any_of: [gains, savings]", "any_of: [gains, retired]", "flow.cap.no_table", "any_of"),
    Fault("a misspelt left-out question", "tour.yaml", "leave_out: [retired]", "leave_out: [retird]", "flow.unknown.question", "retird", "retired"),
    Fault("another name than the file", "tour.yaml", "id: tour", "id: trip", "flow.file.name", "id: trip"),
    Fault("a method that is not there", "short.yaml", "minutes: 3", "minutes: 3\nmethod: kan", "flow.no_method", "method: kan"),
    Fault("a key twice", START, "minutes: 4", "minutes: 4\nnumber: 2", "flow.yaml.twice", "number: 2"),
    Fault("an anchor", START, "title: {zh: 开始", "title: &one {zh: 开始", "flow.yaml.anchor", "&one"),
    Fault("an alias", START, "title: {zh: 开始, en: Start}", "title: *one", "flow.yaml.alias", "*one"),
    Fault("a tag", START, "minutes: 4", "minutes: !!python/object/apply:os.system 4", "flow.yaml.tag", "!!python"),
    Fault("a merge key", START, "minutes: 4", "minutes: 4\n<<: {covers: [U1]}", "flow.yaml.merge", "<<:"),
    Fault("a full-width colon", START, "    type: number", "    type：number", "flow.yaml.colon", "type：number"),
    Fault("a full-width colon in braces", START, "{zh: 人, en: people}", "{zh：人, en: people}", "flow.yaml.colon", "zh：人"),
    Fault("a full-width colon for one text", START, "ask: {zh: 多大？, en: How big?}", "ask:\n      zh：多大？", "flow.yaml.colon", "zh：多大"),
    Fault("a full-width comma in braces", START, "{zh: 人, en: people}", "{zh: 人， en: people}", "flow.yaml.comma", "人， en"),
    Fault("a full-width comma in a list", START, "rules: [R01, R02]", "rules: [R01，R02]", "flow.yaml.comma", "R01，R02"),
    Fault("typographic quotes", START, 'id: "no"', "id: size\n      - id: “x”", "flow.key.missing", "id: size"),
    Fault("typographic quotes around a name", START, "id: size", "id: “size”", "flow.yaml.quotes", "“size”"),
    Fault("a tab", START, "    type: number", "\ttype: number", "flow.yaml.tab", "\ttype: number"),
    Fault("a no-break space", START, "    type: number", "\u00a0\u00a0\u00a0\u00a0type: number", "flow.yaml.space", "\u00a0type: number"),
    Fault("a full-width space after a colon", START, "    type: number", "    type:\u3000number", "flow.yaml.space", "type:\u3000"),
    Fault("a dash that is none", START, "  - id: size", "  – id: size", "flow.yaml.dash", "– id: size"),
    Fault("an open quotation mark", START, "en: How big?}", 'en: "How big?}', "flow.yaml.open_quote", '"How big?}'),
    Fault("a colon in a text", START, "      en: What is the account called?", "      en: What: the account?", "flow.yaml.colon_in_text", "What: the"),
    Fault("a second document", START, "minutes: 4", "minutes: 4\n---\nid: x", "flow.yaml.documents", "---"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_on_its_line_with_what_was_meant(
    fault: Fault, flows: Path, problems_after: Change
) -> None:
    found = problems_after(fault.file, fault.old, fault.new)
    file = fault.elsewhere or fault.file
    line = line_of(flows, file, fault.on)
    hits = [one for one in found if one.key == fault.key and one.file.endswith(file)]
    assert line in [one.line for one in hits], "\n".join(one.said("en") for one in found)
    assert fault.near in [one.suggestion for one in hits if one.line == line]
    for one in found:
        for lang in languages():
            assert has(one.key, lang)
            assert has(one.fix or f"{one.key}.fix", lang)


def test_the_small_flows_are_clean(flows: Path) -> None:
    assert [one.said("en") for one in check(flows, calculations=SMALL)] == []
