"""Write the draft: choose from the catalogue, add by hand, edit in place, take away."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.enums import Obbligo
from cases.models import ComponenteCaso
from equipe.services.contenuti import funzioni_citate, nomi_enti, nomi_funzioni
from patti.documents.firme import adulto
from patti.models import (
    ContenutoPai,
    ImpegnoPatto,
    ObiettivoPatto,
    ParenteTenuto,
    Patto,
    RisultatoAtteso,
    SostegnoPatto,
)
from patti.rules.catalogo import Catalogo, VoceRisultato
from patti.rules.foto import eta_al, puo_impegnarsi, troppo_piccolo

Parte = TypeVar("Parte", ObiettivoPatto, RisultatoAtteso, SostegnoPatto, ImpegnoPatto, ParenteTenuto)
RIGUARDA_NUCLEO = "nucleo"


def patto_in_bozza(pk: int) -> Patto:
    """The Patto, locked. Raises DominioError once the text has been shared."""
    patto = Patto.objects.select_for_update(of=("self",)).select_related("caso").get(pk=pk)
    if not patto.modificabile:
        raise DominioError("Il testo non si cambia più: riaprilo, oppure rivedi il Patto.")
    return patto


@transaction.atomic
def aggiungi_risultato(
    *,
    patto: Patto,
    catalogo: Catalogo,
    codice: str,
    componenti: Iterable[ComponenteCaso],
    operatore: Utente,
    al: datetime.date,
) -> RisultatoAtteso:
    """Add a result of the catalogue under the objective of its area, in words ready to be changed.

    A reserved result gets an objective of its own, tied to the one person it is about.
    """
    bozza = patto_in_bozza(patto.pk)
    voce = catalogo.risultati.get(codice)
    if voce is None:
        raise DominioError("Questa voce non è nel catalogo dell'Ambito.")
    persone = list(componenti)
    if voce.riguarda != RIGUARDA_NUCLEO and len(persone) != 1:
        raise DominioError("Scegli la persona che riguarda questo risultato.", campo="componenti")
    obiettivo = _obiettivo_per(bozza, catalogo, voce, persone, operatore)
    risultato = RisultatoAtteso.objects.create(
        patto=bozza,
        obiettivo=obiettivo,
        ordine=_in_fondo(bozza, RisultatoAtteso),
        codice=voce.codice,
        testo=voce.testo,
        indicatore=voce.indicatore,
        entro=min(aggiungi_mesi(al, voce.orizzonte_mesi), bozza.valido_al or datetime.date.max),
        aggiornato_da=operatore,
    )
    risultato.componenti.set(persone)
    return risultato


@transaction.atomic
def aggiungi_sostegno(
    *, risultato: RisultatoAtteso, catalogo: Catalogo, codice: str, operatore: Utente, al: datetime.date
) -> SostegnoPatto:
    """Add a support of the catalogue for the members of the result."""
    bozza = patto_in_bozza(risultato.patto_id)
    voce = catalogo.sostegni.get(codice)
    if voce is None:
        raise DominioError("Questa voce non è nel catalogo dell'Ambito.")
    sostegno = SostegnoPatto.objects.create(
        patto=bozza,
        risultato=risultato,
        ordine=_in_fondo(bozza, SostegnoPatto),
        codice=voce.codice,
        testo=f"{voce.nome}: {voce.descrizione}",
        erogatore=nomi_enti().get(voce.erogatori[0], "") if len(voce.erogatori) == 1 else "",
        frequenza=voce.frequenza,
        dal=al,
        al=risultato.entro if risultato.entro and risultato.entro >= al else None,
        aggiornato_da=operatore,
    )
    sostegno.componenti.set(risultato.componenti.all())
    return sostegno


@transaction.atomic
def aggiungi_impegno(
    *,
    risultato: RisultatoAtteso,
    catalogo: Catalogo,
    codice: str,
    componente: ComponenteCaso,
    operatore: Utente,
    al: datetime.date,
) -> ImpegnoPatto:
    """Add a commitment of the catalogue for one member, in the form of address that suits them.

    It carries a condition only when the catalogue says so and the member is an adult with duties.
    """
    bozza = patto_in_bozza(risultato.patto_id)
    voce = catalogo.impegni.get(codice)
    if voce is None:
        raise DominioError("Questa voce non è nel catalogo dell'Ambito.")
    if risultato.obiettivo.riservato:
        raise DominioError("Un obiettivo riservato non ha impegni collegati.")
    _verifica_chi_si_impegna(componente, area=voce.area, al=al)
    di_eta = adulto(componente, al=al)
    obbligato = di_eta and componente.obbligo == Obbligo.OBBLIGATO
    return ImpegnoPatto.objects.create(
        patto=bozza,
        risultato=risultato,
        ordine=_in_fondo(bozza, ImpegnoPatto),
        codice=voce.codice,
        area=voce.area,
        testo=voce.testo_lei if di_eta else voce.testo_tu,
        componente=componente,
        verifica_chi=nomi_funzioni(voce.verifica_chi),
        verifica_ruoli=list(voce.verifica_chi),
        verifica_come=voce.verifica_come,
        frequenza=voce.frequenza,
        dal=al,
        al=risultato.entro if risultato.entro and risultato.entro >= al else None,
        sanzionabile=voce.sanzionabile and obbligato,
        sensibile=voce.sensibile,
        aggiornato_da=operatore,
    )


@transaction.atomic
def crea_parte(
    *,
    patto: Patto,
    modello: type[Parte],
    valori: Mapping[str, Any],
    molti: Mapping[str, Any],
    operatore: Utente,
) -> Parte:
    """Add an objective, a result, a support or a commitment written by hand."""
    bozza = patto_in_bozza(patto.pk)
    if modello is ParenteTenuto and not bozza.del_pai:
        raise DominioError("I parenti tenuti agli alimenti si scrivono nel PAI.")
    parte = modello(patto=bozza, ordine=_in_fondo(bozza, modello), aggiornato_da=operatore)
    return _scrivi(parte, valori, molti)


@transaction.atomic
def modifica_parte(
    *,
    parte: Parte,
    attesa: int,
    valori: Mapping[str, Any],
    molti: Mapping[str, Any],
    operatore: Utente,
) -> Parte:
    """Save a part of the draft. Raises ConflittoDiVersione when somebody saved it in the meantime."""
    patto_in_bozza(parte.patto_id)
    riga = type(parte).blocca_versione(pk=parte.pk, attesa=attesa)
    riga.aggiornato_da = operatore
    return _scrivi(riga, valori, molti)


@transaction.atomic
def togli_parte(*, parte: Parte, operatore: Utente) -> None:
    """Take a part, and what is under it, out of the draft; the history keeps it."""
    patto_in_bozza(parte.patto_id)
    parte.aggiornato_da = operatore
    parte.delete()


@transaction.atomic
def salva_quadro(*, patto: Patto, attesa: int, valori: Mapping[str, Any], operatore: Utente) -> Patto:
    """Save what frames the Patto: people of reference, validity, preferences, monitoring plan."""
    patto_in_bozza(patto.pk)
    riga = Patto.blocca_versione(pk=patto.pk, attesa=attesa)
    for nome, valore in valori.items():
        setattr(riga, nome, valore)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


@transaction.atomic
def salva_pai(*, patto: Patto, attesa: int, valori: Mapping[str, Any], operatore: Utente) -> ContenutoPai:
    """Save the need, the support proposed, the relatives' part. Raises ConflittoDiVersione."""
    bozza = patto_in_bozza(patto.pk)
    riga = ContenutoPai.blocca_versione(pk=bozza.pai.pk, attesa=attesa)
    for nome, valore in valori.items():
        setattr(riga, nome, valore)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def _scrivi(parte: Parte, valori: Mapping[str, Any], molti: Mapping[str, Any]) -> Parte:
    for nome, valore in valori.items():
        setattr(parte, nome, valore)
    if isinstance(parte, ImpegnoPatto):
        _verifica_chi_si_impegna(parte.componente, al=timezone.localdate())
        parte.verifica_ruoli = funzioni_citate(parte.verifica_chi)
        if parte.risultato.obiettivo.riservato:
            raise DominioError("Un obiettivo riservato non ha impegni collegati.")
    parte.save()
    for nome, righe in molti.items():
        getattr(parte, nome).set(righe)
    return parte


