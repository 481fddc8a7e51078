"""What was sent, and the refusal of a rule beside its field."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.moduli import NIENTE_INVIATO, dati_inviati, file_inviati, riesce
from cases.enums import StatoCaso
from cases.models import RecapitoProtetto
from cases.services.protezione import proteggi_persona
from tests.casi import crea_caso
from tests.conftest import Entra
from tests.people import Cast


class Motivo(forms.Form):
    motivo = forms.CharField()
    allegato = forms.FileField(required=False)


def test_un_modulo_inviato_vuoto_e_un_modulo_inviato(rf: RequestFactory) -> None:
    vuoto = rf.post("/", {})
    form = Motivo(dati_inviati(vuoto), file_inviati(vuoto))
    assert form.is_bound
    assert form.errors["motivo"]


def test_una_pagina_letta_non_ha_inviato_niente(rf: RequestFactory) -> None:
    letta = rf.get("/", {"motivo": "scritto nell'indirizzo"})
    assert dati_inviati(letta) is None
    assert file_inviati(letta) is None
    assert not Motivo(dati_inviati(letta), file_inviati(letta)).is_bound


def test_il_file_inviato_arriva_al_modulo(rf: RequestFactory) -> None:
    inviato = rf.post("/", {"motivo": "ecco", "allegato": SimpleUploadedFile("prova.txt", b"ciao")})
    form = Motivo(dati_inviati(inviato), file_inviati(inviato))
    assert form.is_valid()
    assert form.cleaned_data["allegato"].name == "prova.txt"


@pytest.mark.parametrize(("campo", "dove"), [("motivo", "motivo"), (None, "__all__"), ("altro", "__all__")])
def test_il_rifiuto_va_accanto_al_campo_che_riguarda(campo: str | None, dove: str) -> None:
    def rifiuta() -> None:
        raise DominioError("Scrivi perché.", campo=campo)

    form = Motivo({"motivo": "x"})
    assert not riesce(form, rifiuta)
    assert form.errors[dove] == ["Scrivi perché."]


def test_chi_arriva_secondo_sa_che_deve_ricaricare() -> None:
    def conflitto() -> None:
        raise ConflittoDiVersione("Un'altra persona ha salvato.")

    form = Motivo({"motivo": "x"})
    assert not riesce(form, conflitto)
    assert "Ricarica la pagina" in form.non_field_errors()[0]


def test_l_atto_che_riesce_non_lascia_errori() -> None:
    form = Motivo({"motivo": "x"})
    assert riesce(form, lambda: None)
    assert not form.errors


PULSANTI = ("caso-allinea", "caso-riammetti-monitoraggio", "analisi-inizia")


@pytest.mark.parametrize("nome", PULSANTI)
def test_un_pulsante_senza_modulo_rifiuta_una_richiesta_vuota(cast: Cast, entra: Entra, nome: str) -> None:
    caso = crea_caso(cast, stato=StatoCaso.INCONTRATO)
    indirizzo, client = reverse(nome, args=[caso.pk]), entra(cast.anna_verdi)
    vuota = client.post(indirizzo, {})
    assert vuota.status_code == 422
    assert NIENTE_INVIATO in vuota.text
    assert not caso.analisi.exists()
    assert client.post(indirizzo, {"conferma": "1"}).status_code == 302


def test_una_conferma_vuota_non_protegge_e_non_toglie(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    persona = caso.componenti.get(richiedente=True).persona
    recapito = persona.recapiti.get()
    client = entra(cast.anna_verdi)
    togli = reverse("persona-recapito-togli", args=[persona.pk, recapito.pk])
    proteggi = reverse("persona-proteggi", args=[persona.pk])
    for indirizzo in (togli, proteggi):
        vuota = client.post(indirizzo, {})
        assert vuota.status_code == 422
        assert NIENTE_INVIATO in vuota.text
    persona.refresh_from_db()
    assert not persona.protetta
    proteggi_persona(persona=crea_caso(cast).nucleo.referente, operatore=cast.anna_verdi)
    protetta = RecapitoProtetto.objects.get()
    scrivi = reverse("persona-protetto-scrivi", args=[protetta.persona_id])
    assert client.post(scrivi, {}).status_code == 422
    assert RecapitoProtetto.objects.get().cifrato == protetta.cifrato
    assert 'name="conferma"' in client.get(proteggi).text
    assert client.post(togli, {"conferma": "True"}).status_code == 302
    assert not persona.recapiti.exists()
