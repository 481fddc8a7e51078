"""The minutes: content sealed at the closing, then PDF, number of the register, mail to the Dirigente, each once."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.repertorio.services.registra import registra
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Riunione
from adi_platform.riunioni.services.riunioni import muovi_riunione
from contributi.documents.verbale import contesto_del_verbale
from contributi.models import CatenaVerbali, Seduta, Verbale, VoceSeduta
from contributi.services.avvisi_commissione import avvisa
from contributi.services.elettorato import in_carica

TIPO_VERBALE = "contributi.verbale"
REGISTRO = "commissioni"


def sigilla_verbale(*, seduta: Seduta, voci: list[VoceSeduta]) -> Verbale:
    """Write the minutes at the end of the chain of the Ambito, number them, ask for their PDF.

    Called last by the closing: the counter of the register stays locked until the commit. The imprint in the
    register is that of the text, because the number is part of the file.
    """
    ambito = seduta.commissione.ambito
    CatenaVerbali.objects.get_or_create(ambito=ambito)
    catena = CatenaVerbali.objects.select_for_update().get(ambito=ambito)
    contenuto = contenuto_del_verbale(seduta, voci)
    verbale = Verbale(
        seduta=seduta,
        ambito=ambito,
        numero=catena.numero + 1,
        contenuto=contenuto,
        impronta_precedente=catena.impronta,
        impronta=impronta_del_verbale(contenuto, numero=catena.numero + 1, precedente=catena.impronta),
    )
    verbale.registrazione = registra(
        ambito=ambito,
        registro=REGISTRO,
        oggetto=f"{seduta.commissione.nome}, {str(verbale).lower()}, impronta {verbale.impronta}",
        documento_sha256=verbale.impronta,
        operatore=seduta.riunione.segretario,
    )
    verbale.documento = richiedi_documento(
        tipo=TIPO_VERBALE,
        titolo=f"Verbale della commissione tecnica, seduta n. {seduta.numero}/{seduta.anno}",
        contesto={
            **contesto_del_verbale(contenuto, impronta=verbale.impronta, precedente=catena.impronta),
            "registro": verbale.registrazione.segnatura,
        },
        ambito=ambito,
        operatore=seduta.riunione.segretario,
        chiave=f"verbale:{seduta.pk}",
        oggetto_tipo=TIPO_VERBALE,
        oggetto_id=seduta.pk,
    )
    verbale.save(force_insert=True)
    catena.numero, catena.impronta = verbale.numero, verbale.impronta
    catena.save(update_fields=["numero", "impronta"])
    return verbale


def impronta_del_verbale(contenuto: dict[str, Any], *, numero: int, precedente: str) -> str:
    return sha256(canonico({**contenuto, "numero": numero, "impronta_precedente": precedente}))


def contenuto_del_verbale(seduta: Seduta, voci: list[VoceSeduta]) -> dict[str, Any]:
    """Session, rules, electorate, exclusions with their reason, votes, outcomes, imprints of what was examined.

    No name of a family: the number of the request says which one to who may open it.
    """
    prese = _prese_d_atto(seduta)
    return {
        **({"prese_d_atto": prese} if prese else {}),
        "commissione": seduta.commissione.nome,
        "seduta": {"id": seduta.pk, "numero": seduta.numero, "anno": seduta.anno},
        "segretario": str(seduta.riunione.segretario),
        "luogo": seduta.riunione.luogo or seduta.riunione.collegamento,
        "aperta_il": _istante(seduta.aperta_il),
        "chiusa_il": _istante(seduta.chiusa_il),
        "regole": seduta.regole,
        "elettorato": [
            {"nome": e.nome, "persona": str(e.persona), "presidente": e.presidente}
            for e in seduta.elettori.order_by("ordine")
        ],
        "proposte": [_proposta(voce) for voce in voci],
    }


def quando_il_verbale_e_pronto(documento: Documento) -> None:
    """Approval and transmission, once, in the transaction that stores the file."""
    with transaction.atomic():
        verbale = (
            Verbale.objects.select_for_update(of=("self",))
            .select_related("seduta__commissione__ambito", "seduta__riunione__segretario")
            .filter(documento=documento, trasmesso_il__isnull=True)
            .first()
        )
        if verbale is not None:
            _trasmetti(verbale)


def dirigenti_di(ambito_id: int, *, al: datetime.date) -> list[Utente]:
    incarichi = Incarico.objects.filter(ambito=ambito_id, ruolo=Ruolo.DIRIGENTE).attivi(al)
    return [i.utente for i in incarichi.select_related("utente").order_by("pk")]


def _trasmetti(verbale: Verbale) -> None:
    """The Dirigente receives the minutes for the acts that follow; the members are told of the outcome."""
    seduta, oggi = verbale.seduta, timezone.localdate()
    riunione = Riunione.objects.get(pk=seduta.riunione_id)  # read again: here only one worker at a time
    if riunione.stato == StatoRiunione.VERBALE_APPROVATO:
        return
    segretario, dirigenti = seduta.riunione.segretario, dirigenti_di(verbale.ambito_id, al=oggi)
    muovi_riunione(riunione=riunione, mossa="approva_verbale", operatore=segretario)
    avvisa(seduta, "verbale_trasmesso", dirigenti)
    componenti = [c.utente for c in in_carica(seduta.commissione, al=oggi)]
    avvisa(seduta, "esito", [u for u in componenti if u not in dirigenti])
    if dirigenti:
        muovi_riunione(riunione=riunione, mossa="trasmetti", operatore=segretario)
        verbale.trasmesso_il = timezone.now()
        verbale.save()


def _prese_d_atto(seduta: Seduta) -> list[dict[str, str]]:
    """Urgent grants told to the commission, by number: no name of a family."""
    righe = seduta.prese_d_atto.select_related(
        "provvedimento__registrazione", "provvedimento__richiesta__misura"
    )
    atti = [riga.provvedimento for riga in righe.order_by("pk")]
    return [
        {
            "numero": atto.registrazione.segnatura if atto.registrazione else "",
            "adottato_il": str(atto.adottato_il or ""),
            "misura": atto.richiesta.misura.nome,
            "totale": str(atto.totale),
            "impronta": atto.impronta,
        }
        for atto in atti
    ]


def _proposta(voce: VoceSeduta) -> dict[str, Any]:
    voti = voce.voti.select_related("elettore").order_by("numero")
    return {
        "ordine": voce.ordine,
        "punto": voce.punto.titolo,
        "misura": voce.proposta.misura.nome,
        "importo": str(voce.proposta.importo),
        "totale": str(voce.proposta.totale),
        "in_deroga": voce.proposta.in_deroga,
        "impronta": voce.impronta,
        "esclusioni": [
            {
                "nome": str(e.utente),
                "persona": str(e.persona),
                "motivo": e.motivo,
                "testo": e.perche,
                "dal": _istante(e.dal),
            }
            for e in voce.esclusioni.select_related("utente").order_by("pk")
        ],
        "voti": [
            {
                "numero": v.numero,
                "nome": v.elettore.nome,
                "persona": str(v.elettore.persona),
                "versione": v.versione,
                "scelta": v.scelta,
                "testo": v.get_scelta_display(),
                "motivo": v.motivo,
                "espresso_il": _istante(v.espresso_il),
                "impronta": v.impronta,
            }
            for v in voti
        ],
        "scrutinio": voce.scrutinio,
        "esito": voce.esito,
        "esito_testo": voce.get_esito_display(),
    }


def _istante(quando: datetime.datetime | None) -> str:
    """On the clock of Rome, with its offset and to the microsecond."""
    return timezone.localtime(quando).isoformat(timespec="microseconds") if quando else ""
