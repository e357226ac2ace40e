"""Who does not tell red from green, or blue from yellow, still tells the stages apart."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest

from engine.export.palette import GAP_COLOUR, LOOKS, Hatch

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
# severity 1.0, for linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])

PLAIN_DISTANCE = 15.0
"""CIE 1976 colour difference; 2.3 is what can just be noticed side by side."""
HATCHED_DISTANCE = 5.0
"""With another hatching on one of them."""


def linear(colour: str) -> npt.NDArray[np.float64]:
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    x, y, z = np.cbrt(np.maximum(_XYZ @ np.clip(rgb, 0, 1) / _WHITE, 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, deficiency: str) -> float:
    seen = np.array(DEFICIENCIES[deficiency])
    return float(np.linalg.norm(lab(seen @ linear(one)) - lab(seen @ linear(other))))


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_stages_are_told_apart_by_colour_or_by_colour_and_hatching(deficiency: str) -> None:
    looks = [(look.label, look.colour, look.hatch) for look in LOOKS.values()]
    # Drawn as a line of its own below the stages, and never hatched.
    looks.append(("gap", GAP_COLOUR, Hatch.NONE))
    for (one, colour, hatch), (other, other_colour, other_hatch) in itertools.combinations(looks, 2):
        least = PLAIN_DISTANCE if hatch is other_hatch else HATCHED_DISTANCE
        assert distance(colour, other_colour, deficiency) >= least, (one, other)


def test_what_is_known_to_look_alike_is_seen_to() -> None:
    assert (
        distance("#d00000", "#6b6b00", "deuteranopia") < PLAIN_DISTANCE < distance("#e69f00", "#0072b2", "protanopia")
    )
