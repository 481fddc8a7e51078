"""The states of a request for a contribution and the acts that move it (dominio 7.4).

Nothing here grants or refuses by itself: the end of the term only raises the file to the substitute official.
"""

from adi_platform.workflow.tabella import Mossa, TabellaTransizioni
from contributi.enums import StatoRata as R
from contributi.enums import StatoRichiesta as S
from contributi.enums import StatoSeduta

SCRIVE = "richiesta.scrive"
REGISTRA = "richiesta.registra"
COMMISSIONE = "commissione.decide"
DECIDE = "provvedimento.adotta"
PAGA = "denaro.eroga"

TABELLA_RICHIESTA = TabellaTransizioni(
    stati=S,
    iniziali=(S.BOZZA,),
    finali=(S.NEGATA, S.REVOCATA, S.RINUNCIATA, S.ARCHIVIATA),
    mosse=(
        Mossa.crea(
            "protocolla",
            da=(S.BOZZA,),
            a=S.PROTOCOLLATA,
            permesso=REGISTRA,
            etichetta="Registra la domanda",
            campi_richiesti=("data_domanda", "registrazione"),
        ),
        Mossa.crea(
            "istruisci",
            da=(S.PROTOCOLLATA, S.IN_INTEGRAZIONE, S.RINVIATA, S.RIESAME),
            a=S.ISTRUTTORIA,
            permesso=SCRIVE,
            etichetta="Avvia l'istruttoria",
        ),
        Mossa.crea(
            "chiedi_integrazione",
            da=(S.ISTRUTTORIA,),
            a=S.IN_INTEGRAZIONE,
            permesso=SCRIVE,
            etichetta="Chiedi i documenti che mancano",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "proponi",
            da=(S.ISTRUTTORIA,),
            a=S.PROPOSTA,
            permesso=SCRIVE,
            etichetta="Proponi alla commissione",
        ),
        Mossa.crea(
            "ritira_proposta",
            da=(S.PROPOSTA,),
            a=S.ISTRUTTORIA,
            permesso=SCRIVE,
            etichetta="Ritira la proposta",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "metti_all_odg",
            da=(S.PROPOSTA,),
            a=S.ALL_ODG,
            permesso=COMMISSIONE,
            etichetta="Metti all'ordine del giorno",
        ),
        Mossa.crea(
            "togli_dall_odg",
            da=(S.ALL_ODG,),
            a=S.PROPOSTA,
            permesso=COMMISSIONE,
            etichetta="Togli dall'ordine del giorno",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "parere_favorevole",
            da=(S.ALL_ODG,),
            a=S.PARERE_FAVOREVOLE,
            permesso=COMMISSIONE,
            etichetta="Parere favorevole",
        ),
        Mossa.crea(
            "parere_contrario",
            da=(S.ALL_ODG,),
            a=S.PARERE_CONTRARIO,
            permesso=COMMISSIONE,
            etichetta="Parere contrario",
        ),
        Mossa.crea(
            "rinvia",
            da=(S.ALL_ODG,),
            a=S.RINVIATA,
            permesso=COMMISSIONE,
            etichetta="Rinvia all'assistente sociale",
        ),
        Mossa.crea(
            "manda_preavviso",
            da=(S.PARERE_CONTRARIO, S.PARERE_FAVOREVOLE, S.RIESAME),
            a=S.PREAVVISO,
            permesso=DECIDE,
            etichetta="Invia il preavviso di rifiuto",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "riesamina",
            da=(S.PREAVVISO,),
            a=S.RIESAME,
            permesso=DECIDE,
            etichetta="Riesamina",
        ),
        Mossa.crea(
            "riproponi",
            da=(S.RIESAME, S.RINVIATA),
            a=S.PROPOSTA,
            permesso=SCRIVE,
            etichetta="Riporta in commissione",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "concedi",
            da=(S.PARERE_FAVOREVOLE, S.PARERE_CONTRARIO, S.RIESAME),
            a=S.CONCESSA,
            permesso=DECIDE,
            etichetta="Concedi",
        ),
        Mossa.crea(
            "concedi_d_urgenza",
            da=(S.ISTRUTTORIA,),
            a=S.CONCESSA,
            permesso=DECIDE,
            etichetta="Concedi d'urgenza",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "nega",
            da=(S.RIESAME,),
            a=S.NEGATA,
            permesso=DECIDE,
            etichetta="Nega",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "eroga",
            da=(S.CONCESSA, S.SOSPESA),
            a=S.IN_EROGAZIONE,
            permesso=PAGA,
            etichetta="Avvia l'erogazione",
        ),
        Mossa.crea(
            "sospendi",
            da=(S.IN_EROGAZIONE,),
            a=S.SOSPESA,
            permesso=DECIDE,
            etichetta="Sospendi",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "revoca",
            # Also when all is paid: a false declaration found later takes the whole sum back (art. 21).
            da=(S.CONCESSA, S.IN_EROGAZIONE, S.SOSPESA, S.CONCLUSA),
            a=S.REVOCATA,
            permesso=DECIDE,
            etichetta="Revoca",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "concludi",
            da=(S.IN_EROGAZIONE,),
            a=S.CONCLUSA,
            permesso=PAGA,
            etichetta="Concludi",
        ),
        Mossa.crea(
            "rinuncia",
            da=(
                S.BOZZA,
                S.PROTOCOLLATA,
                S.ISTRUTTORIA,
                S.IN_INTEGRAZIONE,
                S.PROPOSTA,
                S.RINVIATA,
                S.CONCESSA,
            ),
            a=S.RINUNCIATA,
            permesso=SCRIVE,
            etichetta="Registra la rinuncia",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "archivia",
            da=(S.PROTOCOLLATA, S.ISTRUTTORIA, S.IN_INTEGRAZIONE),
            a=S.ARCHIVIATA,
            permesso=DECIDE,
            etichetta="Archivia come improcedibile",
            motivo_obbligatorio=True,
        ),
    ),
)

