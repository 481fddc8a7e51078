"""What makes sense only where there is an application for the Assegno di Inclusione."""

from adi_platform.errori import DominioError
from cases.models import CasoAdi


def solo_adi(caso: CasoAdi) -> None:
    """Raises DominioError for who came to the counter: INPS and its duties have nothing to do with them."""
    if not caso.adi:
        raise DominioError("Questo nucleo non ha una domanda di Assegno di Inclusione: qui non serve.")
