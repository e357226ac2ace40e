"""Worker processes and the supervisor that starts, feeds, watches and replaces them."""
