"""What every model shares: it is frozen, and takes no key it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name in a flow: snake case, never reused, never renamed without a migration."""

Source = Annotated[str, StringConstraints(pattern=r"^(previous\.)?[a-z][a-z0-9_]*$", max_length=70)]
"""A question of the flow or, behind `previous.`, of the plan before this one."""


class Frozen(BaseModel):
    """Data that is read from a file and then only looked at."""

    model_config = ConfigDict(frozen=True, extra="forbid")
