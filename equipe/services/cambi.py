"""What changes in a team: a post that passes to somebody else, the day it was constituted; before, after, why."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi, Persona
from equipe.enums import PostoEquipe
from equipe.models import CambioEquipe, Equipe, MembroEquipe
from equipe.services.contenuti import FUNZIONE_CASE_MANAGER
from equipe.services.convocazioni import subentra, togli_inviti

UN_GIORNO = datetime.timedelta(days=1)


@transaction.atomic
def cambia_responsabile(
    *, equipe: Equipe, a: Utente, dal: datetime.date, motivo: str, operatore: Utente
) -> Equipe:
    """Another worker answers for the team; the case manager changes with the assignment of the case."""
    riga = _aperta(equipe, dal, motivo)
    if riga.responsabile_id == a.pk:
        raise DominioError(f"È già {a}.", campo="a")
    prima, riga.responsabile = str(riga.responsabile), a
    return _salva(riga, PostoEquipe.RESPONSABILE, (prima, str(a)), dal, motivo, operatore)


@transaction.atomic
def cambia_referente(
    *, equipe: Equipe, a: Persona, dal: datetime.date, motivo: str, operatore: Utente
) -> Equipe:
    """Another adult of the household is the point of contact."""
    riga = _aperta(equipe, dal, motivo)
    if riga.referente_familiare_id == a.pk:
        raise DominioError(f"È già {a}.", campo="a")
    prima = str(riga.referente_familiare) if riga.referente_familiare else ""
    riga.referente_familiare = a
    return _salva(riga, PostoEquipe.REFERENTE, (prima, str(a)), dal, motivo, operatore)


@transaction.atomic
def correggi_costituzione(
    *, equipe: Equipe, costituita_il: datetime.date, motivo: str, operatore: Utente
) -> Equipe:
    """The day was written wrong: the team, and whoever entered on that very day, start on the right one."""
    oggi = timezone.localdate()
    riga = _con_motivo(equipe, motivo)
    prima = riga.costituita_il
    if costituita_il > oggi:
        raise DominioError("Scrivi oggi o un giorno passato.", campo="costituita_il")
    if costituita_il == prima:
        raise DominioError("È già questo giorno.", campo="costituita_il")
    membri = list(riga.membri.select_for_update(of=("self",)))
    dal_primo_giorno = [m for m in membri if m.dal == prima]
    if any(m.dal < costituita_il for m in membri if m not in dal_primo_giorno):
        raise DominioError("Qualcuno è entrato prima di quel giorno.", campo="costituita_il")
    if any(m.al is not None and m.al < costituita_il for m in dal_primo_giorno):
        raise DominioError("Qualcuno ha lasciato l'équipe prima di quel giorno.", campo="costituita_il")
    for membro in dal_primo_giorno:
        membro.dal, membro.aggiornato_da = costituita_il, operatore
        membro.save()
    riga.costituita_il = costituita_il
    giorni = (f"{prima:%d/%m/%Y}", f"{costituita_il:%d/%m/%Y}")
    return _salva(riga, PostoEquipe.COSTITUZIONE, giorni, oggi, motivo, operatore)


@transaction.atomic
def segui_assegnazione(*, caso: CasoAdi, operatore: Utente) -> None:
    """The new case manager of the case takes the post in the team; the earlier one keeps their days."""
    equipe = Equipe.objects.select_for_update(of=("self",)).filter(caso=caso, sciolta_il__isnull=True).first()
    nuovo = caso.case_manager
    if equipe is None or nuovo is None or equipe.case_manager_id == nuovo.pk:
        return
    ultima = caso.assegnazioni.order_by("-dal", "-pk").first()
    dal = max(ultima.dal if ultima else timezone.localdate(), equipe.costituita_il)
    motivo = (ultima.motivo if ultima else "")[:200] or "Il caso è stato assegnato."
    escono = Q(funzione=FUNZIONE_CASE_MANAGER) | Q(utente=nuovo)
    for membro in equipe.membri.filter(escono, al__isnull=True).select_related("utente"):
        membro.al, membro.motivo_variazione = max(dal - UN_GIORNO, membro.dal), motivo
        membro.aggiornato_da = operatore
        membro.save()
        if membro.utente_id != nuovo.pk:
            togli_inviti(equipe=equipe, membro=membro, operatore=operatore)
    entra = MembroEquipe.objects.create(
        equipe=equipe,
        nome=nuovo.nome,
        cognome=nuovo.cognome,
        funzione=FUNZIONE_CASE_MANAGER,
        ente_testo=caso.ambito.ente_capofila,
        utente=nuovo,
        dal=dal,
        aggiornato_da=operatore,
    )
    subentra(equipe=equipe, a=entra, operatore=operatore)
    prima, equipe.case_manager = str(equipe.case_manager), nuovo
    _salva(equipe, PostoEquipe.CASE_MANAGER, (prima, str(nuovo)), dal, motivo, operatore)


def _con_motivo(equipe: Equipe, motivo: str) -> Equipe:
    riga = blocca(equipe)
    if riga.sciolta_il is not None:
        raise DominioError("Questa équipe è stata sciolta.")
    if not motivo.strip():
        raise DominioError("Scrivi perché cambia.", campo="motivo")
    return riga


def _aperta(equipe: Equipe, dal: datetime.date, motivo: str) -> Equipe:
    riga = _con_motivo(equipe, motivo)
    if not riga.costituita_il <= dal <= timezone.localdate():
        raise DominioError("Il cambio parte da oggi o da un giorno in cui l'équipe c'era già.", campo="dal")
    return riga


def _salva(
    equipe: Equipe,
    che_cosa: PostoEquipe,
    nomi: tuple[str, str],
    dal: datetime.date,
    motivo: str,
    operatore: Utente,
) -> Equipe:
    equipe.aggiornato_da = operatore
    equipe.save()
    CambioEquipe.objects.create(
        equipe=equipe,
        che_cosa=che_cosa,
        prima=nomi[0],
        dopo=nomi[1],
        dal=dal,
        motivo=motivo.strip(),
        aggiornato_da=operatore,
    )
    return equipe
