"""What this floor tells to the floors above. Sent inside the transaction of the act.

Every signal carries `caso` and `operatore`; the ones on meetings also `appuntamento`, the ones on the
analysis also `analisi` and `al` (the day of the act).
"""

from django.dispatch import Signal

caso_aperto = Signal()
caso_assegnato = Signal()
caso_chiuso = Signal()
primo_incontro_svolto = Signal()
incontro_registrato = Signal()
analisi_iniziata = Signal()
analisi_finalizzata = Signal()
