"""What leaves the transaction: messages, background work, and who is alive to do it."""

from adi_platform.outbox.models.battito import Battito
from adi_platform.outbox.models.consegna import StatoConsegna
from adi_platform.outbox.models.lavoro import Lavoro, LavoroPerso
from adi_platform.outbox.models.messaggio import Messaggio

__all__ = ["Battito", "Lavoro", "LavoroPerso", "Messaggio", "StatoConsegna"]
