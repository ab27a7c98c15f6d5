"""Whether what is kept of a plan is how it stands: known without anything that opens plans."""

from typing import Final

from kamguide.store.lines import Summary

LATEST: Final = "owed"
"""What summaries of earlier programs have not."""


def is_stale(summary: Summary) -> bool:
    """Whether a plan says more by now than what is kept of it."""
    return summary.stale or LATEST not in summary.content
