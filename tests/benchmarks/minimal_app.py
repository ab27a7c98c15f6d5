"""The floor: a Textual app of one input that asks, takes an answer, and asks again."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static


class Minimal(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = []
    asked = 1

    def compose(self) -> ComposeResult:
        yield Static("Question 1?", id="ask")
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.asked += 1
        self.query_one("#ask", Static).update(f"Question {self.asked}?")
        event.input.value = ""


Minimal().run()
