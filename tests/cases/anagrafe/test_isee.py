"""An attestation written by mistake is annulled or replaced with a reason: it stays, and counts for nothing."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from adi_platform.errori import DominioError
from cases.enums import TipoISEE, TipoScadenza
from cases.models import AttestazioneISEE, CasoAdi
from cases.services.isee import DatiISEE, annulla_isee, correggi_isee, registra_isee, sostituisci_isee
from cases.services.scadenze import differenze
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

SBAGLIATA = "INPS-ISEE-2026-11111111A-00"
GIUSTA = "INPS-ISEE-2026-22222222B-00"


def dati(protocollo: str = SBAGLIATA, valore: str = "5000", **altro: object) -> DatiISEE:
    il = datetime.date(oggi().year, 1, 15)
    return DatiISEE(protocollo=protocollo, valore=Decimal(valore), presentata_il=il, **altro)  # type: ignore[arg-type]


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast)


@pytest.fixture
def attestazione(cast: Cast, caso: CasoAdi) -> AttestazioneISEE:
    return registra_isee(nucleo=caso.nucleo, operatore=cast.anna_verdi, al=oggi(), dati=dati())


def scadenze_isee(caso: CasoAdi) -> set[str]:
    righe = caso.scadenze.filter(tipo=TipoScadenza.ISEE, stato="aperta")
    return {f"{s.entro}" for s in righe}


def test_registrare_un_isee_scrive_subito_la_sua_scadenza(
    caso: CasoAdi, attestazione: AttestazioneISEE
) -> None:
    assert scadenze_isee(caso) == {f"{oggi().year}-12-31"}
    assert differenze(caso, al=oggi()) == []


def test_l_attestazione_annullata_resta_con_il_motivo_e_non_conta_piu(
    cast: Cast, caso: CasoAdi, attestazione: AttestazioneISEE
) -> None:
    annulla_isee(attestazione=attestazione, motivo="nucleo sbagliato", operatore=cast.anna_verdi, al=oggi())
    riga = AttestazioneISEE.objects.get()
    assert (riga.motivo_annullamento, riga.annullata_da, riga.valore) == (
        "nucleo sbagliato",
        cast.anna_verdi,
        5000,
    )
    assert not AttestazioneISEE.objects.valide().exists()
    assert scadenze_isee(caso) == set()
    assert riga.history.count() == 2


def test_senza_motivo_non_si_annulla_e_nulla_cambia(cast: Cast, attestazione: AttestazioneISEE) -> None:
    for motivo in ("", "  \u200b ", "x" * 301):
        with pytest.raises(DominioError) as errore:
            annulla_isee(attestazione=attestazione, motivo=motivo, operatore=cast.anna_verdi, al=oggi())
        assert errore.value.campo == "motivo"
    assert AttestazioneISEE.objects.valide().get() == attestazione


def test_una_annullata_non_si_tocca_piu(cast: Cast, attestazione: AttestazioneISEE) -> None:
    chi = {"attestazione": attestazione, "operatore": cast.anna_verdi, "al": oggi()}
    annulla_isee(motivo="doppia", **chi)
    with pytest.raises(DominioError, match="già annullata"):
        annulla_isee(motivo="ancora", **chi)
    with pytest.raises(DominioError, match="già annullata"):
        correggi_isee(dati=dati(valore="1"), **chi)
    with pytest.raises(DominioError, match="già annullata"):
        sostituisci_isee(motivo="ancora", dati=dati(GIUSTA), **chi)


def test_la_sostituta_prende_il_posto_e_la_prima_dice_quale(
    cast: Cast, attestazione: AttestazioneISEE
) -> None:
    nuova = sostituisci_isee(
        attestazione=attestazione, motivo="protocollo copiato male", operatore=cast.anna_verdi, al=oggi(),
        dati=dati(GIUSTA, "6100"),
    )  # fmt: skip
    attestazione.refresh_from_db()
    assert attestazione.sostituita_da == nuova
    assert AttestazioneISEE.objects.valide().get() == nuova
    stessa = sostituisci_isee(
        attestazione=nuova, motivo="era giusto il primo protocollo", operatore=cast.anna_verdi, al=oggi(),
        dati=dati(SBAGLIATA, "6100"),
    )  # fmt: skip
    assert AttestazioneISEE.objects.valide().get() == stessa


def test_se_la_sostituta_non_va_bene_la_prima_resta_valida(
    cast: Cast, attestazione: AttestazioneISEE
) -> None:
    domani = oggi() + datetime.timedelta(days=1)
    with pytest.raises(DominioError, match="futuro"):
        sostituisci_isee(
            attestazione=attestazione, motivo="sbagliata", operatore=cast.anna_verdi, al=oggi(),
            dati=DatiISEE(valore=Decimal(1), presentata_il=domani),
        )  # fmt: skip
    attestazione.refresh_from_db()
    assert not attestazione.annullata


def test_la_banca_dati_rifiuta_un_annullamento_senza_motivo(attestazione: AttestazioneISEE) -> None:
    attestazione.motivo_annullamento = "motivo senza data"
    with pytest.raises(IntegrityError), transaction.atomic():
        attestazione.save()


def test_dalla_pagina_del_nucleo_si_annulla_e_si_sostituisce(
    cast: Cast, entra: Entra, caso: CasoAdi, attestazione: AttestazioneISEE
) -> None:
    client, argomenti = entra(cast.anna_verdi), [caso.nucleo_id, attestazione.pk]
    nome = "nucleo-isee-sostituisci"
    vuota = client.post(reverse(nome, args=argomenti), {})
    assert vuota.status_code == 422
    scritto = {
        "motivo": "valore letto male", "tipo": TipoISEE.ORDINARIO, "stato": "regolare", "valore": "7.100,00",
        "protocollo": GIUSTA, "presentata_il": f"15/01/{oggi().year}",
    }  # fmt: skip
    assert client.post(reverse(nome, args=argomenti), scritto).status_code == 302
    nuova = AttestazioneISEE.objects.valide().get()
    pagina = client.get(reverse("nucleo-scheda", args=[caso.nucleo_id])).text
    assert "valore letto male" in pagina
    assert "7.100,00" in pagina
    assert client.get(reverse(nome, args=argomenti)).status_code == 404
    annulla = reverse("nucleo-isee-annulla", args=[caso.nucleo_id, nuova.pk])
    assert client.post(annulla, {}).status_code == 422
    assert client.post(annulla, {"motivo": "non è loro"}).status_code == 302
    assert "Nessuna attestazione ISEE" in client.get(reverse("nucleo-scheda", args=[caso.nucleo_id])).text
