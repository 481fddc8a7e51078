"""What the office is told that an invited person reads is what that person reads, word for word."""

from collections.abc import Collection

import pytest
from django.urls import reverse

from cases.enums import StatoCaso
from cases.models import CasoAdi
from equipe.models import IncontroEquipe
from equipe.services.anteprime import estratti_degli_invitati
from equipe.services.convocazioni import Convocazione, convoca_incontro
from protocollo.models import Condivisione
from protocollo.services import proiezioni
from protocollo.services.riunioni import estratto_riunione
from tests.casi import crea_caso
from tests.conftest import Entra
from tests.equipe.scena import SALA, equipe_di, tra
from tests.people import Cast

BISOGNO = "Senza lavoro da più di un anno"


@pytest.fixture
def dati(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> tuple[CasoAdi, Convocazione]:
    caso = crea_caso(cast, stato=StatoCaso.INCONTRATO, cognome="Inventatissima")
    equipe = equipe_di(
        caso, cast, (cast.nico_cpi, "RU.OPCPI"), (cast.lia_scuola, "RU.SCU"), (cast.neri_asl, "RU.SERD")
    )

    def bisogni(caso: CasoAdi, funzione: str, *, persone: Collection[int]) -> tuple[str, ...]:
        return tuple(BISOGNO for _ in persone)

    monkeypatch.setattr(proiezioni, "bisogni_per", bisogni)
    membri = list(equipe.membri.all())
    return caso, Convocazione(inizio=tra(5), fine=tra(5, 11), dove=SALA, motivo="MR.PATTO", membri=membri)


def test_l_anteprima_dice_tutto_cio_che_si_leggera(
    dati: tuple[CasoAdi, Convocazione], cast: Cast, entra: Entra
) -> None:
    caso, convocazione = dati
    previsti = {e.membro.utente_id: e for e in estratti_degli_invitati(caso, convocazione)}
    convoca_incontro(caso=caso, dati=convocazione, operatore=cast.anna_verdi)
    letti = {
        c.partecipante.utente_id: estratto_riunione(c, c.incontro.riunione)
        for c in Condivisione.objects.select_related("partecipante", "incontro__riunione")
        if c.partecipante and c.incontro
    }
    assert set(letti) == set(previsti) == {cast.nico_cpi.pk, cast.lia_scuola.pk, cast.neri_asl.pk}
    for chi, letto in letti.items():
        previsto = previsti[chi]
        assert (previsto.motivo, previsto.persone) == (letto.motivo, letto.persone)
        assert (previsto.compito, previsto.bisogni) == (letto.compito, letto.bisogni)
    assert letti[cast.nico_cpi.pk].bisogni == (BISOGNO,)


def test_la_pagina_di_chi_vede_mostra_anche_il_motivo_e_i_bisogni(
    dati: tuple[CasoAdi, Convocazione], cast: Cast, entra: Entra
) -> None:
    caso, convocazione = dati
    client = entra(cast.anna_verdi)
    anteprima = client.post(
        reverse("equipe-incontro-nuovo", args=[caso.pk]),
        {
            "giorno": tra(5).date().isoformat(), "ora": "10:00", "durata": "60", "luogo": "Sala",
            "motivo": "MR.PATTO", "membri": [m.pk for m in convocazione.membri], "anteprima": "1",
        },
    )  # fmt: skip
    assert BISOGNO in anteprima.text
    assert not IncontroEquipe.objects.exists()
    convoca_incontro(caso=caso, dati=convocazione, operatore=cast.anna_verdi)
    del_cpi = Condivisione.objects.get(partecipante__utente=cast.nico_cpi)
    scheda = client.get(reverse("condivisione", args=[caso.pk, del_cpi.pk])).text
    portale = entra(cast.nico_cpi).get(reverse("portale-riunione", args=[del_cpi.incontro.riunione_id])).text
    for letto in (BISOGNO, "Definire insieme gli obiettivi"):
        assert letto in portale
        assert letto in scheda
    della_asl = Condivisione.objects.get(partecipante__utente=cast.neri_asl)
    senza_nomi = client.get(reverse("condivisione", args=[caso.pk, della_asl.pk])).text
    assert "legge solo il numero del caso" in senza_nomi
    assert "non fa più parte del nucleo" not in senza_nomi


def test_chi_ha_solo_voci_di_salute_sa_che_il_quadro_si_scrive_insieme(
    dati: tuple[CasoAdi, Convocazione], cast: Cast, entra: Entra
) -> None:
    caso, convocazione = dati
    incontro = convoca_incontro(caso=caso, dati=convocazione, operatore=cast.anna_verdi)
    dove = reverse("portale-riunione", args=[incontro.riunione_id])
    assert "si scrivono insieme, in riunione" in entra(cast.neri_asl).get(dove).text
    assert "si scrivono insieme, in riunione" not in entra(cast.nico_cpi).get(dove).text
