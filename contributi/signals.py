"""What this floor tells to its own rooms and to the floor above. Sent inside the transaction of the act."""

from django.dispatch import Signal

# proposta, esito, seduta
parere_espresso = Signal()
# provvedimento, operatore
provvedimento_adottato = Signal()
