"""The personal annexes: cited by the Patto, signed with it, frozen with it."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pdfminer.high_level import extract_text

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.documenti.services.produci import produci
from adi_platform.documenti.services.verifica import codice_autentico
from adi_platform.errori import DominioError
from cases.models import CasoAdi, ComponenteCaso
from patti.enums import StatoPatto
from patti.models import FirmaPatto, ImpegnoPatto, Patto
from patti.services import stampa
from patti.services.condividi import condividi_patto
from patti.services.firma import chiudi_firme, firma_sullo_schermo, registra_rifiuto
from patti.services.stampa import allegati_definitivi, stampa_da_firmare
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.conftest import Entra
from tests.patti.costruttori import (
    OGGI,
    Famiglia,
    aggiungi,
    crea_famiglia,
    crea_patto_completo,
    impegna,
)
from tests.patti.firme import PNG_FIRMA, sottoscrivi_tutto
from tests.patti.pai import crea_pai, firma_pai
from tests.people import Cast

SEGRETO = "CANARINO-SICUREZZA-73"
MOTIVO = "Vuole prima parlarne con un avvocato."


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


def _con_un_segreto(famiglia: Famiglia) -> Patto:
    """The mother has a reserved objective, the daughter only a sensitive commitment."""
    patto = crea_patto_completo(famiglia)
    riservato = aggiungi(patto, famiglia, "OB.PERS.06", famiglia.madre)
    riservato.testo = SEGRETO
    riservato.save()
    impegno = ImpegnoPatto.objects.get(patto=patto, codice="IM.MINO.01")
    impegno.testo, impegno.sensibile = SEGRETO, True
    impegno.save()
    impegna(impegno.risultato, famiglia, "IM.CONT.01", famiglia.figlia)
    ImpegnoPatto.objects.filter(patto=patto, componente=famiglia.figlia).update(sensibile=True)
    return patto


def _firma(patto: Patto, famiglia: Famiglia, chi: ComponenteCaso | None) -> FirmaPatto:
    return firma_sullo_schermo(
        patto=patto,
        componente=chi,
        disegno=SimpleUploadedFile("firma.png", PNG_FIRMA, "image/png"),
        luogo="Borgo Sereno",
        operatore=famiglia.operatore,
    )


def _rifiutato_dal_padre(famiglia: Famiglia) -> Patto:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    _firma(patto, famiglia, famiglia.madre)
    _firma(patto, famiglia, None)
    registra_rifiuto(
        patto=patto,
        componente=famiglia.padre,
        motivo=MOTIVO,
        luogo="Borgo Sereno",
        operatore=famiglia.operatore,
    )
    return chiudi_firme(patto=patto, operatore=famiglia.operatore, luogo="Borgo Sereno", al=OGGI)


def _di(patto: Patto, componente: ComponenteCaso) -> Documento:
    return allegati_definitivi(patto).get(chiave__contains=f":allegato:{componente.pk}:")


def _testo(documento: Documento) -> str:
    assert documento.lavoro is not None
    produci(documento.lavoro)
    documento.refresh_from_db()
    return " ".join(extract_text(io.BytesIO(leggi_file(documento))).split())


def test_il_patto_firmato_cita_ogni_allegato_e_l_allegato_cita_il_patto(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    assert patto.documento is not None
    copia = _testo(patto.documento)

    for componente in (famiglia.madre, famiglia.padre):
        allegato = _di(patto, componente)
        foglio = _testo(allegato)
        assert allegato.codice in copia
        assert allegato.impronta_contenuto in copia
        assert allegato.impronta_contenuto in foglio
        assert f"codice {patto.documento.codice}" in foglio
        assert "versione 1" in foglio
        assert codice_autentico(allegato.codice)
    assert codice_autentico(patto.documento.codice)


def test_sull_allegato_firmano_solo_la_persona_e_il_servizio(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(_con_un_segreto(famiglia), famiglia)
    padre, madre = _di(patto, famiglia.padre), _di(patto, famiglia.madre)

    assert [f["chi"] for f in padre.dati()["firme"]] == ["Łukasz Pròva", "Anna Verdi"]
    sue = patto.firme.exclude(componente=famiglia.madre)
    assert set(padre.dati()["immagini"]) == {f"firma-{f.pk}.png" for f in sue}
    assert SEGRETO in _testo(madre)
    assert SEGRETO not in str(padre.contenuto)
    assert patto.documento is not None
    assert SEGRETO not in str(patto.documento.contenuto)


def test_chi_ha_solo_cose_riservate_ha_l_allegato_e_il_patto_non_lo_dice(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(_con_un_segreto(famiglia), famiglia)
    assert patto.documento is not None
    della_figlia = _di(patto, famiglia.figlia)

    assert [a["di"] for a in patto.documento.dati()["allegati"]] == ["Nicolò D'Angelo", "Łukasz Pròva"]
    assert della_figlia.codice not in str(patto.documento.contenuto)
    assert patto.documento.codice in str(della_figlia.contenuto)
    assert [f["chi"] for f in della_figlia.dati()["firme"]] == ["Anna Verdi"]
    assert "Tu non devi firmare: si firma dai 18 anni." in _testo(della_figlia)


def test_chi_firma_ha_un_allegato_anche_senza_impegni(famiglia: Famiglia) -> None:
    patto = crea_patto_completo(famiglia)
    ImpegnoPatto.objects.filter(patto=patto, componente=famiglia.padre).delete()

    patto = sottoscrivi_tutto(patto, famiglia)

    assert "Nessun impegno." in _testo(_di(patto, famiglia.padre))


def test_gli_allegati_si_congelano_una_volta_sola(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    prima = set(Documento.objects.values_list("codice", "impronta_contenuto"))

    with pytest.raises(DominioError):
        chiudi_firme(patto=patto, operatore=famiglia.operatore, luogo="Borgo Sereno", al=OGGI)
    assert stampa_da_firmare(patto=patto, operatore=famiglia.operatore) == patto.documento
    for allegato in allegati_definitivi(patto):
        _testo(allegato)
        _testo(allegato)

    assert set(Documento.objects.values_list("codice", "impronta_contenuto")) == prima
    assert allegati_definitivi(patto).count() == 2


def test_un_arresto_durante_la_chiusura_non_lascia_allegati_a_meta(
    famiglia: Famiglia, monkeypatch: pytest.MonkeyPatch
) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    for chi in (famiglia.madre, famiglia.padre, None):
        _firma(patto, famiglia, chi)
    campi: dict[str, Any] = {"operatore": famiglia.operatore, "luogo": "Borgo Sereno", "al": OGGI}

    def cade(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as guasto:
        guasto.setattr(stampa, "contesto_di", cade)  # the annexes are asked for, the Patto is not yet
        with pytest.raises(RuntimeError):
            chiudi_firme(patto=patto, **campi)
    assert not allegati_definitivi(patto).exists()
    assert Patto.objects.get(pk=patto.pk).stato == StatoPatto.CONDIVISO

    firmato = chiudi_firme(patto=patto, **campi)
    assert firmato.documento is not None
    citati = {a["codice"] for a in firmato.documento.dati()["allegati"]}
    assert citati == set(allegati_definitivi(patto).values_list("codice", flat=True))


def test_chi_rifiuta_si_legge_con_il_giorno_e_senza_il_motivo(famiglia: Famiglia) -> None:
    patto = _rifiutato_dal_padre(famiglia)
    assert patto.documento is not None

    for documento in (patto.documento, _di(patto, famiglia.padre)):
        testo = _testo(documento)
        assert "Ha rifiutato di firmare " in testo
        assert "Il motivo è registrato nel fascicolo." in testo
        assert MOTIVO not in str(documento.contenuto)
    assert "Ha rifiutato" not in str(_di(patto, famiglia.madre).contenuto)


def test_un_rifiuto_di_una_parola_torna_accanto_al_campo(
    famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    dove = reverse("patto-firma", args=[patto.pk, famiglia.padre.pk])
    dati = {"modo": "rifiuto", "rifiuto-luogo": "Borgo Sereno", "rifiuto-motivo": "no"}
    client = entra(cast.anna_verdi)

    risposta = client.post(dove, dati)
    assert risposta.status_code == 422
    assert list(risposta.context["moduli"]["rifiuto"].errors) == ["motivo"]
    assert ">\nno</textarea>" in risposta.content.decode()
    assert client.post(dove, {**dati, "rifiuto-motivo": MOTIVO}).status_code == 302
    assert patto.firme.get().motivo_rifiuto == MOTIVO


def test_una_firma_copre_il_patto_e_l_allegato_e_la_pagina_lo_dice(
    famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    client = entra(cast.anna_verdi)

    della_madre = client.get(reverse("patto-firma", args=[patto.pk, famiglia.madre.pk])).content.decode()
    del_servizio = client.get(reverse("patto-firma-servizio", args=[patto.pk])).content.decode()

    fogli = "il Patto e l&#x27;allegato personale"
    assert f"Firma qui {fogli}" in della_madre
    assert f"Ho letto {fogli}, o mi sono stati letti, e li ho capiti." in della_madre
    assert f"In un solo file: {fogli}. PDF, JPEG o PNG." in della_madre
    assert "Firma qui il Patto e gli allegati personali" in del_servizio


def test_le_stampe_si_preparano_con_un_gesto_e_la_lista_dice_da_dove_viene_una_firma(
    famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    client, dove = entra(cast.anna_verdi), reverse("patto-documenti", args=[patto.pk])
    client.post(dove, {"copia": "tutte"})
    da_firmare = {d.tipo: d for d in Documento.objects.order_by("-titolo")}
    assert Documento.objects.filter(titolo__endswith=", da firmare").count() == 3
    assert da_firmare["patti.patto"].codice in str(da_firmare["patti.allegato"].contenuto)
    assert da_firmare["patti.allegato"].codice in str(da_firmare["patti.patto"].contenuto)

    for chi in (famiglia.madre, famiglia.padre, None):
        _firma(patto, famiglia, chi)
    chiudi_firme(patto=patto, operatore=famiglia.operatore, luogo="Borgo Sereno", al=OGGI)
    pagina = client.get(dove).content.decode()

    assert pagina.count("disegnata sullo schermo, raccolta da Anna Verdi") == 3
    assert "caricato dall'ufficio" not in pagina
    assert "Allegato personale di Łukasz Pròva, definitivo" in pagina
    assert "Prepara le stampe" not in pagina


def test_un_patto_firmato_prima_degli_allegati_congelati_li_prepara_dopo(
    famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    assert patto.documento is not None
    allegati_definitivi(patto).delete()
    client, dove = entra(cast.anna_verdi), reverse("patto-documenti", args=[patto.pk])

    assert "Prepara le stampe" in client.get(dove).content.decode()
    client.post(dove, {"copia": "tutte"})

    assert allegati_definitivi(patto).count() == 2
    assert patto.documento.codice in str(_di(patto, famiglia.madre).contenuto)


def test_il_pai_cita_l_allegato_di_chi_chiede(cast: Cast) -> None:
    caso: CasoAdi = crea_caso_sportello(cast, incontrato=True)
    patto = firma_pai(crea_pai(caso))
    assert patto.documento is not None

    allegato = allegati_definitivi(patto).get()
    assert allegato.codice in _testo(patto.documento)
    assert "Progetto assistenziale individualizzato, versione 1" in _testo(allegato)


def test_senza_equipe_il_patto_dice_funzione_ed_ente_di_chi_segue_il_caso(
    famiglia: Famiglia, cast: Cast
) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    assert patto.documento is not None

    ente = cast.territorio.ambito.ente_capofila
    assert f"Anna Verdi, Responsabile del caso (case manager) - {ente}" in _testo(patto.documento)
