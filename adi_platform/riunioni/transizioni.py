"""The states of a meeting of any body; a postponed meeting is convened again with a new date."""

from adi_platform.riunioni.enums import StatoRiunione as S
from adi_platform.workflow.tabella import Mossa, TabellaTransizioni

CONVOCA = "riunione.convoca"
VERBALIZZA = "riunione.verbalizza"

TABELLA_RIUNIONE = TabellaTransizioni(
    stati=S,
    iniziali=(S.CONVOCATA,),
    finali=(S.TRASMESSO, S.ANNULLATA),
    mosse=(
        Mossa.crea("svolgi", da=(S.CONVOCATA,), a=S.SVOLTA, permesso=VERBALIZZA, etichetta="Segna svolta"),
        Mossa.crea(
            "scrivi_verbale",
            da=(S.SVOLTA,),
            a=S.VERBALE_BOZZA,
            permesso=VERBALIZZA,
            etichetta="Scrivi il verbale",
        ),
        Mossa.crea(
            "approva_verbale",
            da=(S.SVOLTA, S.VERBALE_BOZZA),
            a=S.VERBALE_APPROVATO,
            permesso=VERBALIZZA,
            etichetta="Approva il verbale",
        ),
        Mossa.crea(
            "trasmetti",
            da=(S.VERBALE_APPROVATO,),
            a=S.TRASMESSO,
            permesso=VERBALIZZA,
            etichetta="Trasmetti il verbale",
        ),
        Mossa.crea(
            "rinvia",
            da=(S.CONVOCATA,),
            a=S.RINVIATA,
            permesso=CONVOCA,
            etichetta="Rinvia",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "riconvoca",
            da=(S.RINVIATA, S.CONVOCATA),
            a=S.CONVOCATA,
            permesso=CONVOCA,
            etichetta="Convoca per un altro giorno",
        ),
        Mossa.crea(
            "annulla",
            da=(S.CONVOCATA, S.RINVIATA),
            a=S.ANNULLATA,
            permesso=CONVOCA,
            etichetta="Annulla",
            motivo_obbligatorio=True,
        ),
    ),
)
