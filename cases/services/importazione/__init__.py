"""Acts on lists of households: bring a file in, read it, repair it, apply it."""
