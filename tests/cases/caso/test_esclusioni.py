"""An exclusion is checked on the registry; where that is not enough, a proof or the day by which it comes."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from cases.enums import Obbligo, StatoScadenza
from cases.models import CasoAdi, ComponenteCaso
from cases.services.documenti import carica_prova
from cases.services.esclusione import Esclusione
from cases.services.obblighi import escludi, obbliga, sostituisci_carico_di_cura
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.documenti.test_caricamento import pdf
from tests.people import Cast

GIORNO = datetime.timedelta(days=1)


def _richiedente(caso: CasoAdi) -> ComponenteCaso:
    return caso.componenti.select_related("persona").get(richiedente=True)


def _escludi(cast: Cast, c: ComponenteCaso, motivo: str, **dati: Any) -> ComponenteCaso:
    valori = {"dal": oggi(), "scade_il": oggi() + 60 * GIORNO, **dati}
    return escludi(
        componente=c, versione=c.versione, dati=Esclusione(motivo=motivo, **valori),
        operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip


def test_la_cura_di_un_bambino_che_non_c_e_ha_il_messaggio_accanto_al_motivo(
    cast: Cast, entra: Entra
) -> None:
    caso = crea_caso(cast, anni_minore=11)
    c = _richiedente(caso)
    risposta = entra(cast.anna_verdi).post(
        reverse("obbligo-componente", args=[caso.pk, c.pk]),
        {"atto": "escludi", "versione": c.versione, "motivo": "ME.CURA3", "dal": oggi().isoformat(),
         "scade_il": (oggi() + 60 * GIORNO).isoformat(), "prova": "Stato di famiglia visto"},
    )  # fmt: skip
    assert risposta.status_code == 422
    assert "nessun bambino sotto i 3 anni: chi ne ha meno è Luca" in risposta.text
    assert "Stato di famiglia visto" in risposta.text
    c.refresh_from_db()
    assert c.obbligo == Obbligo.DA_DEFINIRE


def test_un_bambino_piccolo_in_anagrafe_basta_e_la_scadenza_non_passa_il_compleanno(cast: Cast) -> None:
    caso = crea_caso(cast, anni_minore=1)
    nato = caso.componenti.select_related("persona").get(richiedente=False).persona.data_nascita
    assert nato is not None
    tre_anni = aggiungi_mesi(nato, 36)
    with pytest.raises(DominioError, match=f"vale fino al {tre_anni:%d/%m/%Y}") as rifiuto:
        _escludi(cast, _richiedente(caso), "ME.CURA3", scade_il=tre_anni + GIORNO)
    assert rifiuto.value.campo == "scade_il"
    assert _escludi(cast, _richiedente(caso), "ME.CURA3", scade_il=tre_anni).obbligo == Obbligo.ESCLUSO


def test_senza_prova_serve_il_giorno_entro_cui_arriva(cast: Cast) -> None:
    caso = crea_caso(cast)
    with pytest.raises(DominioError) as rifiuto:
        _escludi(cast, _richiedente(caso), "ME.PENS")
    assert rifiuto.value.campo == "prova"
    for entro in (oggi() - GIORNO, oggi() + 61 * GIORNO):
        with pytest.raises(DominioError) as rifiuto:
            _escludi(cast, _richiedente(caso), "ME.PENS", prova_entro=entro)
        assert rifiuto.value.campo == "prova_entro"


def test_la_prova_attesa_ha_una_scadenza_che_il_documento_chiude(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    entro = oggi() + 20 * GIORNO
    escluso = _escludi(cast, _richiedente(caso), "ME.STUD", prova_entro=entro)
    attesa = caso.scadenze.get(chiave=f"prova_esonero:{escluso.persona_id}")
    assert (attesa.entro, attesa.stato) == (entro, StatoScadenza.APERTA)
    assert "da ricevere entro" in entra(cast.anna_verdi).get(reverse("caso-obblighi", args=[caso.pk])).text
    carica_prova(
        caso=caso, tipo="DOC.STUDIO", titolo="Frequenza", file=SimpleUploadedFile("a.pdf", pdf()),
        prova_di=escluso, operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip
    attesa.refresh_from_db()
    escluso.refresh_from_db()
    assert attesa.stato != StatoScadenza.APERTA
    assert (escluso.prova_entro, escluso.prova.startswith("Frequenza")) == (None, True)


def test_lo_stesso_carico_di_cura_non_e_di_due_persone(cast: Cast) -> None:
    caso = crea_caso(cast, componenti=3, anni_minore=1)
    primo = _escludi(cast, _richiedente(caso), "ME.CURA3")
    altra = caso.componenti.select_related("persona").get(persona__nome="Adultob")
    with pytest.raises(DominioError, match="è già di Maria") as rifiuto:
        _escludi(cast, altra, "ME.CURA3")
    assert rifiuto.value.campo == "motivo"
    # When the child has grown up there is nothing left to hand over.
    bambino = caso.componenti.select_related("persona").get(persona__nome="Luca").persona
    bambino.data_nascita = oggi() - 11 * 365 * GIORNO
    bambino.save()
    with pytest.raises(DominioError, match="nessun bambino sotto i 3 anni"):
        sostituisci_carico_di_cura(
            da=primo, a=altra, dal=oggi(), motivo="Riprende a lavorare", operatore=cast.anna_verdi, al=oggi()
        )


def test_non_si_esclude_prima_che_l_assegno_esistesse(cast: Cast) -> None:
    with pytest.raises(DominioError, match="comincia il 18/12/2023") as rifiuto:
        _escludi(cast, _richiedente(crea_caso(cast)), "ME.LAV", dal=datetime.date(2020, 1, 1))
    assert rifiuto.value.campo == "dal"


def test_chi_ha_sessant_anni_non_e_tenuto(cast: Cast) -> None:
    c = _richiedente(crea_caso(cast))
    c.persona.data_nascita = aggiungi_mesi(oggi(), -12 * 60)
    c.persona.save()
    with pytest.raises(DominioError, match="Ha compiuto 60 anni") as rifiuto:
        obbliga(componente=c, versione=c.versione, dal=oggi(), operatore=cast.anna_verdi, al=oggi())
    assert rifiuto.value.campo == "dal"


def test_chi_e_minorenne_e_proposto_senza_obblighi_e_nessuno_lo_decide_da_se(
    cast: Cast, entra: Entra
) -> None:
    caso = crea_caso(cast, anni_minore=11)
    client, minore = entra(cast.anna_verdi), caso.componenti.get(richiedente=False)
    for nome in ("caso-scheda", "caso-obblighi", "caso-stampa"):
        pagina = client.get(reverse(nome, args=[caso.pk])).text
        assert "Minorenne: nessun obbligo" in pagina, nome
        assert pagina.count("Da definire") == 1, nome  # the adult
    sua = client.get(reverse("obbligo-componente", args=[caso.pk, minore.pk])).text
    assert "Minorenne: nessun obbligo" in sua
    assert 'value="ME.MIN" selected' in sua
    minore.refresh_from_db()
    assert minore.obbligo == Obbligo.DA_DEFINIRE
