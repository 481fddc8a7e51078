"""What this floor tells to the floors above. Sent inside the transaction of the act."""

from django.dispatch import Signal

# Carries `incontro` and `operatore`: who is invited, the date, a delegation or the state has changed. Who
# convenes may add `aperti`, accounts to whom the names are opened by hand.
inviti_cambiati = Signal()
