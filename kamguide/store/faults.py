"""What can go wrong in keeping and finding plans: a class a cause, each with its key."""

from kamguide.errors import StoreError


class StoreTooNewError(StoreError):
    """The store was written by a newer version: it can be read here, never changed."""


class StoreForeignError(StoreError):
    """The file is a database of some other program."""


class StoreDamagedError(StoreError):
    """The file is no database, or its pages contradict each other."""


class StoreFullError(StoreError):
    """There is no room left on the disk; nothing of this was kept."""


class StoreReadOnlyError(StoreError):
    """The file or its folder may not be written."""


class StoreMovedError(StoreError):
    """The file under our feet was replaced or moved; nothing more is written to it."""


class StoreBusyError(StoreError):
    """Another process was writing for longer than we wait."""


class StoreFailedError(StoreError):
    """The database refused for a reason we have no name for."""


class PlaceRefusedError(StoreError):
    """The folder is synchronised or on the network: a store would be damaged there."""


class PlanBusyError(StoreError):
    """The plan is open for writing elsewhere; it can be read."""


class NoSuchPlanError(StoreError):
    """No plan has this name or id."""


class PlanExistsError(StoreError):
    """An active plan has this name or id already."""


class PacketError(StoreError):
    """The file is no packet we can read."""


class BackupError(StoreError):
    """A backup could not be written, or is not fit to be restored."""
