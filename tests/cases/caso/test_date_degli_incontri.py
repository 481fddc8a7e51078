"""A meeting is fixed in the days to come and held after the application; what already happened has its own act."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from cases.enums import CanaleConvocazione, EsitoIncontro, ModalitaIncontro, StatoCaso, TipoAppuntamento
from cases.models import Appuntamento, CasoAdi
from cases.services.appuntamenti import (
    AvvisiDaConfermare,
    avvisi_di,
    fissa_appuntamento,
    sposta_appuntamento,
)
from cases.services.convocazioni import convoca
from cases.services.esiti import DatiEsito, registra_esito, registra_presentazione_spontanea
from tests.casi import crea_appuntamento, crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

GIORNO = datetime.timedelta(days=1)


def _alle_dieci(giorno: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(giorno, datetime.time(10)))


def _fissa(
    cast: Cast, caso: CasoAdi, giorno: datetime.date, tipo: str, *, confermato: bool = True
) -> Appuntamento:
    return fissa_appuntamento(
        caso=caso, tipo=tipo, inizio=_alle_dieci(giorno), durata_minuti=60, modalita=ModalitaIncontro.SEDE,
        sede=None, luogo="Sede di prova", con=cast.anna_verdi, operatore=cast.anna_verdi, al=oggi(),
        confermato=confermato,
    )  # fmt: skip


def _esito(cast: Cast, a: Appuntamento, esito: str, il: datetime.date, **altro: Any) -> Appuntamento:
    a.refresh_from_db()
    return registra_esito(
        appuntamento=a, versione=a.versione, dati=DatiEsito(esito=esito, il=il, **altro),
        operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip


def _spontanea(cast: Cast, caso: CasoAdi, giorno: datetime.date) -> Appuntamento:
    return registra_presentazione_spontanea(
        caso=caso, quando=_alle_dieci(giorno), con=cast.anna_verdi, nota="", registrato_gepi_il=None,
        operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip


@pytest.mark.parametrize("giorno", [datetime.date(2020, 5, 4), oggi() - 31 * GIORNO])
def test_non_si_fissa_ne_si_sposta_in_un_giorno_passato(cast: Cast, giorno: datetime.date) -> None:
    caso = crea_caso(cast)
    with pytest.raises(DominioError, match="è già passato") as rifiuto:
        _fissa(cast, caso, giorno, TipoAppuntamento.PRIMO_INCONTRO)
    assert rifiuto.value.campo == "giorno"
    fissato = crea_appuntamento(caso, cast.anna_verdi)
    with pytest.raises(DominioError, match="è già passato") as rifiuto:
        sposta_appuntamento(
            appuntamento=fissato, versione=fissato.versione, inizio=_alle_dieci(giorno),
            operatore=cast.anna_verdi, al=oggi(), confermato=True,
        )  # fmt: skip
    assert rifiuto.value.campo == "giorno"
    assert _fissa(cast, caso, oggi(), TipoAppuntamento.ALTRO).pk


def test_un_appuntamento_di_ieri_si_scrive_con_una_conferma_e_mai_prima_della_domanda(cast: Cast) -> None:
    """Agreed by voice on Friday and written on Monday, with what came of it: not a spontaneous presentation."""
    caso, ieri = crea_caso(cast), oggi() - GIORNO
    assert "già passato" in " ".join(
        avvisi_di(_fissa(cast, caso, ieri, TipoAppuntamento.PRIMO_INCONTRO), al=oggi())
    )
    with pytest.raises(AvvisiDaConfermare):
        _fissa(cast, caso, ieri, TipoAppuntamento.ALTRO, confermato=False)
    appena_arrivata = crea_caso(cast, data_pad=oggi(), case_manager=None)
    with pytest.raises(DominioError, match="È prima") as rifiuto:
        _fissa(cast, appena_arrivata, ieri, TipoAppuntamento.PRIMO_INCONTRO)
    assert rifiuto.value.campo == "giorno"


def test_la_pagina_mette_il_messaggio_accanto_al_giorno_e_tiene_il_resto(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.anna_verdi).post(
        reverse("appuntamento-nuovo", args=[caso.pk]),
        {"tipo": "primo_incontro", "giorno": "2020-05-04", "ora": "10:00", "durata_minuti": "60",
         "modalita": "sede", "sede": "", "luogo": "Sala comunale", "con": cast.anna_verdi.pk,
         "confermato": "on"},
    )  # fmt: skip
    assert risposta.status_code == 422
    assert "Il giorno è già passato" in str(risposta.context["form"].errors["giorno"])
    assert "Sala comunale" in risposta.text


def test_un_secondo_primo_incontro_non_si_fissa(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, stato=StatoCaso.INCONTRATO)
    avvenuto = oggi() - 10 * GIORNO
    with pytest.raises(DominioError, match=f"è già avvenuto il {avvenuto:%d/%m/%Y}") as rifiuto:
        _fissa(cast, caso, oggi() + 5 * GIORNO, TipoAppuntamento.PRIMO_INCONTRO)
    assert rifiuto.value.campo == "tipo"
    assert _fissa(cast, caso, oggi() + 5 * GIORNO, TipoAppuntamento.MONITORAGGIO).pk
    modulo = entra(cast.anna_verdi).get(reverse("appuntamento-nuovo", args=[caso.pk])).text
    assert f'value="{TipoAppuntamento.MONITORAGGIO.value}" selected' in modulo


def test_una_convocazione_di_gruppo_dice_quale_famiglia_e_gia_stata_incontrata(
    cast: Cast, entra: Entra
) -> None:
    casi = [crea_caso(cast), crea_caso(cast, stato=StatoCaso.INCONTRATO, cognome="Giavista")]
    risposta = entra(cast.anna_verdi).post(
        reverse("caso-convoca-scelti"),
        {"caso": [c.pk for c in casi], "giorno": (oggi() + 9 * GIORNO).isoformat(), "ora": "09:00",
         "durata_minuti": "45", "sede": cast.territorio.sede.pk, "confermato": "on", "invia": "1"},
    )  # fmt: skip
    assert risposta.status_code == 422
    assert "Giavista Maria: Il primo incontro è già avvenuto" in risposta.text
    assert not Appuntamento.objects.filter(caso=casi[0]).exists()


def test_un_incontro_gia_avvenuto_si_registra_ma_non_prima_della_domanda(cast: Cast) -> None:
    domanda = oggi() - 30 * GIORNO
    caso = crea_caso(cast, data_pad=domanda)
    with pytest.raises(DominioError, match=f"domanda INPS, che è del {domanda:%d/%m/%Y}") as rifiuto:
        _spontanea(cast, caso, domanda - GIORNO)
    assert rifiuto.value.campo == "giorno"
    assert _spontanea(cast, caso, domanda).esito == EsitoIncontro.SPONTANEO
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.INCONTRATO


def test_fra_la_domanda_e_il_pad_ci_si_puo_incontrare(cast: Cast) -> None:
    prima_del_pad = oggi() - 35 * GIORNO
    caso, senza_domanda = crea_caso(cast), crea_caso(cast)
    caso.data_domanda = oggi() - 40 * GIORNO
    caso.save()
    assert _spontanea(cast, caso, prima_del_pad).pk
    senza_domanda.data_domanda = None
    senza_domanda.save()
    with pytest.raises(DominioError, match="prima del PAD"):
        _spontanea(cast, senza_domanda, prima_del_pad)


def test_l_esito_non_viene_prima_della_domanda_della_convocazione_o_dell_assenza(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=oggi() - 30 * GIORNO, stato=StatoCaso.CONVOCATO)
    a = crea_appuntamento(caso, cast.anna_verdi, giorni=-3, convocato_il=oggi() - 10 * GIORNO)
    prove = (
        (EsitoIncontro.SVOLTO, datetime.date(2020, 5, 4), "prima della domanda"),
        (EsitoIncontro.SVOLTO, oggi() - 11 * GIORNO, "La convocazione è del"),
        (EsitoIncontro.ASSENZA_DA_GIUSTIFICARE, oggi() - 4 * GIORNO, "l'assenza non può venire prima"),
    )
    for esito, il, frase in prove:
        with pytest.raises(DominioError, match=frase) as rifiuto:
            _esito(cast, a, esito, il)
        assert rifiuto.value.campo == "il"
    assert _esito(cast, a, EsitoIncontro.SVOLTO, oggi() - 3 * GIORNO).esito == EsitoIncontro.SVOLTO


def test_la_convocazione_non_viene_prima_della_domanda(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=oggi() - 30 * GIORNO)
    a = crea_appuntamento(caso, cast.anna_verdi)
    with pytest.raises(DominioError, match="prima della domanda") as rifiuto:
        convoca(
            appuntamento=a, canale=CanaleConvocazione.RACCOMANDATA, il=oggi() - 31 * GIORNO,
            operatore=cast.anna_verdi, al=oggi(),
        )  # fmt: skip
    assert rifiuto.value.campo == "il"