def _verifica_chi_si_impegna(componente: ComponenteCaso, *, al: datetime.date, area: str = "") -> None:
    """With the area of a commitment of the catalogue; of one written by hand the worker judges."""
    persona = componente.persona
    eta = eta_al(persona.data_nascita, al=al)
    if troppo_piccolo(eta):
        raise DominioError(
            f"{persona.nome} è ancora troppo piccolo per prendersi un impegno: scegli un adulto.",
            campo="componente",
        )
    if not puo_impegnarsi(eta, area):
        raise DominioError(
            f"{persona.nome} ha {eta} anni: gli impegni di lavoro sono degli adulti (DL 48/2023, art. 6).",
            campo="componente",
        )


def _obiettivo_per(
    patto: Patto, catalogo: Catalogo, voce: VoceRisultato, persone: list[ComponenteCaso], operatore: Utente
) -> ObiettivoPatto:
    """The objective of that area already in the draft, or a new one with the words of the catalogue."""
    persona = persone[0] if voce.riservato and persone else None
    if voce.riservato and persona is None:
        raise DominioError("Un obiettivo riservato riguarda una persona: sceglila.", campo="componenti")
    esistente = patto.obiettivopatto_del_patto.filter(
        area=voce.area, riservato=voce.riservato, persona=persona
    ).first()
    if esistente is not None:
        return esistente
    return ObiettivoPatto.objects.create(
        patto=patto,
        ordine=_in_fondo(patto, ObiettivoPatto),
        codice=f"OG.{voce.area}",
        area=voce.area,
        testo=catalogo.obiettivi.get(voce.area, ""),
        riservato=voce.riservato,
        persona=persona,
        aggiornato_da=operatore,
    )


def _in_fondo(patto: Patto, modello: type[Any]) -> int:
    ultima = modello.objects.filter(patto=patto).order_by("-ordine").first()
    return int(ultima.ordine) + 1 if ultima else 1
