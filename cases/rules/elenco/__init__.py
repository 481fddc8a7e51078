"""Reading and judging the rows of a list of households. Pure: values in, values out."""
