"""Concluding asks the parts of the household and of every bound adult, or why they were not found out."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from cases.enums import Obbligo, StatoAnalisi, StatoCaso
from cases.models import AnalisiPreliminare, CasoAdi, SezioneAnalisi
from cases.services.analisi import Scelta, inizia_analisi, rettifica_analisi, salva_sezione, scegli_esiti
from cases.services.conclusione_analisi import (
    TUTTE,
    AnalisiIncompleta,
    Parte,
    finalizza_analisi,
    parti_di,
    segna_non_rilevate,
)
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

MOTIVO = "La famiglia preferisce parlarne al prossimo incontro."


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    """The applicant, another adult, a child."""
    return crea_caso(cast, stato=StatoCaso.INCONTRATO, componenti=3)


@pytest.fixture
def analisi(cast: Cast, caso: CasoAdi) -> AnalisiPreliminare:
    """Outcomes and closing answers are there: only the parts are missing."""
    nuova = inizia_analisi(caso=caso, operatore=cast.anna_verdi, al=oggi())
    risposte = {
        codice: {"valore": valore, "non_rilevato": False, "nota": ""}
        for codice, valore in (
            ("AP.ESITO.03", "Un bisogno semplice."),
            ("AP.ESITO.06", "SI"),
            ("AP.ESITO.08", oggi().isoformat()),
        )
    }
    salva_sezione(
        analisi=nuova, area="AP.ESITO", persona=None, risposte=risposte, attesa=0,
        operatore=cast.anna_verdi, completa=True,
    )  # fmt: skip
    scegli_esiti(
        analisi=nuova,
        scelte=[Scelta(codice="ESI.B", persona_id=None)],
        motivazione="",
        operatore=cast.anna_verdi,
    )
    return nuova


def _necessarie(analisi: AnalisiPreliminare) -> list[Parte]:
    return [p for p in parti_di(analisi, al=oggi()) if p.necessaria]


def _completa(analisi: AnalisiPreliminare, cast: Cast, parte: Parte) -> SezioneAnalisi:
    return salva_sezione(
        analisi=analisi, area=parte.area.codice, persona=parte.persona, risposte={}, attesa=0,
        operatore=cast.anna_verdi, completa=True,
    )  # fmt: skip


def _segna(analisi: AnalisiPreliminare, cast: Cast, *scelte: str, motivo: str = MOTIVO) -> None:
    segna_non_rilevate(analisi=analisi, scelte=scelte, motivo=motivo, operatore=cast.anna_verdi, al=oggi())


def test_senza_nessuna_parte_fatta_non_si_conclude(cast: Cast, analisi: AnalisiPreliminare) -> None:
    with pytest.raises(AnalisiIncompleta) as rifiuto:
        finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=oggi())
    quante = len(_necessarie(analisi))
    assert rifiuto.value.mancanze == (
        f"finisci {quante} parti, oppure scrivi il motivo di quelle non rilevate",
    )


def test_servono_la_famiglia_e_gli_adulti_non_esclusi(cast: Cast, analisi: AnalisiPreliminare) -> None:
    minore = next(p.persona for p in parti_di(analisi, al=oggi()) if p.minore)
    adulti = analisi.caso.componenti.exclude(persona=minore)
    escluso = adulti.get(richiedente=False)
    di_chi = {p.persona for p in _necessarie(analisi)}
    assert di_chi == {None, *(c.persona for c in adulti)}
    escluso.obbligo, escluso.motivo_esonero = Obbligo.ESCLUSO, "ME.LAV"
    escluso.save()
    assert {p.persona for p in _necessarie(analisi)} == di_chi - {escluso.persona}


def test_si_conclude_con_le_parti_finite_e_un_motivo_per_le_altre(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    prima, *altre = _necessarie(analisi)
    _segna(analisi, cast, *(p.chiave for p in altre[1:]))
    _completa(analisi, cast, prima)
    with pytest.raises(AnalisiIncompleta, match="finisci una parte"):
        finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=oggi())
    _segna(analisi, cast, altre[0].chiave)
    conclusa = finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=oggi())
    assert conclusa.sezioni.filter(motivo_non_rilevata=MOTIVO).count() == len(altre)
    with pytest.raises(DominioError, match="apri una rettifica"):
        _segna(conclusa, cast, TUTTE, motivo="Un altro motivo.")


def test_con_tutte_le_parti_non_rilevate_non_c_e_un_analisi(cast: Cast, analisi: AnalisiPreliminare) -> None:
    _segna(analisi, cast, TUTTE)
    with pytest.raises(AnalisiIncompleta, match="compila almeno una parte"):
        finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=oggi())


def test_completare_una_parte_toglie_il_motivo_e_il_motivo_non_disturba_chi_scrive(
    cast: Cast, analisi: AnalisiPreliminare
) -> None:
    parte = _necessarie(analisi)[0]
    _segna(analisi, cast, parte.chiave)
    assert _necessarie(analisi)[0].stato == "non_rilevata"
    # The page of that part was open from before: its token (0) is still good.
    assert _completa(analisi, cast, parte).motivo_non_rilevata == ""
    _segna(analisi, cast, TUTTE, parte.chiave)
    assert _necessarie(analisi)[0].stato == "completa"


@pytest.mark.parametrize(
    ("scelte", "motivo", "frase"),
    [
        ((TUTTE,), "  ", "Scrivi perché"),
        ((TUTTE,), "n. r.", "Scrivi perché"),
        ((), MOTIVO, "Scegli le parti"),
        ((TUTTE,), "x" * 301, "al massimo"),
    ],
)
def test_il_motivo_vuole_le_sue_parti_e_le_parti_il_motivo(
    cast: Cast, analisi: AnalisiPreliminare, scelte: tuple[str, ...], motivo: str, frase: str
) -> None:
    with pytest.raises(DominioError, match=frase) as rifiuto:
        _segna(analisi, cast, *scelte, motivo=motivo)
    assert rifiuto.value.campo == "motivo_parti"


def test_la_rettifica_conserva_i_motivi(cast: Cast, analisi: AnalisiPreliminare) -> None:
    _completa(analisi, cast, _necessarie(analisi)[0])
    _segna(analisi, cast, TUTTE)
    conclusa = finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=oggi())
    nuova = rettifica_analisi(analisi=conclusa, motivo="Una svista", operatore=cast.anna_verdi, al=oggi())
    assert {p.stato for p in _necessarie(nuova)} == {"completa", "non_rilevata"}


# Pages


def _inviati(**altro: object) -> dict[str, object]:
    return {
        "versione": "1",
        "esiti": ["ESI.B:"],
        "AP_ESITO_03": "Un bisogno semplice.",
        "AP_ESITO_06": "SI",
        "AP_ESITO_08": oggi().isoformat(),
        **altro,
    }


def _concludi(client: Client, caso: CasoAdi, **altro: object) -> str:
    indirizzo = reverse("analisi-concludi", args=[caso.pk])
    return str(client.post(indirizzo, _inviati(**altro), follow=True).text)


def test_la_pagina_elenca_le_parti_con_il_collegamento_e_conclude_con_il_motivo(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    prima, *altre = _necessarie(analisi)
    _completa(analisi, cast, prima)
    client = entra(cast.anna_verdi)
    pagina = client.get(reverse("analisi-esito", args=[caso.pk])).text
    assert f"Parti da finire: {len(altre)}" in pagina
    for parte in altre:
        assert reverse("analisi-sezione", args=[caso.pk, parte.area.codice, parte.di_chi]) in pagina
        assert f'value="{parte.chiave}"' in pagina
    assert "oppure scrivi il motivo" in _concludi(client, caso)
    analisi.refresh_from_db()
    assert analisi.stato == StatoAnalisi.BOZZA
    _concludi(client, caso, versione="2", parti=[TUTTE], motivo_parti=MOTIVO)
    analisi.refresh_from_db()
    assert analisi.stato == StatoAnalisi.FINALIZZATA
    letta = client.get(reverse("analisi-versione", args=[caso.pk, 1])).text
    assert letta.count(MOTIVO) == len(altre)


def test_senza_motivo_il_messaggio_e_accanto_e_le_parti_scelte_restano(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    pagina = _concludi(entra(cast.anna_verdi), caso, parti=["AP.APER:famiglia"])
    assert 'id="errore-motivo-parti"' in pagina
    assert 'value="AP.APER:famiglia" checked' in pagina


def test_il_conflitto_dice_se_ho_salvato_io_da_un_altra_scheda(
    cast: Cast, entra: Entra, caso: CasoAdi, analisi: AnalisiPreliminare
) -> None:
    indirizzo = reverse("analisi-sezione", args=[caso.pk, "AP.APER", "famiglia"])
    client, dati = entra(cast.anna_verdi), {"versione": "0", "AP_APER_01": "La casa"}
    client.post(indirizzo, dati)
    riga = analisi.sezioni.get(area="AP.APER")
    quando = f"alle {timezone.localtime(riga.aggiornato_il):%H:%M}"
    assert f"Hai salvato tu da un&#x27;altra scheda {quando}" in client.post(indirizzo, dati).text
    automatico = client.post(indirizzo, dati, headers={"X-Salvataggio": "automatico"}).json()
    assert automatico["conflitto"].startswith(f"Hai salvato tu da un'altra scheda {quando}")
    SezioneAnalisi.objects.filter(pk=riga.pk).update(aggiornato_da=cast.cora_coordina)
    testo = client.post(indirizzo, dati).text
    assert f"Un&#x27;altra persona, {cast.cora_coordina}, ha salvato questa parte" in testo
