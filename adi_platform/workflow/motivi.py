"""A reason written by hand that says something."""

LETTERE_DEL_MOTIVO = 10


def motivo_scritto(testo: str, *, lettere: int = LETTERE_DEL_MOTIVO) -> bool:
    """At least two words and `lettere` letters: signs and spaces do not count."""
    return len(testo.split()) > 1 and sum(c.isalpha() for c in testo) >= lettere
