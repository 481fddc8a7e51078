"""Forms of the contributions: they check what is written, services act."""
