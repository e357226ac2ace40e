"""How each stage looks, on the screen and in the report: a colour that colour-blind people tell apart, and a hatching.

The colours are those of Okabe and Ito, "Color Universal Design" (2008), which also differ in lightness. ``START`` and
``LEASE`` take greys: they are not part of a document's way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.trace import Stage


class Hatch(StrEnum):
    """A second sign beside the colour, drawn over it."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    DOTTED = "dotted"
    UPRIGHT = "upright"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class StageLook:
    """A stage for people."""

    label: str
    colour: str
    """``#rrggbb``, for light and dark grounds alike."""
    hatch: Hatch


LOOKS: dict[Stage, StageLook] = {
    Stage.START: StageLook("Load model", "#8c8c8c", Hatch.LEVEL),
    Stage.LIST: StageLook("List", "#cc79a7", Hatch.DOTTED),
    Stage.LEASE: StageLook("Lease", "#b4b4b4", Hatch.UPRIGHT),
    Stage.READ: StageLook("Read file", "#f0e442", Hatch.LEVEL),
    Stage.EXTRACT: StageLook("Extract", "#e69f00", Hatch.NONE),
    Stage.CHUNK: StageLook("Chunk", "#56b4e9", Hatch.FALLING),
    Stage.EMBED: StageLook("Embed", "#0072b2", Hatch.NONE),
    Stage.STORE: StageLook("Store", "#009e73", Hatch.RISING),
}

GAP_COLOUR = "#d55e00"
"""The event loop was held up."""
IDLE_COLOUR_LIGHT = "#ececec"
IDLE_COLOUR_DARK = "#33363b"
