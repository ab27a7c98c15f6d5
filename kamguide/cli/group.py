"""What every command shares: where the plans are, who works, in which language.

One place turns our errors into sentences; anything else is a bug, told calmly and written down.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from kamguide.errors import KamguideError

PHRASES: Final = "kamguide.cli.phrases"
LANGUAGES: Final = {"en": ("en", "english"), "zh": ("zh", "chinese", "中文")}
"""The languages we speak, and what they are called."""
Translated = TypeVar("Translated", bound=click.Command)

if TYPE_CHECKING:
    from kamguide.model.context import Notice
    from kamguide.workspace.plans import Workspace


@dataclass  # no struct: the first frame comes before what those need is loaded
class Options:
    """What was said before the command."""

    store: Path | None
    lang_asked: str | None
    actor: str | None
    today: str | None
    debug: bool = False
    _workspace: "Workspace | None" = None

    @property
    def lang(self) -> str:
        """The language asked for, else the system's where we speak it, else English."""
        return _language_of(self.lang_asked or _system_language()) or "en"

    def say(self, key: str, /, **values: object) -> None:
        """Say a sentence to the person, on stderr."""
        from kamguide.messages import say

        click.echo(say(key, self.lang, **values), err=True)

    def note(self, noticed: "Iterable[Notice]") -> None:
        """Say what was noticed on the way, on stderr."""
        for one in noticed:
            click.echo(self.worded(one), err=True)

    def worded(self, notice: "Notice") -> str:
        """What was noticed, in words."""
        from kamguide.messages import say

        return say(notice.key, self.lang, **dict(notice.values))

    def now(self) -> datetime:
        """The present moment, or the day that was given as `--today`.

        Raises:
            click.BadParameter: The day cannot be read.
        """
        now = datetime.now(UTC)
        if self.today is None:
            return now
        try:
            day = date.fromisoformat(self.today)
        except ValueError as error:
            raise click.BadParameter(self.today, param_hint="--today") from error
        return datetime.combine(day, now.timetz())

    def store_path(self) -> Path:
        """The file that holds the plans."""
        if self.store is not None:
            return self.store
        from platformdirs import user_data_path

        return user_data_path("kamguide", appauthor=False) / "plans.db"

    def workspace(self) -> "Workspace":
        """The plans, open for work."""
        if self._workspace is None:
            from kamguide.workspace.plans import Workspace

            self._workspace = Workspace.at(
                self.store_path(), actor=self.actor, lang=self.lang, now=self.now
            )
            if self.actor is None and not self._workspace.knows_actor:
                self._workspace.introduce(self._asked_name())
        return self._workspace

    def _asked_name(self) -> str:
        from kamguide.messages import say

        if sys.stdin.isatty() and sys.stderr.isatty():
            name: str = click.prompt(say("cli.who_are_you", self.lang), err=True)
            return name
        import getpass

        return getpass.getuser()


def _system_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if value := os.environ.get(name):
            return value
    import locale

    return locale.getlocale()[0] or "en"


def _language_of(wanted: str) -> str:
    """The language that is meant, if we speak it: `zh_CN.UTF-8` is zh."""
    short = wanted.lower().replace("_", "-").split("-")[0].split(".")[0]
    return next((lang for lang, names in LANGUAGES.items() if short in names), "")


def spoken(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The language that is asked for; what the system says may be any, and is not asked for.

    Raises:
        click.BadParameter: We do not speak it.
    """
    if value is None or _language_of(value):
        return value
    from kamguide.messages import say

    source = context.get_parameter_source(parameter.name or "")
    where = "KAMGUIDE_LANG" if source is ParameterSource.ENVIRONMENT else "--lang"
    raise click.BadParameter(
        say("language.unknown", _lang_of(context), raw=value), context, param_hint=f"'{where}'"
    )


class Guide(click.Group):
    """Commands that are imported when they are called, and errors that are sentences."""

    def __init__(self, *given: Any, commands_by_name: Mapping[str, str] | None = None, **more: Any):
        super().__init__(*given, **more)
        self._places = dict(commands_by_name or {})
        self.lang = "en"
        """What help is given in, until the options before the command are read."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **more: Any) -> Any:
        """Run what was said, in the language of whoever says it, from the help on."""
        said = sys.argv[1:] if args is None else args
        spoken = copy(self)
        spoken.lang = _language_said(said)
        if spoken.lang != "en" or PHRASES in sys.modules:
            import_module(PHRASES).speak(spoken.lang)
        if "--help" in said:
            spoken = spoken._helping()
        return click.Group.main(spoken, args, *given, **more)

    def _helping(self) -> "Guide":
        """This, with its own help in the person's language; a screen that opens pays nothing."""
        click.Context.formatter_class = click.HelpFormatter
        if self.lang == "en":
            return self
        from kamguide.cli.foldedhelp import FoldedHelp

        click.Context.formatter_class = FoldedHelp
        return _translated(self, "kamguide", self.lang)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted({*self._places, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        place = self._places.get(cmd_name)
        if place is None:
            command = super().get_command(ctx, cmd_name)
        else:
            module, _, name = place.partition(":")
            command = getattr(import_module(module), name)
        within = f"{ctx.info_name}." if ctx.parent is not None else ""
        return command and _translated(command, f"{within}{cmd_name}", _lang_of(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a near miss is named."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not near:
                raise
            from kamguide.messages import say

            meant = say("cli.near", _lang_of(ctx), name=near[0])
            raise click.UsageError(f"{error.message} {meant}", ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KamguideError as error:
            options: Options = ctx.obj
            from kamguide.messages import say

            raise click.ClickException(say(error.key, options.lang, **error.values)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt):
            raise
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except Exception as error:  # the edge: a bug becomes a calm sentence and a report
            options = ctx.obj
            if options is None or options.debug:
                raise
            from kamguide.cli.report import told_calmly

            raise click.ClickException(told_calmly(error, options.lang)) from error


def _language_said(args: Sequence[str]) -> str:
    """The language of whoever calls, before anything else of what was said is read."""
    asked = ""
    for one, behind in pairwise([*args, ""]):
        if one == "--lang":
            asked = behind
        elif one.startswith("--lang="):
            asked = one.partition("=")[2]
    said = (asked, os.environ.get("KAMGUIDE_LANG", ""), _system_language())
    return next((lang for one in said if (lang := _language_of(one))), "en")


def _lang_of(ctx: click.Context) -> str:
    root = ctx.find_root()
    options, lang = root.obj, getattr(root.command, "lang", "en")
    return options.lang if isinstance(options, Options) else lang


def _translated(command: Translated, name: str, lang: str) -> Translated:
    """A command with its help in a language; English is what stands in the code."""
    if lang == "en":
        return command
    from kamguide.messages import has, say

    command = copy(command)
    command._help_option = None  # click keeps it, in the language of the first who asked
    command.params = [copy(one) for one in command.params]
    if has(f"cli.help.{name}", lang):
        command.help = say(f"cli.help.{name}", lang)
        command.short_help = re.split("(?<=。)|\n", command.help)[0]
    for option in command.params:
        flag = option.opts[-1].lstrip("-")
        keys = (f"cli.option.{name}.{flag}", f"cli.option.{flag}")
        key = next((one for one in keys if has(one, lang)), "")
        if key and isinstance(option, click.Option):
            option.help = say(key, lang)
    return command
