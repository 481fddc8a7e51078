"""Pages of the contributions."""
