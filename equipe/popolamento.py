"""Invented teams for the demo, with a meeting to come: answers of every kind, one held back for tomorrow."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE, ROMA
from adi_platform.errori import DominioError
from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.services.riunioni import Dove
from cases.models import CasoAdi
from cases.popolamento.contesto import Contesto
from equipe.models import Equipe, IncontroEquipe
from equipe.rules.composizione import PostoProposto
from equipe.services.composizione import candidati_per, componi
from equipe.services.contenuti import nome_funzione, parole_delle_riunioni
from equipe.services.convocazioni import Convocazione, convoca_incontro
from equipe.services.equipe import aggiungi_membro, costituisci_equipe
from equipe.services.risposte import Detto, rispondi

QUANTE = 4
DA_PIANIFICARE = 6  # teams not convened yet: work for the planner
SABATO = 5
FUNZIONI = (("RU.EDU", "RU.OPCPI"), ("RU.EDU", "RU.OPCPI", "RU.SERD"), ("RU.EDU", "RU.SCU"), ("RU.OPCPI",))
RISPOSTE = (Risposta.ALTRO_ORARIO, Risposta.RIFIUTATO, Risposta.ACCETTATO)


def popola_equipe(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """On the cases of the first social worker of the demo. What the rules refuse is left out."""
    if contesto.principale is None:
        return
    seguiti = [c for c in casi if c.adi and c.case_manager_id == contesto.principale.pk and _aperto(c)]
    for numero, caso in enumerate(seguiti[: QUANTE + DA_PIANIFICARE]):
        try:
            with transaction.atomic():
                _una(contesto, caso, numero)
        except DominioError:
            continue


def _una(contesto: Contesto, caso: CasoAdi, numero: int) -> None:
    if caso.case_manager is None or Equipe.objects.filter(caso=caso).exists():
        return
    operatore = caso.case_manager
    equipe = costituisci_equipe(
        caso=caso,
        operatore=operatore,
        costituita_il=contesto.fa(12),
        motivo="Lavoro, casa e scuola insieme: servono più sguardi.",
        referente_familiare=caso.nucleo.referente,
    )
    posti = [
        PostoProposto(funzione=f, nome=nome_funzione(f), base=False, quando="", motivi=())
        for f in FUNZIONI[numero % len(FUNZIONI)]
    ]
    candidati = candidati_per(caso, posti)
    scelte = [(p.funzione, candidati[p.funzione][0]) for p in posti if candidati[p.funzione]]
    componi(equipe=equipe, scelte=scelte, operatore=operatore)
    aggiungi_membro(
        equipe=equipe,
        operatore=operatore,
        funzione="RU.MMG",
        dal=contesto.fa(10),
        nome="Medea",
        cognome="Inventata",
        ente_testo="Ambulatorio di prova",
        email="medea.inventata@esempio.invalid",
    )
    if numero < QUANTE:
        _rispondono(_convoca(contesto, equipe, numero), numero)


def _convoca(contesto: Contesto, equipe: Equipe, numero: int) -> IncontroEquipe:
    giorno = CALENDARIO_NAZIONALE.aggiungi_lavorativi(contesto.oggi, 4 + 2 * numero)
    if giorno.weekday() == SABATO:
        giorno += datetime.timedelta(days=2)
    inizio = datetime.datetime.combine(giorno, datetime.time(10 + numero), tzinfo=ROMA)
    parole = parole_delle_riunioni()
    dati = Convocazione(
        inizio=inizio,
        fine=inizio + datetime.timedelta(hours=1),
        dove=Dove(luogo="Sala della Prova"),
        motivo=list(parole["motivi"])[numero % len(parole["motivi"])],
        membri=list(equipe.membri.filter(al__isnull=True).select_related("utente")),
        punti=list(parole["punti"].values())[:3],
    )
    return convoca_incontro(caso=equipe.caso, dati=dati, operatore=equipe.case_manager)


def _rispondono(incontro: IncontroEquipe, numero: int) -> None:
    """The first household waits for everybody; in the others somebody has answered."""
    altri = incontro.riunione.partecipanti.filter(utente__isnull=False, risposta=Risposta.IN_ATTESA)
    for posto, riga in enumerate(altri.select_related("utente", "riunione").order_by("pk")):
        if not numero or riga.utente is None or posto > 1:
            continue
        risposta = RISPOSTE[(numero + posto) % len(RISPOSTE)]
        detto = Detto(
            motivo="Quel giorno ho già un impegno." if risposta != Risposta.ACCETTATO else "",
            inizio=timezone.localtime(incontro.riunione.inizio, ROMA) + datetime.timedelta(days=1, hours=1),
        )
        rispondi(partecipante=riga, risposta=risposta, detto=detto, operatore=riga.utente)


def _aperto(caso: CasoAdi) -> bool:
    return caso.stato not in ("chiuso", "trasferito")
