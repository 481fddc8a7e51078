"""The states of a Patto and the acts that move it."""

from adi_platform.workflow.tabella import Mossa, TabellaTransizioni
from patti.enums import StatoPatto

SCRIVE = "patto.scrive"

TABELLA_PATTO = TabellaTransizioni(
    stati=StatoPatto,
    iniziali=(StatoPatto.BOZZA,),
    finali=(StatoPatto.AGGIORNATO, StatoPatto.CONCLUSO, StatoPatto.INTERROTTO),
    mosse=(
        Mossa.crea(
            "condividi",
            da=(StatoPatto.BOZZA,),
            a=StatoPatto.CONDIVISO,
            permesso=SCRIVE,
            etichetta="Il testo è condiviso: passa alle firme",
            campi_richiesti=("condiviso_il",),
        ),
        Mossa.crea(
            "riapri",
            da=(StatoPatto.CONDIVISO,),
            a=StatoPatto.BOZZA,
            permesso=SCRIVE,
            etichetta="Riapri il testo",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "sottoscrivi",
            da=(StatoPatto.CONDIVISO,),
            a=StatoPatto.SOTTOSCRITTO,
            permesso=SCRIVE,
            etichetta="Chiudi le firme",
            campi_richiesti=("sottoscritto_il", "luogo_firma", "impronta_testo"),
        ),
        Mossa.crea(
            "apri_revisione",
            da=(StatoPatto.SOTTOSCRITTO,),
            a=StatoPatto.IN_REVISIONE,
            permesso=SCRIVE,
            etichetta="Rivedi il Patto",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "annulla_revisione",
            da=(StatoPatto.IN_REVISIONE,),
            a=StatoPatto.SOTTOSCRITTO,
            permesso=SCRIVE,
            etichetta="Lascia il Patto com'è",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "aggiorna",
            da=(StatoPatto.IN_REVISIONE,),
            a=StatoPatto.AGGIORNATO,
            permesso=SCRIVE,
            etichetta="Sostituisci con la versione nuova",
            campi_richiesti=("chiuso_il",),
        ),
        Mossa.crea(
            "concludi",
            da=(StatoPatto.SOTTOSCRITTO,),
            a=StatoPatto.CONCLUSO,
            permesso=SCRIVE,
            etichetta="Concludi il Patto",
            campi_richiesti=("chiuso_il",),
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "interrompi",
            da=(StatoPatto.BOZZA, StatoPatto.CONDIVISO, StatoPatto.SOTTOSCRITTO),
            a=StatoPatto.INTERROTTO,
            permesso=SCRIVE,
            etichetta="Interrompi il Patto",
            campi_richiesti=("chiuso_il",),
            motivo_obbligatorio=True,
        ),
    ),
)
