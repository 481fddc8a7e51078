"""The words around the signature: on the page handed to each person and on the signed copy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse

from patti.models import ImpegnoPatto, Patto
from patti.services.condividi import condividi_patto
from patti.services.firma import firma_sullo_schermo, firmatari
from patti.services.stampa import contesto_di
from tests.conftest import Entra
from tests.patti.costruttori import OGGI, Famiglia, crea_famiglia, crea_patto_completo
from tests.patti.firme import PNG_FIRMA
from tests.people import Cast

DIRE_DI_NO = "può anche dire di no"


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


@pytest.fixture
def condiviso(famiglia: Famiglia) -> Patto:
    return condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)


def test_solo_alla_famiglia_si_dice_che_puo_dire_di_no(
    condiviso: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    client = entra(cast.anna_verdi)
    alla_madre = client.get(reverse("patto-firma", args=[condiviso.pk, famiglia.madre.pk])).content.decode()
    al_servizio = client.get(reverse("patto-firma-servizio", args=[condiviso.pk])).content.decode()

    assert DIRE_DI_NO in alla_madre
    assert DIRE_DI_NO not in al_servizio


def test_il_luogo_della_firma_e_quello_dell_ultima(
    condiviso: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    for componente in [*firmatari(condiviso), None]:
        firma_sullo_schermo(
            patto=condiviso,
            componente=componente,
            disegno=SimpleUploadedFile("firma.png", PNG_FIRMA, "image/png"),
            luogo="Sede del Colle",
            operatore=famiglia.operatore,
        )
    client, dove = entra(cast.anna_verdi), reverse("patto-firme", args=[condiviso.pk])

    pagina = client.get(dove).content.decode()
    assert 'value="Sede del Colle"' in pagina
    assert '<form method="post" class="stretto" novalidate>' in pagina
    vuoto = client.post(dove, {"luogo": ""})
    assert vuoto.status_code == 422
    assert "Sede del Colle" not in vuoto.context["form"]["luogo"].value()


def test_la_copia_firmata_dice_quali_impegni_sono_collegati_al_beneficio(famiglia: Famiglia) -> None:
    patto = crea_patto_completo(famiglia)
    impegno = ImpegnoPatto.objects.filter(patto=patto, sensibile=False, sanzionabile=True).first()
    assert impegno is not None
    impegno.testo, impegno.frequenza = "Parla con Nicolò D'Angelo", "ogni mese"
    impegno.save()
    carta = {"nome": "", "ente": "", "ufficio": "", "recapiti": ""}
    stampa = dict.fromkeys(("titolo", "codice", "emesso_il", "verifica", "impronta"), "")
    copia = render_to_string(
        "patti/pdf/patto.html",
        {**contesto_di(patto, firme=[]), "carta": carta, "stampa": stampa, "anteprima": False},
    )

    assert "Parla con Nicolò D&#x27;Angelo. Quanto spesso: ogni mese" in copia
    assert "È un impegno collegato al beneficio." in copia
    assert "la legge può prevedere conseguenze" in copia
