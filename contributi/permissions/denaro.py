"""Who sees the money and who moves it: the accountant does, who follows, coordinates or decides sees."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from contributi.models import (
    Buono,
    Creditore,
    Esercizio,
    Fondo,
    GiustificativoSpesa,
    Liquidazione,
    PianoErogazione,
    Rata,
    Recupero,
    RendicontoEsercizio,
    Richiesta,
)
from equipe.permissions import segue_il_caso

M = TypeVar("M", bound=Model)

VEDONO_LE_RATE = (
    Ruolo.AMMINISTRATIVO_CONTABILE,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.COORDINATORE,
    Ruolo.DIRIGENTE,
    Ruolo.DPO_AUDITOR,
)
VEDE_EROGAZIONI = Politica.ruoli(*VEDONO_LE_RATE)
VEDE_CONTABILITA = Politica.ruoli(
    Ruolo.AMMINISTRATIVO_CONTABILE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR
)
EROGA = Politica.ruoli(Ruolo.AMMINISTRATIVO_CONTABILE)
SEGNALA_IMPEGNI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
ESERCIZIO = Politica.ruoli(Ruolo.REFERENTE_PARTNER)


def puo_erogare(perimetro: Perimetro, ambito_id: int) -> bool:
    return perimetro.copre(Ruolo.AMMINISTRATIVO_CONTABILE, ambito_id=ambito_id)


def legge_iban(perimetro: Perimetro, ambito_id: int) -> bool:
    """Only who pays reads an account number whole."""
    return puo_erogare(perimetro, ambito_id)


def ambito_che_paga(request: HttpRequest) -> Ambito:
    """The Ambito of the accountant who is working."""
    ambiti = perimetro_di(request).ambiti_come(Ruolo.AMMINISTRATIVO_CONTABILE)
    ambito = Ambito.objects.filter(pk__in=ambiti).order_by("pk").first()
    if ambito is None:
        raise PermissionDenied
    return ambito


def piano_o_404(request: HttpRequest, pk: int) -> PianoErogazione:
    """The plan, if the person may open its request; the read is noted."""
    righe = PianoErogazione.objects.nel_perimetro(perimetro_di(request)).select_related(
        "richiesta__richiedente", "richiesta__misura", "richiesta__caso", "richiesta__ambito", "richiesta__comune",
        "provvedimento__registrazione", "prenotazione__fondo", "creditore", "aggiornato_da",
    )  # fmt: skip
    piano = uno_o_404(righe, pk=pk)
    _annota(request, piano.richiesta)
    return piano


def recupero_o_404(request: HttpRequest, pk: int) -> Recupero:
    righe = Recupero.objects.nel_perimetro(perimetro_di(request)).select_related(
        "richiesta__richiedente", "richiesta__misura", "richiesta__ambito", "provvedimento", "aggiornato_da"
    )
    recupero = uno_o_404(righe, pk=pk)
    _annota(request, recupero.richiesta)
    return recupero


def buono_o_404(request: HttpRequest, pk: int) -> Buono:
    righe = Buono.objects.nel_perimetro(perimetro_di(request)).select_related(
        "titolare", "rata__piano__richiesta__caso", "documento", "ambito", "aggiornato_da"
    )
    buono = uno_o_404(righe, pk=pk)
    _annota(request, buono.rata.piano.richiesta)
    return buono


def rata_o_404(piano: PianoErogazione, pk: int) -> Rata:
    """An instalment of that plan, and of no other."""
    return uno_o_404(Rata.objects.filter(piano=piano).select_related("piano"), pk=pk)


def chi_segue_o_404(request: HttpRequest, piano: PianoErogazione) -> None:
    """The report on a duty belongs to whoever follows the case."""
    if not segue_il_caso(perimetro_di(request), piano.richiesta.caso):
        raise Http404


def annota_fondo(request: HttpRequest, fondo: Fondo) -> None:
    annota_lettura(request, Visto(ambito_id=fondo.ambito_id))


def annota_creditori(request: HttpRequest, righe: list[Creditore]) -> None:
    """One read for each Ambito: the persons among the creditors."""
    per_ambito: dict[int, set[int]] = {}
    for riga in righe:
        if riga.persona_id:
            per_ambito.setdefault(riga.ambito_id, set()).add(riga.persona_id)
    annota_lettura(
        request, *(Visto(ambito_id=a, persone=tuple(sorted(chi))) for a, chi in per_ambito.items())
    )


def liquidazione_o_404(request: HttpRequest, pk: int) -> Liquidazione:
    liquidazione = _dell_ambito(
        request, Liquidazione.objects.select_related("registrazione", "documento", "ambito"), pk
    )
    annota_lettura(request, Visto(ambito_id=liquidazione.ambito_id))
    return liquidazione


def fondo_o_404(request: HttpRequest, pk: int) -> Fondo:
    return _dell_ambito(request, Fondo.objects.select_related("comune", "aggiornato_da"), pk)


def creditore_o_404(request: HttpRequest, pk: int) -> Creditore:
    return _dell_ambito(request, Creditore.objects.select_related("richiesta", "aggiornato_da"), pk)


def esercizio_o_404(request: HttpRequest, pk: int) -> Esercizio:
    return _dell_ambito(
        request, Esercizio.objects.select_related("ente", "comune", "ambito", "aggiornato_da"), pk
    )


def rendiconto_o_404(request: HttpRequest, pk: int) -> RendicontoEsercizio:
    """For the office, and for the shop whose statement it is."""
    perimetro = perimetro_di(request)
    righe = RendicontoEsercizio.objects.select_related(
        "esercizio__ente", "esercizio__ambito", "registrazione"
    )
    propri = righe.filter(esercizio__ambito__in=perimetro.ambiti)
    rendiconto = uno_o_404(propri, pk=pk)
    if not _vede_il_rendiconto(perimetro, rendiconto):
        return uno_o_404(propri.none(), pk=pk)
    return rendiconto


def esercizio_proprio(request: HttpRequest) -> Esercizio:
    """The shop of the signed-in referent. PermissionDenied for the referents of other bodies."""
    esercizio = _esercizi_propri(perimetro_di(request)).select_related("ente", "ambito").first()
    if esercizio is None:
        raise PermissionDenied
    return esercizio


def ha_la_cassa(perimetro: Perimetro) -> bool:
    """True for the referents of an accredited shop."""
    return _esercizi_propri(perimetro).exists()


def _esercizi_propri(perimetro: Perimetro) -> "QuerySet[Esercizio]":
    if perimetro.ente_id is None:
        return Esercizio.objects.none()
    ambiti = perimetro.ambiti_come(Ruolo.REFERENTE_PARTNER)
    return Esercizio.objects.filter(ente=perimetro.ente_id, ambito__in=ambiti)


def apre_la_contabilita(perimetro: Perimetro, documento: Documento) -> bool:
    return VEDE_CONTABILITA.ammette(perimetro)


def apre_il_buono(perimetro: Perimetro, documento: Documento) -> bool:
    """The code is worth money: who pays, and who hands it to the person."""
    buono = (
        Buono.objects.nel_perimetro(perimetro)
        .filter(pk=documento.oggetto_id or 0)
        .select_related("rata__piano__richiesta__caso")
        .first()
    )
    if buono is None:
        return False
    return puo_erogare(perimetro, buono.ambito_id) or segue_il_caso(
        perimetro, buono.rata.piano.richiesta.caso
    )


def apre_il_rendiconto(perimetro: Perimetro, documento: Documento) -> bool:
    riga = (
        RendicontoEsercizio.objects.filter(pk=documento.oggetto_id or 0).select_related("esercizio").first()
    )
    return riga is not None and _vede_il_rendiconto(perimetro, riga)


def apre_il_giustificativo(perimetro: Perimetro, documento: Documento) -> bool:
    riga = (
        GiustificativoSpesa.objects.filter(pk=documento.oggetto_id or 0)
        .values_list("richiesta", flat=True)
        .first()
    )
    return riga is not None and Richiesta.objects.nel_perimetro(perimetro).filter(pk=riga).exists()


def _vede_il_rendiconto(perimetro: Perimetro, rendiconto: RendicontoEsercizio) -> bool:
    esercizio = rendiconto.esercizio
    proprio = perimetro.ha(Ruolo.REFERENTE_PARTNER) and perimetro.ente_id == esercizio.ente_id
    return proprio or (VEDE_CONTABILITA.ammette(perimetro) and esercizio.ambito_id in perimetro.ambiti)


def _dell_ambito(request: HttpRequest, righe: QuerySet[M], pk: int) -> M:
    nel_perimetro: Any = righe
    riga: M = uno_o_404(nel_perimetro.nel_perimetro(perimetro_di(request)), pk=pk)
    return riga


def _annota(request: HttpRequest, richiesta: Richiesta) -> None:
    annota_lettura(request, Visto(ambito_id=richiesta.ambito_id, caso_id=richiesta.caso_id))
