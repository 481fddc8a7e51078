"""Duties of the members: excluded with proof and expiry, by choice, care handed over, path, dates of work."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from adi_platform.errori import ConflittoDiVersione, DominioError
from cases.enums import Obbligo, Percorso, StatoScadenza
from cases.models import CasoAdi, ComponenteCaso
from cases.services import obblighi as atti
from cases.services.esclusione import Esclusione
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

GIORNO = datetime.timedelta(days=1)


def _chi(cast: Cast) -> dict[str, Any]:
    return {"operatore": cast.anna_verdi, "al": oggi()}


def _caso(cast: Cast, **altro: Any) -> CasoAdi:
    """With a child born last year: the reason of care stands."""
    return crea_caso(cast, anni_minore=1, **altro)


def _richiedente(caso: CasoAdi) -> ComponenteCaso:
    return caso.componenti.get(richiedente=True)


def _escludi(cast: Cast, c: ComponenteCaso, **dati: Any) -> ComponenteCaso:
    valori = {"motivo": "ME.CURA3", "dal": oggi(), "scade_il": oggi() + 200 * GIORNO, "prova": "certificato"}
    return atti.escludi(componente=c, versione=c.versione, dati=Esclusione(**(valori | dati)), **_chi(cast))


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        ({"motivo": "ME.NULLA"}, "motivo"),
        ({"motivo": "ME.ONCO", "prova": " "}, "prova"),
        ({"scade_il": None}, "scade_il"),
        ({"scade_il": oggi()}, "scade_il"),
    ],
)
def test_l_esclusione_chiede_motivo_prova_e_scadenza(cast: Cast, dati: dict[str, Any], campo: str) -> None:
    with pytest.raises(DominioError) as errore:
        _escludi(cast, _richiedente(_caso(cast)), **dati)
    assert errore.value.campo == campo


def test_l_esclusione_apre_una_scadenza_e_30_giorni_prima_la_scheda_avvisa(cast: Cast, entra: Entra) -> None:
    caso = _caso(cast)
    client, scheda = entra(cast.anna_verdi), reverse("caso-scheda", args=[caso.pk])
    escluso = _escludi(cast, _richiedente(caso), scade_il=oggi() + 31 * GIORNO)
    riga = caso.scadenze.get(chiave=f"esonero:{escluso.persona_id}")
    assert (riga.entro, riga.stato) == (oggi() + 31 * GIORNO, StatoScadenza.APERTA)
    avviso = f"entro il {oggi() + 30 * GIORNO:%d/%m/%Y}."
    assert avviso not in client.get(scheda).content.decode()
    _escludi(cast, escluso, scade_il=oggi() + 30 * GIORNO)
    assert avviso in client.get(scheda).content.decode()


def test_chi_e_escluso_aderisce_per_scelta_e_si_ritira_senza_perdere_l_esclusione(cast: Cast) -> None:
    caso = _caso(cast)
    escluso = _escludi(cast, _richiedente(caso))
    aderisce = atti.aderisci(componente=escluso, versione=escluso.versione, dal=oggi(), **_chi(cast))
    assert (aderisce.obbligo, aderisce.adesione_dal) == (Obbligo.VOLONTARIO, oggi())
    chiave = f"esonero:{escluso.persona_id}"
    assert caso.scadenze.get(chiave=chiave).stato == StatoScadenza.APERTA
    ritirato = atti.ritira_adesione(componente=aderisce, versione=aderisce.versione, dal=oggi(), **_chi(cast))
    assert (ritirato.obbligo, ritirato.adesione_dal) == (Obbligo.ESCLUSO, None)
    assert ritirato.motivo_esonero == "ME.CURA3"
    assert list(ritirato.variazioni.order_by("pk").values_list("tipo", flat=True)) == [
        "esclusione", "adesione", "ritiro",
    ]  # fmt: skip


def test_aderisce_solo_chi_e_escluso_e_non_i_minorenni(cast: Cast) -> None:
    caso = _caso(cast)
    tenuto, minore = _richiedente(caso), caso.componenti.get(richiedente=False)
    with pytest.raises(DominioError, match="solo chi è escluso"):
        atti.aderisci(componente=tenuto, versione=tenuto.versione, dal=oggi(), **_chi(cast))
    minore = _escludi(cast, minore, motivo="ME.MIN", scade_il=oggi() + 900 * GIORNO)
    with pytest.raises(DominioError, match="minorenne"):
        atti.aderisci(componente=minore, versione=minore.versione, dal=oggi(), **_chi(cast))


def test_il_carico_di_cura_passa_a_un_altro_adulto_con_prova_e_scadenza(cast: Cast) -> None:
    caso = _caso(cast, componenti=3)
    cede = _escludi(cast, _richiedente(caso))
    altri = {c.persona.nome: c for c in caso.componenti.filter(richiedente=False).select_related("persona")}
    passaggio = {"da": cede, "dal": oggi(), "motivo": "Riprende a lavorare", **_chi(cast)}
    with pytest.raises(DominioError, match="maggiorenne"):
        atti.sostituisci_carico_di_cura(a=altri["Luca"], **passaggio)
    assume = atti.sostituisci_carico_di_cura(a=altri["Adultob"], **passaggio)
    cede.refresh_from_db()
    assert (cede.obbligo, cede.motivo_esonero, cede.prova) == (Obbligo.OBBLIGATO, "", "")
    assert (assume.obbligo, assume.motivo_esonero, assume.prova) == (
        Obbligo.ESCLUSO, "ME.CURA3", "certificato",
    )  # fmt: skip
    assert caso.scadenze.get(chiave=f"esonero:{cede.persona_id}").stato == StatoScadenza.ANNULLATA
    assert caso.scadenze.get(chiave=f"esonero:{assume.persona_id}").entro == oggi() + 200 * GIORNO
    with pytest.raises(DominioError, match="carichi di cura"):
        atti.sostituisci_carico_di_cura(a=altri["Adultob"], **passaggio)


def test_il_percorso_si_suggerisce_e_vale_solo_quando_una_persona_lo_conferma(
    cast: Cast, entra: Entra
) -> None:
    caso = _caso(cast)
    c = _richiedente(caso)
    c = atti.obbliga(componente=c, versione=c.versione, dal=oggi(), **_chi(cast))
    client, indirizzo = entra(cast.anna_verdi), reverse("obbligo-componente", args=[caso.pk, c.pk])
    assert "Percorso suggerito, da confermare" in client.get(indirizzo).content.decode()
    c.refresh_from_db()
    assert c.percorso is None
    risposta = client.post(
        indirizzo, {"atto": "percorso", "percorso-versione": c.versione, "percorso-percorso": "4"}
    )
    assert risposta.status_code == 302
    c.refresh_from_db()
    assert c.percorso == Percorso(4)
    assert "Percorso suggerito" not in client.get(indirizzo).content.decode()


@pytest.mark.parametrize(
    ("pad", "cpi", "psp", "campo"),
    [
        (-30, None, -10, "inviato_cpi_il"),
        (-30, -10, -20, "psp_il"),
        (-5, -20, -10, "psp_il"),
        (1, None, None, "pad_individuale_il"),
        (None, 1, None, "inviato_cpi_il"),
    ],
)
def test_le_date_del_lavoro_stanno_in_ordine(
    cast: Cast, pad: int | None, cpi: int | None, psp: int | None, campo: str
) -> None:
    c = _richiedente(_caso(cast))
    giorni = [None if n is None else oggi() + n * GIORNO for n in (pad, cpi, psp)]
    dati = atti.DateIndividuali(
        attivabile_lavoro=True, pad_individuale_il=giorni[0], inviato_cpi_il=giorni[1], psp_il=giorni[2]
    )
    with pytest.raises(DominioError) as errore:
        atti.segna_date_individuali(componente=c, versione=c.versione, dati=dati, **_chi(cast))
    assert errore.value.campo == campo


def test_un_errore_torna_accanto_al_campo_con_quello_che_si_era_scritto(cast: Cast, entra: Entra) -> None:
    caso = _caso(cast)
    c = _richiedente(caso)
    risposta = entra(cast.anna_verdi).post(
        reverse("obbligo-componente", args=[caso.pk, c.pk]),
        {"atto": "escludi", "versione": c.versione, "motivo": "ME.ONCO", "dal": "01/11/2026",
         "scade_il": "01/10/2026", "prova": "Attestazione di prova"},
    )  # fmt: skip
    assert risposta.status_code == 422
    pagina = risposta.content.decode()
    assert "La scadenza viene dopo l" in pagina
    assert "Attestazione di prova" in pagina


def test_due_persone_non_cambiano_insieme_gli_stessi_obblighi(cast: Cast) -> None:
    c = _richiedente(_caso(cast))
    atti.obbliga(componente=c, versione=c.versione, dal=oggi(), **_chi(cast))
    with pytest.raises(ConflittoDiVersione):
        _escludi(cast, c)


def test_l_eta_si_controlla_sulla_data_di_nascita(cast: Cast) -> None:
    caso = _caso(cast, componenti=2)
    adulto = _richiedente(caso)
    adulto.persona.data_nascita = oggi() - 41 * 365 * GIORNO
    adulto.persona.save()
    for motivo, frase in (("ME.ETA", "non ha ancora 60 anni"), ("ME.MIN", "è maggiorenne")):
        with pytest.raises(DominioError, match=frase):
            _escludi(cast, adulto, motivo=motivo, prova="documento")
    bambino = caso.componenti.exclude(pk=adulto.pk)[0]
    bambino.persona.data_nascita = oggi() - 3 * 365 * GIORNO
    bambino.persona.save()
    with pytest.raises(DominioError, match="non è tenuto agli obblighi"):
        atti.obbliga(componente=bambino, versione=bambino.versione, dal=oggi(), **_chi(cast))


def test_il_registro_dei_cambi_dice_il_motivo_se_non_e_riservato(cast: Cast) -> None:
    caso = _caso(cast)
    escluso = _escludi(cast, _richiedente(caso))
    assert "cura" in escluso.variazioni.get().nota.lower()
    riservato = _escludi(cast, escluso, motivo="ME.VIOL")
    assert "violenza" not in riservato.variazioni.order_by("-pk")[0].nota.lower()
