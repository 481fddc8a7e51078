"""What this floor tells to the floors above. Sent inside the transaction of the act."""

from django.dispatch import Signal

# patto, operatore
patto_condiviso = Signal()
patto_sottoscritto = Signal()
patto_chiuso = Signal()
# patto, verifica, operatore
patto_verificato = Signal()
