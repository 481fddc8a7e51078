"""Who does what with contributions: one module for each room."""
