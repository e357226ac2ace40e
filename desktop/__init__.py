"""The window. The only package that may import Qt."""
