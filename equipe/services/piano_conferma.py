"""Confirm a plan: what was proposed becomes meetings convened, checked again with the facts of now."""

from collections.abc import Sequence
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.riunioni.enums import Organo
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.riunioni import Dove, aggiungi_punto, convoca_riunione
from cases.models import CasoAdi
from equipe.enums import StatoPiano
from equipe.models import (
    IncontroEquipe,
    MembroEquipe,
    NucleoEscluso,
    PersonaProposta,
    Piano,
    PropostaRiunione,
)
from equipe.services.contenuti import nome_funzione, parole_delle_riunioni
from equipe.services.convocazioni import TITOLO, invita
from equipe.services.piani import PianoConDifetti, da_rivedere, difetti_del_piano
from equipe.services.piano_nuclei import DOPO_IL_PATTO, NON_SI_TIENE

MOTIVO_PRIMA, MOTIVO_DOPO = "MR.PATTO", "MR.VERIFICA"


@transaction.atomic
def conferma_piano(*, piano: Piano, attesa: int, operatore: Utente, collegamento: str = "") -> Piano:
    """Convene a meeting for each proposal, once the whole plan is sound with the hours of today.

    Who was convened in the meantime is left out, and the plan says so. `collegamento`: the address of the
    meetings on line; without one, the invitation says who sends it.
    """
    bloccato = da_rivedere(piano, attesa)
    _in_fila(bloccato)
    _lascia_fuori_i_convocati(bloccato)
    frasi = tuple(dict.fromkeys(d.testo for d in difetti_del_piano(bloccato) if d.blocca))
    if frasi:
        raise PianoConDifetti(("Prima di confermare sistema le riunioni segnate.", *frasi))
    proposte = bloccato.proposte.select_related(
        "sede__comune", "stanza", "piano__ambito", "caso__case_manager"
    )
    proposte = proposte.prefetch_related("persone__professionista__utente", "persone__professionista__ente")
    if not proposte:
        raise DominioError("Non resta nessuna riunione da convocare: i nuclei sono già convocati o tolti.")
    if collegamento:
        _una_alla_volta([p for p in proposte if p.sede is None])
    for proposta in proposte:
        _convoca(proposta, operatore, collegamento)
    bloccato.stato, bloccato.confermato_da = StatoPiano.CONFERMATO, operatore
    bloccato.confermato_il, bloccato.aggiornato_da = timezone.now(), operatore
    bloccato.save()
    return bloccato


def _in_fila(piano: Piano) -> None:
    """One confirmation at a time in an Ambito, and no meeting convened by hand on these households."""
    Ambito.objects.select_for_update(no_key=True).get(pk=piano.ambito_id)
    casi = piano.proposte.values("caso")
    list(CasoAdi.objects.select_for_update(of=("self",)).filter(pk__in=casi).order_by("pk"))


def _lascia_fuori_i_convocati(piano: Piano) -> None:
    futuri = IncontroEquipe.objects.filter(
        caso__in=piano.proposte.values("caso"), riunione__inizio__gt=timezone.now()
    ).exclude(riunione__stato__in=NON_SI_TIENE)
    for incontro in futuri.select_related("riunione").order_by("riunione__inizio"):
        inizio = timezone.localtime(incontro.riunione.inizio)
        piano.proposte.filter(caso=incontro.caso_id).delete()
        motivo = f"Nel frattempo è già convocato: riunione del {inizio:%d/%m/%Y} alle {inizio:%H:%M}."
        NucleoEscluso.objects.get_or_create(
            piano=piano, caso_id=incontro.caso_id, defaults={"motivo": motivo}
        )


def _una_alla_volta(a_distanza: Sequence[PropostaRiunione]) -> None:
    """In one virtual room two households would meet."""
    if any(uno.inizio < altro.fine and altro.inizio < uno.fine for uno, altro in combinations(a_distanza, 2)):
        raise DominioError(
            "Due riunioni a distanza sono alla stessa ora: con un indirizzo solo le famiglie si incontrerebbero. "
            "Lascialo vuoto e mettilo poi su ciascuna riunione.",
            campo="collegamento",
        )


def _convoca(proposta: PropostaRiunione, operatore: Utente, collegamento: str) -> None:
    """A meeting of any body: people with an account, then those known by name only."""
    persone = list(proposta.persone.all())
    riunione = convoca_riunione(
        ambito=proposta.piano.ambito,
        organo=Organo.EQUIPE,
        titolo=TITOLO,
        inizio=proposta.inizio,
        fine=proposta.fine,
        dove=_dove(proposta, operatore, collegamento),
        segretario=operatore,
        invitati=list(_con_chi_segue(proposta, persone).items()),
        operatore=operatore,
    )
    membri = MembroEquipe.objects.filter(equipe__caso=proposta.caso, equipe__sciolta_il__isnull=True)
    posta = {str(m): m.email for m in membri.filter(al__isnull=True)}
    for persona in persone:
        if persona.professionista.utente is None:
            Partecipante.objects.create(
                riunione=riunione,
                nome=str(persona.professionista),
                email=posta.get(str(persona.professionista), ""),
                ente=persona.professionista.nome_ente,
                funzione=nome_funzione(persona.funzione),
            )
    for punto in parole_delle_riunioni()["punti"].values():
        aggiungi_punto(riunione=riunione, titolo=punto)
    proposta.riunione = riunione
    proposta.save()
    motivo = MOTIVO_DOPO if proposta.caso.stato in DOPO_IL_PATTO else MOTIVO_PRIMA
    incontro = IncontroEquipe.objects.create(
        caso=proposta.caso, riunione=riunione, motivo=motivo, aggiornato_da=operatore
    )
    invita(incontro, operatore=operatore)


def _con_chi_segue(proposta: PropostaRiunione, persone: Sequence[PersonaProposta]) -> dict[Utente, str]:
    """People with an account and their function; whoever follows the case is always called."""
    invitati = {
        p.professionista.utente: nome_funzione(p.funzione) for p in persone if p.professionista.utente
    }
    manager = proposta.caso.case_manager
    if manager is not None and manager.is_active:
        invitati.setdefault(manager, nome_funzione("RU.CM"))
    return invitati


def _dove(proposta: PropostaRiunione, operatore: Utente, collegamento: str) -> Dove:
    if proposta.sede and proposta.stanza:
        return Dove(luogo=f"{proposta.sede.nome_col_comune}, {proposta.stanza.nome}")
    if collegamento:
        return Dove(luogo="A distanza", collegamento=collegamento)
    return Dove(luogo=f"A distanza: l'indirizzo lo manda {operatore}")
