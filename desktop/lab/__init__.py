"""See why: the mode switch, the pulse, the timeline and the comparison."""