PRESIEDE = "commissione.presiede"
CONVOCA = "commissione.convoca"

TABELLA_SEDUTA = TabellaTransizioni(
    stati=StatoSeduta,
    iniziali=(StatoSeduta.CONVOCATA,),
    finali=(StatoSeduta.CHIUSA, StatoSeduta.ANNULLATA),
    mosse=(
        Mossa.crea(
            "invia_odg",
            da=(StatoSeduta.CONVOCATA,),
            a=StatoSeduta.ODG_INVIATO,
            permesso=CONVOCA,
            etichetta="Invia l'ordine del giorno",
            campi_richiesti=("odg_inviato_il",),
        ),
        Mossa.crea(
            "apri",
            da=(StatoSeduta.ODG_INVIATO,),
            a=StatoSeduta.APERTA,
            permesso=PRESIEDE,
            etichetta="Apri la votazione",
            campi_richiesti=("aperta_il", "regole"),
        ),
        Mossa.crea(
            "chiudi",
            da=(StatoSeduta.APERTA,),
            a=StatoSeduta.CHIUSA,
            permesso=PRESIEDE,
            etichetta="Chiudi la votazione",
            campi_richiesti=("chiusa_il",),
        ),
        Mossa.crea(
            "annulla",
            da=(StatoSeduta.CONVOCATA, StatoSeduta.ODG_INVIATO),
            a=StatoSeduta.ANNULLATA,
            permesso=CONVOCA,
            etichetta="Annulla la seduta",
            motivo_obbligatorio=True,
        ),
    ),
)


TABELLA_RATA = TabellaTransizioni(
    stati=R,
    iniziali=(R.DA_LIQUIDARE,),
    finali=(R.PAGATA, R.ANNULLATA),
    mosse=tuple(
        Mossa.crea(codice, da=da, a=a, permesso=chi, etichetta=etichetta, motivo_obbligatorio=motivo)
        for codice, da, a, chi, etichetta, motivo in (
            ("liquida", (R.DA_LIQUIDARE,), R.IN_LIQUIDAZIONE, PAGA, "Metti in liquidazione", False),
            ("togli", (R.IN_LIQUIDAZIONE,), R.DA_LIQUIDARE, PAGA, "Togli dalla liquidazione", True),
            ("paga", (R.IN_LIQUIDAZIONE,), R.PAGATA, PAGA, "Registra il mandato", False),
            ("consegna_buono", (R.DA_LIQUIDARE,), R.IN_BUONO, PAGA, "Consegna il buono", False),
            ("chiudi_buono", (R.IN_BUONO,), R.PAGATA, PAGA, "Chiudi il buono", False),
            ("sospendi", (R.DA_LIQUIDARE,), R.SOSPESA, DECIDE, "Sospendi", True),
            ("riprendi", (R.SOSPESA,), R.DA_LIQUIDARE, PAGA, "Riprendi", True),
            ("annulla", (R.DA_LIQUIDARE, R.SOSPESA, R.IN_BUONO), R.ANNULLATA, DECIDE, "Annulla", True),
        )
    ),
)
