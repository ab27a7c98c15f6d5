"""Several proposals accepted at once: what can be done is done, the rest is told."""

from collections.abc import Sequence

from msgspec import Struct

from kamguide.errors import KamguideError
from kamguide.workspace.wordback.proposals import Returned


class Taken(Struct, frozen=True):
    """What came of accepting several."""

    done: tuple[int, ...]
    already: tuple[int, ...]
    refused: tuple[tuple[int, KamguideError], ...]


def accept_each(returned: Returned, numbers: Sequence[int]) -> Taken:
    """Accept several: one that cannot be leaves the others as they are.

    Raises:
        UsageError: There is no proposal with one of these numbers; then nothing was done.
    """
    wanted = [returned.find(number) for number in dict.fromkeys(numbers)]
    plain = {one.number: one for one in wanted if one.is_plain}
    done, already, refused = list[int](), list[int](), list[tuple[int, KamguideError]]()
    try:
        returned.accept_together(list(plain.values()))
        done += plain
    except KamguideError as problem:
        refused += [(number, problem) for number in plain]
    for number in (one.number for one in wanted if one.number not in plain):
        try:
            (done if returned.accept(number) else already).append(number)
        except KamguideError as problem:
            refused.append((number, problem))
    return Taken(tuple(sorted(done)), tuple(already), tuple(sorted(refused, key=lambda at: at[0])))
