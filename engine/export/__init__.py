"""What was measured, for others to look at: a page of its own, and a trace for Perfetto."""
