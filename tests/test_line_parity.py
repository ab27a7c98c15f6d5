"""Lines reach everything that the screen does, with no sign that moves a cursor."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from click.testing import CliRunner

from kamguide.cli import kamguide
from kamguide.messages import languages, say
from kamguide.messages.catalogue import catalogue
from kamguide.messages.forms import day, number
from kamguide.tui.places import label_of
from kamguide.tui.screens.interview import InterviewScreen
from kamguide.workspace.commands import NAMES, PLAIN
from kamguide.workspace.dialogue import Dialogue
from kamguide.workspace.inplace import SCREEN_ONLY, shown_name
from kamguide.workspace.plans import Workspace
from tests.conftest import CaseStore
