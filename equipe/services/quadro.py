"""Acts of the Quadro di analisi: start, rate, conclude, look again after a while.

D.Lgs. 147/2017 art. 5. Ratings are never changed: a new one takes the place of the one before.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from cases.enums import StatoAnalisi
from cases.models import CasoAdi, Persona
from equipe.enums import StatoQuadro
from equipe.models import Quadro, Valutazione
from equipe.rules.quadro import FUNZIONE_RESPONSABILE, MASSIMO_PRIORITA, Dominio, VoceQuadro
from equipe.services.quadro_modulo import modello_di, modulo_in_uso
from equipe.services.termine_patto import ESITO_EQUIPE, fai_decorrere

Chiave = tuple[str, int | None]
ACCOLTA_DA = "da_contributo__deciso_da"


@dataclass(frozen=True, slots=True, kw_only=True)
class Giudizio:
    """What one person writes on one item. `valore` None goes with a reason in `fuori_scala`."""

    voce: str
    valore: int | None
    fuori_scala: str = ""
    evidenza: str = ""
    fonte: str = ""
    il: datetime.date | None = None
    prioritaria: bool = False
    altra_lettura: str = ""
    altra_di: str = ""
    altra_valore: int | None = None


@transaction.atomic
def inizia_quadro(*, caso: CasoAdi, operatore: Utente, al: datetime.date) -> Quadro:
    """Open the first period: only when the analysis asks for the team, or the team is there."""
    bloccato = blocca(caso)
    if bloccato.quadri.exists():
        raise DominioError("Il Quadro di questo caso è già stato iniziato.")
    conclusa = bloccato.analisi.filter(stato=StatoAnalisi.FINALIZZATA).order_by("-numero").first()
    if conclusa is None:
        raise DominioError("Prima si conclude l'analisi preliminare.")
    chiesta = conclusa.esiti.filter(codice=ESITO_EQUIPE).exists()
    if not chiesta and not bloccato.equipe.filter(sciolta_il__isnull=True).exists():
        raise DominioError(
            "Gli esiti dell'analisi non chiedono l'équipe e non ce n'è una: il Quadro non serve."
        )
    return Quadro.objects.create(
        caso=bloccato,
        modulo=modulo_in_uso(bloccato.ambito),
        iniziato_il=al,
        aggiornato_da=operatore,
    )


@transaction.atomic
def rivedi_quadro(*, caso: CasoAdi, motivo: str, operatore: Utente, al: datetime.date) -> Quadro:
    """Open the next period: the earlier ratings stay where they are, to be compared with the new ones."""
    bloccato = blocca(caso)
    ultimo = bloccato.quadri.order_by("-numero").first()
    if ultimo is None or ultimo.in_bozza:
        raise DominioError("Si rivede solo un Quadro concluso.")
    if not motivo.strip():
        raise DominioError("Scrivi perché si rivede.", campo="motivo")
    return Quadro.objects.create(
        caso=bloccato,
        numero=ultimo.numero + 1,
        modulo=modulo_in_uso(bloccato.ambito),
        motivo=motivo.strip(),
        iniziato_il=al,
        aggiornato_da=operatore,
    )


@transaction.atomic
def valuta(
    *,
    quadro: Quadro,
    dominio: Dominio,
    persona: Persona | None,
    giudizi: Sequence[Giudizio],
    funzioni: Collection[str],
    attesa: int,
    operatore: Utente,
) -> list[Valutazione]:
    """Write the ratings of one domain, only those that change. `funzioni`: codes held today by the author.

    `attesa`: key of the last rating of this domain and subject that the author has read (0: none).
    Raises ConflittoDiVersione when an item that the author changes was rated in between; two people may
    write on different items of one domain.
    """
    riga = blocca(quadro)
    if not riga.in_bozza:
        raise DominioError("Questo Quadro è concluso: per nuove valutazioni si apre un altro periodo.")
    vigenti, persona_id = in_vigore(riga), persona.pk if persona else None
    mie = voci_cambiate(riga, persona, giudizi, da=attesa)
    nuove = [g for g in giudizi if g.voce in mie and _cambia(vigenti.get((g.voce, persona_id)), g)]
    if any(v.pk > attesa for g in nuove if (v := vigenti.get((g.voce, persona_id)))):
        raise ConflittoDiVersione("Una voce che hai cambiato è stata valutata mentre la compilavi.")
    scritte = [_scrivi(riga, dominio, persona, g, funzioni, operatore) for g in nuove]
    _poche_priorita(riga)
    if scritte:
        riga.aggiornato_da = operatore
        riga.save()
    return scritte


@transaction.atomic
def concludi_quadro(*, quadro: Quadro, operatore: Utente) -> Quadro:
    """From now on this period never changes; the standard to the Patto counts from today."""
    riga = blocca(quadro)
    if not riga.in_bozza:
        raise DominioError("Questo Quadro è già concluso.")
    if quanti := riga.contributi.in_attesa().count():
        raise DominioError(f"Prima guarda i contributi degli altri enti: {quanti} in attesa.")
    vigenti = in_vigore(riga)
    if not vigenti:
        raise DominioError("Il Quadro è vuoto: valuta almeno una voce.")
    if not any(v.prioritaria for v in vigenti.values()):
        raise DominioError("Scegli almeno una voce prioritaria: da lì partono gli obiettivi del Patto.")
    riga.stato, riga.finalizzato_il = StatoQuadro.FINALIZZATO, timezone.now()
    riga.finalizzato_da = riga.aggiornato_da = operatore
    riga.save()
    if riga.numero == 1:
        fai_decorrere(riga.caso, inizio=timezone.localdate(), da_che_cosa="del Quadro di analisi")
    return riga


def quadro_corrente(caso: CasoAdi) -> Quadro | None:
    """The last period."""
    return (
        Quadro.objects.filter(caso=caso)
        .select_related("modulo", "finalizzato_da", "aggiornato_da")
        .order_by("-numero")
        .first()
    )


def voci_cambiate(
    quadro: Quadro, persona: Persona | None, giudizi: Sequence[Giudizio], *, da: int
) -> set[str]:
    """Items that differ from what was in force when the rating `da` was the last."""
    lette, persona_id = in_vigore(quadro, fino_a=da), persona.pk if persona else None
    return {g.voce for g in giudizi if _cambia(lette.get((g.voce, persona_id)), g)}


def in_vigore(quadro: Quadro, *, fino_a: int | None = None) -> dict[Chiave, Valutazione]:
    """The last rating of each item and subject in this period; `fino_a`: as it was at that rating."""
    righe = quadro.valutazioni.select_related("autore", "persona", ACCOLTA_DA).order_by("pk")
    if fino_a is not None:
        righe = righe.filter(pk__lte=fino_a)
    return {(v.voce, v.persona_id): v for v in righe}


def ultima_del_dominio(quadro: Quadro, dominio: Dominio, persona: Persona | None) -> int:
    """Key of the last rating of a domain on one subject; 0 when there is none."""
    righe = quadro.valutazioni.filter(voce__in=[v.codice for v in dominio.voci], persona=persona)
    ultima = righe.order_by("-pk").values_list("pk", flat=True).first()
    return ultima or 0


def priorita_di(caso: CasoAdi) -> list[Valutazione]:
    """The priority items of the last period, for whoever links them to objectives.

    Those about somebody who has left the household ask for nothing any more.
    """
    quadro = quadro_corrente(caso)
    if quadro is None:
        return []
    priorita = [v for v in in_vigore(quadro).values() if v.prioritaria]
    if not any(v.persona_id for v in priorita):
        return priorita
    dentro = set(caso.componenti.filter(uscito_il__isnull=True).values_list("persona", flat=True))
    return [v for v in priorita if v.persona_id is None or v.persona_id in dentro]


def nome_voce(valutazione: Valutazione) -> str:
    """The words of the item in the table with which it was rated."""
    voce = modello_di(valutazione.quadro).voce(valutazione.voce)
    return voce.nome if voce else valutazione.voce


def _scrivi(
    quadro: Quadro,
    dominio: Dominio,
    persona: Persona | None,
    giudizio: Giudizio,
    funzioni: Collection[str],
    operatore: Utente,
) -> Valutazione:
    voce = next((v for v in dominio.voci if v.codice == giudizio.voce), None)
    if voce is None or not voce.ne_parla(funzioni):
        raise DominioError("Questa voce la valuta chi ha un'altra funzione in équipe.")
    controlla_giudizio(quadro, giudizio)
    fuori = bool(giudizio.fuori_scala)
    return Valutazione.objects.create(
        quadro=quadro,
        voce=voce.codice,
        persona=persona,
        valore=None if fuori else giudizio.valore,
        fuori_scala=giudizio.fuori_scala,
        evidenza=giudizio.evidenza.strip(),
        fonte=giudizio.fonte,
        il=giudizio.il or timezone.localdate(),
        prioritaria=giudizio.prioritaria,
        altra_lettura=giudizio.altra_lettura.strip(),
        altra_di=giudizio.altra_di.strip(),
        altra_valore=giudizio.altra_valore,
        autore=operatore,
        funzione=_funzione_usata(voce, funzioni),
    )


def controlla_giudizio(quadro: Quadro, giudizio: Giudizio) -> None:
    modello = modello_di(quadro)
    valori = [v for v in (giudizio.valore, giudizio.altra_valore) if v is not None]
    if any(modello.livello(v) is None for v in valori):
        raise DominioError("Questa valutazione non è nella scala.", campo=f"{giudizio.voce}:valore")
    if giudizio.valore is not None and not (giudizio.evidenza.strip() and giudizio.fonte):
        raise DominioError("Scrivi che cosa lo mostra e da dove viene.", campo=f"{giudizio.voce}:evidenza")
    if giudizio.il is not None and giudizio.il > timezone.localdate():
        raise DominioError("La data non può essere futura.", campo=f"{giudizio.voce}:il")


def _funzione_usata(voce: VoceQuadro, funzioni: Collection[str]) -> str:
    if FUNZIONE_RESPONSABILE in funzioni:
        return FUNZIONE_RESPONSABILE
    return next(f for f in funzioni if f in voce.chi)


def _cambia(vigente: Valutazione | None, giudizio: Giudizio) -> bool:
    """A rating left as it is leaves no new row, and no new author."""
    if vigente is None:
        return giudizio.valore is not None or bool(giudizio.fuori_scala)
    campi = ("valore", "fuori_scala", "evidenza", "fonte", "prioritaria", "altra_lettura", "altra_di",
             "altra_valore", "il")  # fmt: skip
    return any(_pulito(getattr(vigente, c)) != _pulito(getattr(giudizio, c)) for c in campi)


def _pulito(valore: object) -> object:
    return valore.strip() if isinstance(valore, str) else valore


def _poche_priorita(quadro: Quadro) -> None:
    if sum(v.prioritaria for v in in_vigore(quadro).values()) > MASSIMO_PRIORITA:
        raise DominioError(
            f"Le voci prioritarie di un periodo sono al massimo {MASSIMO_PRIORITA}: toglila da un'altra voce.",
            campo="prioritaria",
        )


def riepilogo(quadro: Quadro) -> Mapping[str, int]:
    """How many items are rated and how many are priorities."""
    vigenti = in_vigore(quadro).values()
    return {"valutate": len(vigenti), "prioritarie": sum(v.prioritaria for v in vigenti)}
