"""The minutes of the team: drafted, corrected, approved, printed, numbered and sent, each step once."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import calcola_perimetro
from adi_platform.outbox.services.accoda import accoda_messaggio
from adi_platform.riunioni.enums import ChiLegge, Presenza, StatoRiunione
from adi_platform.riunioni.models import Decisione, Partecipante, Riunione
from adi_platform.riunioni.services.riunioni import muovi_riunione
from adi_platform.riunioni.services.verbale import registra_verbale
from cases.models import CasoAdi
from equipe.documents.verbale import contesto_verbale
from equipe.models import IncontroEquipe, VerbaleEquipe
from equipe.permissions import VEDE_INCONTRI
from equipe.services.accessi import senza_accesso
from equipe.services.posta_inviti import indirizzo_altrove

TIPO_VERBALE = "equipe.verbale"
TIPO_ESTRATTO = "equipe.verbale_estratto"
REGISTRO = "equipe"
EVENTO = "equipe.verbale_trasmesso"
CAMBIATO = "Mentre leggevi sono cambiate presenze o decisioni: rileggi e approva di nuovo."
# For who has no account: a letter that opens nothing, so nothing is asked before it leaves.
SENZA_ACCOUNT = "equipe.verbale_registrato"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbaleLeggibile:
    """What all the partners of the meeting read. `testo` is empty when the discussion is reserved; `documento` None
    when the copy was withdrawn.
    """

    segnatura: str
    presenze: tuple[dict[str, str], ...]
    decisioni: tuple[dict[str, str], ...]
    testo: str
    documento: Documento | None


@transaction.atomic
def salva_verbale(
    *, incontro: IncontroEquipe, testo: str, riservato: bool, attesa: int, operatore: Utente
) -> VerbaleEquipe:
    """Write the text. `attesa` is the version that was read (0: there was no draft yet).

    Raises ConflittoDiVersione when somebody saved in between, DominioError before the meeting or after
    the approval.
    """
    riunione = Riunione.objects.select_for_update(of=("self",)).get(pk=incontro.riunione_id)
    if riunione.stato not in (StatoRiunione.SVOLTA, StatoRiunione.VERBALE_BOZZA):
        raise DominioError("Il verbale si scrive dopo l'incontro e fino all'approvazione.")
    if not testo.strip():
        raise DominioError("Scrivi che cosa si è detto.", campo="testo")
    if not riservato:
        _esigi_senza_riservate(riunione, testo)
    riga, nuova = VerbaleEquipe.objects.get_or_create(
        incontro=incontro, defaults={"testo": testo, "aggiornato_da": operatore}
    )
    riga = VerbaleEquipe.blocca_versione(pk=riga.pk, attesa=0 if nuova else attesa)
    riga.testo, riga.riservato, riga.aggiornato_da = testo.strip() + "\n", riservato, operatore
    riga.save()
    if riunione.stato == StatoRiunione.SVOLTA:
        muovi_riunione(riunione=riunione, mossa="scrivi_verbale", operatore=operatore)
    return riga


@transaction.atomic
def approva_verbale(
    *, incontro: IncontroEquipe, attesa: int, operatore: Utente, letto: str | None = None
) -> VerbaleEquipe:
    """From now on nothing of the meeting changes; the files are asked for.

    `attesa` is the version that was read and `letto` the `impronta_del_verbale`, so that nobody approves what they
    have not seen. Raises ConflittoDiVersione when something changed in between.
    """
    verbale = VerbaleEquipe.blocca_versione(pk=incontro.verbale.pk, attesa=attesa)
    riunione = incontro.riunione
    if riunione.partecipanti.filter(presenza=Presenza.INVITATO).exists():
        raise DominioError("Di qualcuno non è scritto se c'era: completa le presenze, poi approva.")
    muovi_riunione(riunione=riunione, mossa="approva_verbale", operatore=operatore)
    if letto is not None and letto != impronta_del_verbale(verbale):
        raise ConflittoDiVersione(CAMBIATO)
    if not verbale.riservato:
        _esigi_senza_riservate(riunione, verbale.testo)
    verbale.approvato_il, verbale.approvato_da, verbale.aggiornato_da = timezone.now(), operatore, operatore
    verbale.documento = _chiedi(verbale, TIPO_VERBALE, operatore=operatore)
    if _di_fuori(riunione).exists():
        verbale.estratto = _chiedi(verbale, TIPO_ESTRATTO, operatore=operatore)
    verbale.save()
    return verbale


def impronta_del_verbale(verbale: VerbaleEquipe) -> str:
    """SHA-256 of all that the approval freezes, readers of each decision included."""
    return hashlib.sha256(json.dumps(contesto_verbale(verbale, intero=True)).encode()).hexdigest()


def quando_il_verbale_e_pronto(documento: Documento) -> None:
    """When the last file is ready: sending and number, once, in the transaction that stores it."""
    with transaction.atomic():
        suo = VerbaleEquipe.objects.filter(Q(documento=documento) | Q(estratto=documento))
        # The lock first, then the files by another query: who waited must see what the other has finished.
        chiave = suo.select_for_update(of=("self",)).values_list("pk", flat=True).first()
        if chiave is None:
            return
        verbale = (
            VerbaleEquipe.objects.select_related(
                "incontro__riunione__ambito", "incontro__riunione__segretario", "documento", "estratto"
            )
            .filter(pk=chiave, registrazione__isnull=True)
            .first()
        )
        if verbale is None or verbale.documento is None:
            return
        if verbale.documento.pronto and (verbale.estratto is None or verbale.estratto.pronto):
            _registra_e_trasmetti(verbale, verbale.documento)


def verbale_di(incontro: IncontroEquipe) -> VerbaleLeggibile | None:
    """The minutes as the partners of that very meeting may read them; None before they are sent.

    Who calls checks that the meeting is theirs.
    """
    verbale = (
        VerbaleEquipe.objects.filter(incontro=incontro, registrazione__isnull=False)
        .select_related("registrazione", "documento", "estratto")
        .first()
    )
    if verbale is None or verbale.registrazione is None:
        return None
    copia = contesto_verbale(verbale, intero=False)
    return VerbaleLeggibile(
        segnatura=verbale.registrazione.segnatura,
        presenze=tuple(copia["presenze"]),
        decisioni=tuple(copia["decisioni"]),
        testo=copia["testo"],
        documento=verbale.per_i_partner,
    )


def _chiedi(verbale: VerbaleEquipe, tipo: str, *, operatore: Utente) -> Documento:
    incontro = verbale.incontro
    giorno = timezone.localdate(incontro.riunione.inizio)
    coda = "" if tipo == TIPO_VERBALE else ", copia per gli altri enti"
    return richiedi_documento(
        tipo=tipo,
        titolo=f"Verbale dell'incontro d'équipe del {giorno:%d/%m/%Y}{coda}",
        contesto=contesto_verbale(verbale, intero=tipo == TIPO_VERBALE),
        ambito=incontro.riunione.ambito,
        operatore=operatore,
        chiave=f"{tipo}:{incontro.pk}",
        caso_id=incontro.caso_id,
        oggetto_tipo=tipo,
        oggetto_id=verbale.pk,
    )


def _registra_e_trasmetti(verbale: VerbaleEquipe, documento: Documento) -> None:
    riunione = verbale.incontro.riunione
    giorno = timezone.localdate(riunione.inizio)
    verbale.registrazione, verbale.trasmesso_il = registra_verbale(
        riunione=riunione,
        documento=documento,
        registro=REGISTRO,
        oggetto=f"Verbale dell'incontro d'équipe del {giorno:%d/%m/%Y}, caso {verbale.incontro.caso_id}",
        operatore=verbale.approvato_da or riunione.segretario,
        trasmetti=lambda: _avvisa(verbale),
    )
    verbale.save()


def _avvisa(verbale: VerbaleEquipe) -> bool:
    """One neutral mail for each person that was called; it says where to read, or whom to ask, not what."""
    riunione = verbale.incontro.riunione
    righe = list(riunione.partecipanti.select_related("utente", "delegato_utente"))
    chiamati = dict.fromkeys(u for p in righe for u in (p.utente, p.delegato_utente) if u)
    usciti = senza_accesso(chiamati, ambito_id=riunione.ambito_id)
    destinatari = [u for u in chiamati if u.pk not in usciti]
    for utente in destinatari:
        _scrivi(verbale, utente.email, _lettera(verbale, utente, utente), chi=str(utente.pk))
    for persona in righe:
        if persona.utente is None and persona.email:
            _scrivi(
                verbale,
                persona.email,
                _lettera(verbale, persona.nome, None),
                chi=f"partecipante:{persona.pk}",
                evento=SENZA_ACCOUNT,
            )
    return bool(destinatari)


def chi_non_lo_legge(verbale: VerbaleEquipe) -> list[Partecipante]:
    """Called to the meeting but with no account that opens: the copy is handed over to them."""
    riunione = verbale.incontro.riunione
    righe = list(riunione.partecipanti.select_related("utente__ente"))
    usciti = senza_accesso((p.utente for p in righe), ambito_id=riunione.ambito_id)
    return [p for p in righe if p.utente is None or p.utente_id in usciti]


def affidate_a(riunione: Riunione, utente: Utente) -> list[Decisione]:
    """What that person was charged with, once the minutes have their number. Who calls checks the meeting."""
    righe = riunione.decisioni.filter(responsabile=utente)
    return list(righe.filter(riunione__incontro_equipe__verbale__registrazione__isnull=False))


def affidate_ad_altri_enti(riunione: Riunione) -> list[Decisione]:
    """Reserved decisions that somebody of another body reads all the same, being charged with them."""
    righe = riunione.decisioni.filter(la_legge=ChiLegge.SERVIZIO, responsabile__ente__isnull=False)
    return list(righe.select_related("responsabile__ente"))


def _scrivi(verbale: VerbaleEquipe, posta: str, lettera: str, *, chi: str, evento: str = EVENTO) -> None:
    oggetto, _, testo = lettera.partition("\n")
    accoda_messaggio(
        evento=evento,
        destinatario_email=posta,
        oggetto=oggetto.strip(),
        testo=testo.strip() + "\n",
        chiave=f"verbale-equipe:{verbale.pk}:{chi}",
        ambito_id=verbale.incontro.riunione.ambito_id,
    )


def _lettera(verbale: VerbaleEquipe, chi: object, utente: Utente | None) -> str:
    """Colleagues go to the meeting, a partner to the meeting in their portal; who opens neither is told whom to
    ask.
    """
    riunione = verbale.incontro.riunione
    dove = _dove(verbale, utente) if utente else ""
    dati: dict[str, Any] = {
        "chi": chi,
        "con_account": utente is not None,
        "riunione": riunione,
        "indirizzo": dove and f"{settings.INDIRIZZO_PUBBLICO}{dove}",
        "segretario": riunione.segretario,
    }
    return render_to_string("equipe/email/verbale_trasmesso.txt", dati)


def _dove(verbale: VerbaleEquipe, utente: Utente) -> str:
    altrove = indirizzo_altrove(utente, verbale.incontro.riunione)
    return altrove or (_pagina(verbale) if _apre(verbale, utente) else "")


def _apre(verbale: VerbaleEquipe, utente: Utente) -> bool:
    """A colleague invited for the meeting only does not open the case."""
    perimetro = calcola_perimetro(utente, al=timezone.localdate())
    casi = CasoAdi.objects.nel_perimetro(perimetro).filter(pk=verbale.incontro.caso_id)
    return VEDE_INCONTRI.ammette(perimetro) and casi.exists()


def _pagina(verbale: VerbaleEquipe) -> str:
    return reverse("equipe-incontro", args=[verbale.incontro.caso_id, verbale.incontro_id])


def _esigi_senza_riservate(riunione: Riunione, testo: str) -> None:
    """A text that the other bodies read does not repeat a decision that they must not read."""
    riservate = riunione.decisioni.exclude(la_legge=ChiLegge.TUTTI).values_list("testo", flat=True)
    ripetuta = next((d for d in riservate if d.strip(" .\n") in testo), None)
    if ripetuta:
        raise DominioError(
            f"Gli altri enti leggerebbero una decisione riservata: «{ripetuta[:80]}». Toglila dal testo, oppure "
            "lascia la discussione al servizio sociale.",
            campo="testo",
        )


def _di_fuori(riunione: Riunione) -> QuerySet[Partecipante]:
    """Of other bodies, with an account or not: to who has none the copy is handed over."""
    return riunione.partecipanti.filter(Q(utente__ente__isnull=False) | Q(utente__isnull=True))
