"""What can be said about answers: a closed shape, filled by the coach, in no language."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from kamguide.model.rules import Severity


class Finding(Struct, frozen=True):
    """Something worth saying, what it is about, and which answers it rests on.

    `rule` is the id of a rule or check; people see its title, never the id.
    """

    rule: str
    severity: Severity
    question: str
    row: str = ""
    column: str = ""
    values: Mapping[str, object] = MappingProxyType({})
    rests_on: tuple[str, ...] = ()


Findings = Sequence[Finding]
