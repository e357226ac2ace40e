"""Finding chunks: by their words, by their meaning, and both fused."""
