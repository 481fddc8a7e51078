"""How a referral moves: one table for each kind of question. `RISPONDE` belongs to the other body."""

from adi_platform.workflow.tabella import Mossa, TabellaTransizioni
from protocollo.enums import StatoInvio as S
from protocollo.enums import StatoQuesito, TipoInvio

RISPONDE = "invio.risponde"
GESTISCE = "invio.gestisce"


def _ritira(*da: S) -> Mossa:
    return Mossa.crea(
        "ritira",
        da=da,
        a=S.RITIRATO,
        permesso=GESTISCE,
        etichetta="Ritira la richiesta",
        motivo_obbligatorio=True,
    )


def _risposta(
    codice: str,
    etichetta: str,
    *,
    da: tuple[S, ...],
    a: S,
    campi: tuple[str, ...] = ("esito_il",),
    perche: bool = False,
) -> Mossa:
    return Mossa.crea(
        codice,
        da=da,
        a=a,
        permesso=RISPONDE,
        etichetta=etichetta,
        campi_richiesti=campi,
        motivo_obbligatorio=perche,
    )


_PRIMA_DEL_PATTO = (S.INVIATO, S.CONVOCATO, S.NON_PRESENTATO)

PATTO_SERVIZIO = TabellaTransizioni(
    stati=(*_PRIMA_DEL_PATTO, S.SOTTOSCRITTO, S.RINUNCIATO, S.CONCLUSO, S.RITIRATO),
    iniziali=(S.INVIATO,),
    finali=(S.RINUNCIATO, S.CONCLUSO, S.RITIRATO),
    mosse=(
        _risposta("firma", "Il patto è firmato", da=_PRIMA_DEL_PATTO, a=S.SOTTOSCRITTO),
        _risposta(
            "convoca", "Ho convocato la persona", da=(S.INVIATO, S.NON_PRESENTATO), a=S.CONVOCATO,
            campi=("convocato_per",),
        ),
        _risposta(
            "non_presentato", "Non si è presentata", da=(S.CONVOCATO,), a=S.NON_PRESENTATO, perche=True
        ),
        _risposta("rinuncia", "Ha rinunciato", da=_PRIMA_DEL_PATTO, a=S.RINUNCIATO, perche=True),
        Mossa.crea(
            "concludi",
            da=(S.SOTTOSCRITTO,),
            a=S.CONCLUSO,
            permesso=GESTISCE,
            etichetta="Chiudi: gli aggiornamenti non servono più",
            motivo_obbligatorio=True,
        ),
        _ritira(*_PRIMA_DEL_PATTO),
    ),
)  # fmt: skip

PRESA_IN_CARICO = TabellaTransizioni(
    stati=(S.INVIATO, S.IN_VALUTAZIONE, S.ACCOLTO, S.NON_ACCOLTO, S.RITIRATO),
    iniziali=(S.INVIATO,),
    finali=(S.ACCOLTO, S.NON_ACCOLTO, S.RITIRATO),
    mosse=(
        _risposta("accogli", "La persona è in carico", da=(S.INVIATO, S.IN_VALUTAZIONE), a=S.ACCOLTO),
        _risposta("valuta", "La stiamo valutando", da=(S.INVIATO,), a=S.IN_VALUTAZIONE),
        _risposta(
            "non_accogli", "Non la prendiamo in carico", da=(S.INVIATO, S.IN_VALUTAZIONE), a=S.NON_ACCOLTO,
            perche=True,
        ),
        _ritira(S.INVIATO, S.IN_VALUTAZIONE),
    ),
)  # fmt: skip

CERTIFICAZIONE = TabellaTransizioni(
    stati=(S.INVIATO, S.CERTIFICATO, S.NON_CERTIFICATO, S.RITIRATO),
    iniziali=(S.INVIATO,),
    finali=(S.CERTIFICATO, S.NON_CERTIFICATO, S.RITIRATO),
    mosse=(
        _risposta("certifica", "Certifichiamo la condizione", da=(S.INVIATO,), a=S.CERTIFICATO),
        _risposta(
            "non_certifica", "Non possiamo certificarla", da=(S.INVIATO,), a=S.NON_CERTIFICATO, perche=True
        ),
        _ritira(S.INVIATO),
    ),
)

FREQUENZA = TabellaTransizioni(
    stati=(S.INVIATO, S.REGOLARE, S.IRREGOLARE, S.REGOLARIZZATO, S.NON_REGOLARIZZATO, S.RITIRATO),
    iniziali=(S.INVIATO,),
    finali=(S.REGOLARE, S.REGOLARIZZATO, S.NON_REGOLARIZZATO, S.RITIRATO),
    mosse=(
        _risposta("regolare", "Frequenta regolarmente", da=(S.INVIATO,), a=S.REGOLARE),
        _risposta(
            "irregolare", "Ci sono assenze da giustificare", da=(S.INVIATO,), a=S.IRREGOLARE, perche=True
        ),
        _risposta("regolarizza", "La frequenza è ripresa", da=(S.IRREGOLARE,), a=S.REGOLARIZZATO),
        _risposta(
            "non_regolarizza", "La frequenza non è ripresa", da=(S.IRREGOLARE,), a=S.NON_REGOLARIZZATO,
            perche=True,
        ),
        _ritira(S.INVIATO, S.IRREGOLARE),
    ),
)  # fmt: skip

TABELLE = {
    TipoInvio.PATTO_SERVIZIO: PATTO_SERVIZIO,
    TipoInvio.PRESA_IN_CARICO: PRESA_IN_CARICO,
    TipoInvio.CERTIFICAZIONE: CERTIFICAZIONE,
    TipoInvio.FREQUENZA: FREQUENZA,
}
# The other body has something to say, or to keep saying.
APERTI = tuple(sorted({stato for tabella in TABELLE.values() for stato in tabella.stati - tabella.finali}))


def tabella_di(tipo: str) -> TabellaTransizioni:
    return TABELLE[TipoInvio(tipo)]


QUESITO = TabellaTransizioni(
    stati=tuple(StatoQuesito),
    iniziali=(StatoQuesito.APERTO,),
    finali=(StatoQuesito.RISPOSTO, StatoQuesito.REVOCATO, StatoQuesito.SCADUTO),
    mosse=(
        Mossa.crea(
            "rispondi",
            da=(StatoQuesito.APERTO,),
            a=StatoQuesito.RISPOSTO,
            permesso=RISPONDE,
            etichetta="Rispondi",
            campi_richiesti=("esito", "risposto_il"),
        ),
        Mossa.crea(
            "revoca",
            da=(StatoQuesito.APERTO,),
            a=StatoQuesito.REVOCATO,
            permesso=GESTISCE,
            etichetta="Ritira la domanda",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "scade",
            da=(StatoQuesito.APERTO,),
            a=StatoQuesito.SCADUTO,
            permesso=GESTISCE,
            etichetta="Scade senza risposta",
        ),
    ),
)
