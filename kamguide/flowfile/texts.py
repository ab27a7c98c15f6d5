"""Every text of a flow beside its translations, a row each, for translators."""

import csv
import io
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kamguide.flowfile.overlay import TextData, texts_of
from kamguide.flowfile.validating import as_data
from kamguide.model.flow import Flow, Glossary
from kamguide.model.text import Lang


class TextRow(Struct, frozen=True):
    """A text: the key that an overlay gives it, and its words by language."""

    key: str
    words: tuple[tuple[Lang, str], ...]

    def __call__(self, lang: Lang) -> str:
        """The words in `lang`, or nothing."""
        return dict(self.words).get(lang, "")


def flow_texts(flow: Flow, glossary: Glossary) -> tuple[TextRow, ...]:
    """The texts of what a flow asks, in the order it asks it, then its method's, then the terms."""
    asked = set(flow.questions)
    steps = {step.id for phase in flow.phases for step in phase.steps}
    plan = as_data(flow, include={"id", "title", "purpose", "result", "phases"})
    for phase in plan["phases"]:
        phase.pop("steps")
    method = as_data(flow.method)
    method["steps"] = [one for one in method["steps"] if one["id"] in steps]
    for step in method["steps"]:
        step["questions"] = [one for one in step["questions"] if one["id"] in asked]
    method["terms"] = as_data(glossary)["terms"]
    return _rows(texts_of(method, [plan]))


def _rows(texts: dict[str, TextData]) -> tuple[TextRow, ...]:
    return tuple(
        TextRow(key, tuple((lang, str(text)) for lang, text in words.items()))
        for key, words in texts.items()
    )


def as_tsv(rows: Iterable[TextRow], langs: Sequence[Lang]) -> str:
    """The rows as tab-separated text with a heading; line ends inside a text stay, in quotes."""
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    writer.writerow(["key", *langs])
    for row in rows:
        writer.writerow([row.key, *(row(lang) for lang in langs)])
    return out.getvalue()


def as_markdown(rows: Iterable[TextRow], langs: Sequence[Lang]) -> str:
    """The rows as a Markdown table."""
    lines = ["| " + " | ".join(["key", *langs]) + " |", "|" + " --- |" * (len(langs) + 1)]
    for row in rows:
        cells = [f"`{row.key}`", *(_cell(row(lang)) for lang in langs)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
