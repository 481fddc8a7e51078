"""Pages of the import of household lists."""
