"""What happens on cases, for the floors above."""

from django.dispatch import Signal

analisi_iniziata = Signal()  # analisi, operatore, al
analisi_finalizzata = Signal()  # analisi, operatore, al
