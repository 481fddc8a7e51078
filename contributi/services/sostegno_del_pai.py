"""What the signed PAI fixes of the support, and where a request or a proposal says something else (art. 7)."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Prefetch

from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.ui.formati import euro
from contributi.enums import STATI_DECISI, TIPI_DI_CONCESSIONE, ModoErogazione, StatoProvvedimento
from contributi.models import Misura, Provvedimento, Richiesta
from contributi.rules.dentro_il_pai import GiaChiesto, Sostegno, dentro_il_pai
from contributi.rules.fatti import mesi_in_parole
from contributi.services.misure import misura_letta, modi_ammessi
from contributi.services.situazione import peso
from patti.enums import STATI_FIRMATI
from patti.models import Patto

RIMEDIO = "La domanda sta dentro il PAI: cambiala, oppure prima rivedi il PAI e fallo firmare"


def sostegno_del_pai(patto: Patto) -> str:
    """Measure, amount, months and mode in one sentence; empty when the PAI says nothing of them."""
    pai = patto.pai
    quanto = f"{euro(pai.importo)}{_al_mese(pai.mesi)}" if pai.importo else ""
    return ", ".join(voce for voce in (pai.misura_nome, quanto, pai.get_modo_display()) if voce)


def verifica_dentro_il_pai(
    patto: Patto | None,
    *,
    misura: Misura,
    importo: Decimal,
    mesi: int | None,
    modo: str,
    rinnovo_di: Richiesta | None,
    al: datetime.date,
) -> None:
    """Raises DominioError, beside its field, when more or other is asked than the PAI foresees.

    Inside a transaction: the PAI stays locked, so that two requests do not each find room for themselves.
    """
    if patto is None:
        return
    pai = patto.pai
    esito = dentro_il_pai(
        Sostegno(
            misura=pai.misura,
            misura_nome=pai.misura_nome,
            importo=pai.importo,
            mesi=pai.mesi,
            modo=pai.modo,
            modo_nome=pai.get_modo_display(),
        ),
        Sostegno(misura=misura.codice, importo=importo, mesi=mesi, modo=modo),
        progetto=misura_letta(misura).progetto,
        firmato=patto.stato in STATI_FIRMATI,
        lettura=norme_dell_ambito(misura.ambito_id).valore("contributi.modo_diverso_dal_pai", al=al),
        gia=_gia_chiesti(patto, rinnovati=_rinnovati(rinnovo_di) if pai.mesi else set()),
    )
    fuori = next((m for m in esito.motivi if m.livello == Livello.NON_AMMISSIBILE), None)
    if fuori is not None:
        raise DominioError(f"{fuori.testo} {RIMEDIO} ({fuori.articolo}).", campo=fuori.codice)


def differenze_dal_pai(richiesta: Richiesta, *, importo: Decimal, mesi: int | None, modo: str) -> list[str]:
    """Each difference in words, also what is less. None where the measure does not live inside a project."""
    patto = richiesta.pai
    if patto is None or not misura_letta(richiesta.misura).progetto.richiesto:
        return []
    return list(_differenze(patto, richiesta, importo, mesi, modo))


def modo_che_non_si_paga(patto: Patto | None, misura: Misura) -> str:
    """The PAI and the measure agree on no mode: what to do, in plain words. Empty when they do.

    No request can pass as long as both hold: whatever mode it asks, one of the two refuses it.
    """
    if patto is None or not misura_letta(misura).progetto.richiesto or patto.pai.misura != misura.codice:
        return ""
    pai, modi = patto.pai, modi_ammessi(misura)
    if not pai.modo or pai.modo in modi:
        return ""
    return (
        f"Il PAI prevede «{pai.get_modo_display()}», ma «{misura.nome}» si eroga solo così: "
        f"{', '.join(modi.values()).lower()}. Prima correggi nel PAI come si eroga"
        f"{' e fallo firmare di nuovo' if patto.stato in STATI_FIRMATI else ''}, poi torna qui."
    )


def concordato_nel_pai(richiesta: Richiesta) -> Decimal | None:
    """The whole sum that the person has signed in the PAI: to grant it is not a refusal of the rest."""
    patto = richiesta.pai
    if patto is None or patto.stato not in STATI_FIRMATI or patto.pai.importo is None:
        return None
    return patto.pai.importo * (patto.pai.mesi or 1) if patto.pai.misura == richiesta.misura.codice else None


def _gia_chiesti(patto: Patto, *, rinnovati: set[int]) -> list[GiaChiesto]:
    """The requests that live on this version of the PAI, and what each takes of it.

    A granted one takes what the act still gives, also when it is over; one not granted nothing, a pending one
    what it asks. What a renewal renews is the period before: it does not count.
    """
    Patto.objects.select_for_update(of=("self",)).get(pk=patto.pk)
    concessioni = Provvedimento.objects.filter(
        tipo__in=TIPI_DI_CONCESSIONE, stato=StatoProvvedimento.ADOTTATO
    ).select_related("prenotazione")
    righe = (
        patto.richieste.filter(misura__codice=patto.pai.misura)
        .exclude(pk__in=rinnovati)
        .select_related("registrazione")
        .prefetch_related(Prefetch("provvedimenti", queryset=concessioni, to_attr="concessioni"))
    )
    trovati = [
        GiaChiesto(numero=r.registrazione.segnatura, totale=_peso(r))
        for r in righe.order_by("pk")
        if r.registrazione
    ]
    return [g for g in trovati if g.totale]


def _peso(richiesta: Richiesta) -> Decimal:
    concessioni: list[Provvedimento] = richiesta.concessioni  # type: ignore[attr-defined]  # prefetched above
    if concessioni:
        return sum((peso(atto) for atto in concessioni), Decimal(0))
    return Decimal(0) if richiesta.stato in STATI_DECISI else richiesta.importo * (richiesta.mesi or 1)


def _rinnovati(richiesta: Richiesta | None) -> set[int]:
    """The request that is renewed and those before it."""
    catena: set[int] = set()
    while richiesta is not None and richiesta.pk not in catena:
        catena.add(richiesta.pk)
        richiesta = richiesta.rinnovo_di
    return catena


def _differenze(
    patto: Patto, richiesta: Richiesta, importo: Decimal, mesi: int | None, modo: str
) -> Iterator[str]:
    pai = patto.pai
    if pai.misura and pai.misura != richiesta.misura.codice:
        yield f"Misura: il PAI prevede «{pai.misura_nome}», qui «{richiesta.misura.nome}»."
    if pai.importo is not None and (pai.importo, pai.mesi) != (importo, mesi):
        yield f"Quanto: il PAI prevede {euro(pai.importo)}{_al_mese(pai.mesi)}, qui {euro(importo)}{_al_mese(mesi)}."
    if pai.modo and pai.modo != modo:
        yield f"Come: il PAI prevede «{pai.get_modo_display()}», qui «{ModoErogazione(modo).label}»."


def _al_mese(mesi: int | None) -> str:
    return f" al mese per {mesi_in_parole(mesi)}" if mesi else " in tutto"
