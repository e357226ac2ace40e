"""What follows when a step goes wrong. Pure decisions, so that they can be read and tested at one glance."""

from __future__ import annotations

from engine.phrases import counted
from engine.records import DocumentState, Fault, Reason

MAX_LOSSES = 2
"""So many lost workers set a document aside."""
MAX_FAILED_STARTS = 3
"""So many workers in a row that die before they are warm, or listing processes before they get any further than the
last one, mean that none will."""
MAX_TEXT_LOSSES = 2
"""After so many lost workers a text is embedded no more in company, but alone."""


def after_loss(losses: int, how: str) -> tuple[DocumentState, Reason | None]:
    """What becomes of a document whose worker was lost for the ``losses``-th time; ``how`` says in words how."""
    if losses < MAX_LOSSES:
        return DocumentState.QUEUED, None
    return DocumentState.SET_ASIDE, Reason(
        counted("Reading it {} %Ln time(s).", losses, how),
        "It was set aside so that it cannot disturb the others. Repair or convert the file, then add it again.",
        Fault.FILE,
    )
