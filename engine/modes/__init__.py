"""Three ways to run the same steps: blocking, async I/O, and in the background."""
