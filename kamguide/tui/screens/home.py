"""Home: go on, start a plan, look at the finished example, choose among plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as ListOption

from kamguide.errors import KamguideError
from kamguide.messages import moment, say
from kamguide.workspace.settings import FLOWS

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from kamguide.store.lines import Summary
    from kamguide.workspace.plans import Workspace


class HomeScreen(Screen[None]):
    """What can be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "settings", priority=True, show=False),
        Binding("f4", "language", priority=True, show=False),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    @property
    def _lang(self) -> str:
        return self.app.lang  # type: ignore[attr-defined, no-any-return]  # our app

    def compose(self) -> ComposeResult:
        """Plans first, then what else there is."""
        yield Static(Content(self._say("home.title")), classes="head title")
        with Vertical(id="home"):
            yield OptionList(id="choices", markup=False)
        yield Static(Content(self._say("home.keys")), classes="foot")

    def on_mount(self) -> None:
        """Show what there is."""
        self._fill()

    def on_screen_resume(self) -> None:
        """Show it afresh when coming back."""
        self._fill()

    def _say(self, key: str, /, **values: object) -> str:
        return say(key, self._lang, **values)

    def _fill(self) -> None:
        choices = self.query_one("#choices", OptionList)
        choices.clear_options()
        plans = self._workspace.plans()
        known = self._workspace.summaries()
        for at, plan in enumerate(plans[:12]):
            key = "home.go_on" if at == 0 else "home.plan"
            words = self._say(
                key,
                name=plan.name,
                flow=self._say(f"flow.{plan.flow}"),
                status=self._say(f"status.{plan.status}"),
                when=moment(plan.changed_at, self._lang),
                progress=self._progress(known.get(plan.id)),
            )
            choices.add_option(ListOption(Content(words), id=f"plan:{plan.id}"))
        if plans:
            choices.add_option(None)
        for flow in FLOWS:
            choices.add_option(
                ListOption(
                    Content(self._say("home.new", flow=self._say(f"flow.{flow}"))), id=f"new:{flow}"
                )
            )
        choices.add_option(ListOption(Content(self._say("home.example")), id="example"))
        choices.add_option(ListOption(Content(self._say("home.language")), id="language"))
        choices.highlighted = 0
        choices.focus()

    def _progress(self, summary: Summary | None) -> str:
        if summary is None:
            return ""
        far, of = (summary.content[name] for name in ("answered", "applicable"))
        return self._say("home.progress", answered=far, applicable=of)

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "plan":
            self._open(name)
        elif kind == "new":
            self.app.push_screen(NameScreen(self._lang), lambda given: self._start(given, name))
        elif kind == "example":
            from kamguide.workspace.files import example

            self._open(example(self._workspace, self._lang))
        elif kind == "language":
            self.action_language()

    def action_language(self) -> None:
        """Speak the other language."""
        self.app.lang = "en" if self._lang == "zh" else "zh"  # type: ignore[attr-defined]  # our app
        self.refresh(recompose=True)
        self.call_after_refresh(self._fill)

    def action_settings(self) -> None:
        """Show the settings of the plan under the cursor, or of the one worked on last."""
        plans = [one.id for one in self._workspace.plans()]
        choices = self.query_one("#choices", OptionList)
        chosen = choices.highlighted_option
        kind, _, name = ((chosen.id if chosen else None) or "").partition(":")
        if kind != "plan" and not plans:
            self.notify(self._say("settings.no_plan"), markup=False)
            return
        plan = name if kind == "plan" else plans[0]
        session = self._workspace.open_or_read(plan, lang=self._lang)

        def close(told: object) -> None:
            del told
            self._workspace.close(session)
            self._fill()

        self.app.show_settings(session, close)  # type: ignore[attr-defined]  # our app

    def _start(self, name: str | None, flow: str) -> None:
        if not name:
            return
        try:
            session = self._workspace.new(name, flow)
        except KamguideError as problem:
            self.notify(
                say(problem.key, self._lang, **problem.values), markup=False, severity="error"
            )
            return
        plan = session.facts.id
        self._workspace.close(session)
        self._open(plan)

    def _open(self, plan: str) -> None:
        self.app.open_plan(plan)  # type: ignore[attr-defined]  # our app


class NameScreen(ModalScreen[str]):
    """Asks what a new plan is called."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def compose(self) -> ComposeResult:
        """A question and a line."""
        with Vertical(classes="dialog"):
            yield Static(Content(say("home.name", self._lang)))
            yield Input(id="name")

    def on_mount(self) -> None:
        """The line has the focus."""
        line = self.query_one("#name", Input)
        line.cursor_blink = False
        line.focus()

    @on(Input.Submitted, "#name")
    def _named(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
