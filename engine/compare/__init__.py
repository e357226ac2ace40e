"""One workload in all three modes, one after the other: what it costs the person who waits, as measured."""
