"""Every page of the case opens for who works on it, and says nothing to who must not see it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from adi_platform.ui.formati import con_articolo
from cases.enums import ESITO_COMPLESSO, EsitoIncontro, Parentela, StatoAnalisi, StatoCaso
from cases.models import (
    AnalisiPreliminare,
    AttestazioneISEE,
    CasoAdi,
    EsitoAnalisi,
    ProssimoPasso,
    Recapito,
)
from cases.passi import percorso_di
from cases.services.analisi import modulo_corrente
from cases.services.scadenze import ricalcola_scadenze
from tests.casi import CANARINI, crea_appuntamento, crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

PAGINE_DEL_CASO = (
    "caso-scheda", "caso-stampa", "caso-cronologia", "caso-scadenze", "caso-diario", "caso-obblighi",
    "caso-date", "caso-beneficio", "caso-rinnovo", "caso-chiudi", "caso-escludi-monitoraggio",
    "appuntamento-nuovo", "appuntamento-spontanea",
)  # fmt: skip
DEL_COORDINAMENTO = ("caso-assegna", "caso-trasferisci", "caso-riapri", "caso-accessi")


@pytest.mark.parametrize(
    ("chi", "importa", "accoglie"),
    [("cora_coordina", True, True), ("anna_verdi", False, True), ("elio_educatore", False, False)],
)
def test_la_scrivania_vuota_propone_solo_cio_che_si_puo_fare(
    cast: Cast, entra: Entra, chi: str, importa: bool, accoglie: bool
) -> None:
    pagina = entra(cast.persone[chi]).get(reverse("scrivania")).content.decode()
    assert "Nessuna scadenza nei prossimi 30 giorni" in pagina
    assert ("importare un elenco" in pagina) is importa
    assert ("registrare un&#x27;accoglienza" in pagina or "registrare un'accoglienza" in pagina) is accoglie


@pytest.mark.parametrize("nome", PAGINE_DEL_CASO)
def test_chi_segue_il_caso_apre_ogni_sua_pagina(cast: Cast, entra: Entra, nome: str) -> None:
    caso = crea_caso(cast)
    crea_appuntamento(caso, cast.anna_verdi)
    risposta = entra(cast.anna_verdi).get(reverse(nome, args=[caso.pk]))
    assert risposta.status_code == 200
    assert "Esempio Maria" in risposta.content.decode()


@pytest.mark.parametrize("nome", [*PAGINE_DEL_CASO, *DEL_COORDINAMENTO])
def test_il_coordinamento_apre_ogni_pagina(cast: Cast, entra: Entra, nome: str) -> None:
    caso = crea_caso(cast)
    assert entra(cast.cora_coordina).get(reverse(nome, args=[caso.pk])).status_code == 200


@pytest.mark.parametrize("nome", [*PAGINE_DEL_CASO, *DEL_COORDINAMENTO])
@pytest.mark.parametrize("chi", ["carla_mare", "olga_altrove", "nico_cpi", "tito_tecnico", "senza_incarico"])
def test_fuori_dal_perimetro_nessuna_pagina_si_apre(cast: Cast, entra: Entra, nome: str, chi: str) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.persone[chi]).get(reverse(nome, args=[caso.pk]))
    assert risposta.status_code in (403, 404)
    assert not any(canarino in risposta.content.decode() for canarino in CANARINI)


@pytest.mark.parametrize(
    "chi",
    [
        "anna_verdi", "bruno_colle", "carla_mare", "sara_sportello", "elio_educatore", "vera_verifiche",
        "cora_coordina", "ciro_commissario", "pina_presidente", "dario_dirigente", "rita_ragioneria",
        "nico_cpi", "neri_asl", "dora_dpo", "tito_tecnico", "olga_altrove", "senza_incarico",
    ],
)  # fmt: skip
def test_ognuno_ha_la_sua_scrivania_senza_dati_riservati(cast: Cast, entra: Entra, chi: str) -> None:
    crea_caso(cast)
    crea_caso(cast, case_manager=None)
    risposta = entra(cast.persone[chi]).get(reverse("scrivania"), follow=True)
    assert risposta.status_code == 200
    altrove = [(reverse("portale"), 302)] if chi in ("nico_cpi", "neri_asl") else []
    assert risposta.redirect_chain == altrove
    assert not any(canarino in risposta.content.decode() for canarino in CANARINI)


@pytest.mark.parametrize("stato", list(StatoCaso))
def test_la_scheda_si_apre_in_ogni_stato(cast: Cast, entra: Entra, stato: StatoCaso) -> None:
    caso = crea_caso(cast, stato=stato, case_manager="anna_verdi")
    risposta = entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk]))
    assert risposta.status_code == 200
    assert "Prossimo passo" in risposta.content.decode()


def test_la_scheda_dell_appuntamento_offre_solo_esiti_coerenti(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    futuro = crea_appuntamento(caso, cast.anna_verdi, giorni=4)
    passato = crea_appuntamento(caso, cast.anna_verdi, giorni=-2)
    client = entra(cast.anna_verdi)
    pagina = client.get(reverse("appuntamento-scheda", args=[caso.pk, futuro.pk])).content.decode()
    assert f'value="{EsitoIncontro.SVOLTO}"' not in pagina
    pagina = client.get(reverse("appuntamento-scheda", args=[caso.pk, passato.pk])).content.decode()
    assert f'value="{EsitoIncontro.SVOLTO}"' in pagina
    assert f'value="{EsitoIncontro.ASSENZA_INGIUSTIFICATA}"' not in pagina


def test_un_appuntamento_di_un_altro_caso_e_404(cast: Cast, entra: Entra) -> None:
    mio, altrui = crea_caso(cast), crea_caso(cast, case_manager="bruno_colle")
    appuntamento = crea_appuntamento(altrui, cast.bruno_colle)
    indirizzo = reverse("appuntamento-scheda", args=[mio.pk, appuntamento.pk])
    assert entra(cast.anna_verdi).get(indirizzo).status_code == 404


def test_il_collega_della_stessa_unita_trova_la_scheda_ridotta(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    client = entra(cast.bruno_colle)
    risposta = client.get(reverse("caso-scheda", args=[caso.pk]), follow=True)
    testo = risposta.content.decode()
    assert risposta.redirect_chain == [(reverse("caso-chiedi-accesso", args=[caso.pk]), 302)]
    assert "Anna Verdi" in testo
    assert "Chiedi l&#x27;accesso" in testo
    assert client.get(reverse("caso-scadenze", args=[caso.pk])).status_code == 404


def test_lo_sportello_vede_i_contatti_e_non_il_resto(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    client = entra(cast.sara_sportello)
    risposta = client.get(reverse("caso-scheda", args=[caso.pk]), follow=True)
    assert "Persone e recapiti" in risposta.content.decode()
    for nome in ("caso-diario", "caso-obblighi", "caso-scadenze", "caso-stampa"):
        assert client.get(reverse(nome, args=[caso.pk])).status_code == 403


def test_il_recapito_protetto_non_compare_nemmeno_allo_sportello(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, protetta=True, componenti=1)
    testo = entra(cast.sara_sportello).get(reverse("caso-contatti", args=[caso.pk])).content.decode()
    assert "Domicilio protetto" in testo
    assert not any(canarino in testo for canarino in CANARINI)


def test_le_verifiche_aprono_la_loro_scheda(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.vera_verifiche).get(reverse("caso-scheda", args=[caso.pk]), follow=True)
    assert "Residenza e soggiorno" in risposta.content.decode()


def test_pagine_generali_si_aprono(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    crea_appuntamento(caso, cast.anna_verdi, giorni=0)
    client = entra(cast.anna_verdi)
    for nome in ("agenda", "caso-elenco", "accesso-elenco"):
        assert client.get(reverse(nome)).status_code == 200
    assert client.get(reverse("caso-apri", args=[caso.nucleo_id])).status_code == 200
    componente = caso.componenti.first()
    assert componente is not None
    assert client.get(reverse("obbligo-componente", args=[caso.pk, componente.pk])).status_code == 200


def test_la_scheda_porta_al_nucleo_alle_persone_all_isee_e_ai_recapiti(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    for tipo, valore in (("ordinario", 9360), ("prestazioni_familiari_inclusione", 7000)):
        AttestazioneISEE.objects.create(nucleo=caso.nucleo, tipo=tipo, valore=valore)
    CasoAdi.objects.filter(pk=caso.pk).update(note_elenco="Nota scritta nell'elenco")
    persona = caso.componenti.get(richiedente=True).persona
    Recapito.objects.create(persona=persona, tipo="telefono", valore="3180000077", valore_norm="3180000077")
    pagina = entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk])).text
    assert f'href="{reverse("nucleo-scheda", args=[caso.nucleo_id])}"' in pagina
    assert f'href="{reverse("persona-scheda", args=[persona.pk])}"' in pagina
    assert f'hx-get="{reverse("persona-recapiti", args=[persona.pk])}"' in pagina
    assert "3180000077" not in pagina, "il numero si mostra solo chiedendolo, e la lettura resta scritta"
    assert "7.000,00" in pagina
    assert "valori diversi" in pagina
    assert "Nota scritta nell&#x27;elenco" in pagina
    assert f'href="{reverse("analisi-quadro", args=[caso.pk])}">Analisi</a>' in pagina


def test_il_passo_di_assegnare_non_porta_la_scadenza_dell_isee(cast: Cast) -> None:
    caso = crea_caso(cast, case_manager=None)
    fra_poco = oggi() + datetime.timedelta(days=3)
    AttestazioneISEE.objects.create(nucleo=caso.nucleo, valore=1, scade_il=fra_poco)
    caso = CasoAdi.objects.get(pk=caso.pk)
    ricalcola_scadenze(caso, al=oggi())
    passo = ProssimoPasso.objects.get(caso=caso)
    assert passo.titolo == "Assegnare il caso"
    assert passo.entro != fra_poco


def test_l_assegnazione_non_viene_prima_del_caso(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, stato=StatoCaso.RICEVUTO, case_manager=None)
    dati = {"a": cast.anna_verdi.pk, "dal": "2020-01-01", "motivo": ""}
    risposta = entra(cast.cora_coordina).post(reverse("caso-assegna", args=[caso.pk]), dati)
    assert risposta.status_code == 422
    assert "non può venire prima" in risposta.text


def test_con_bisogni_complessi_il_percorso_passa_dall_equipe(cast: Cast) -> None:
    caso = crea_caso(cast, stato=StatoCaso.ANALIZZATO)
    assert "Équipe" not in [p["etichetta"] for p in percorso_di(caso)]
    analisi = AnalisiPreliminare.objects.create(
        caso=caso,
        modulo=modulo_corrente(caso.ambito),
        stato=StatoAnalisi.FINALIZZATA,
        iniziata_il=oggi(),
        finalizzata_il=timezone.now(),
        finalizzata_da=cast.anna_verdi,
    )
    EsitoAnalisi.objects.create(analisi=analisi, codice=ESITO_COMPLESSO)
    passi = {p["etichetta"]: p["stato"] for p in percorso_di(caso)}
    assert (passi["Analisi"], passi["Équipe"], passi["Patto"]) == ("fatto", "attuale", "da_fare")


def test_la_scheda_dice_il_rapporto_fra_le_persone_e_il_giorno_del_pad(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, componenti=3)
    minore = caso.componenti.select_related("persona").get(persona__nome="Luca").persona
    client, indirizzo = entra(cast.anna_verdi), reverse("caso-scheda", args=[caso.pk])
    for sesso, detto in (
        ("F", "figlia di Maria"),
        ("M", "figlio di Maria"),
        ("", "figlio o figlia di Maria"),
    ):
        minore.sesso = sesso
        minore.save()
        assert detto in client.get(indirizzo).text
    pagina = client.get(indirizzo).text
    assert "coniuge o unito civilmente di Maria" in pagina
    testata = pagina[: pagina.index("Prossimo passo")]
    assert f"PAD firmato {con_articolo(caso.data_pad)}" in testata
    caso.data_pad = None
    caso.save()
    assert "data del PAD da scrivere" in client.get(indirizzo).text


@pytest.mark.parametrize(
    ("parentela", "sesso", "detto"),
    [
        (Parentela.GENERO, "F", "nuora di Maria"),
        (Parentela.FRATELLO, "", "fratello o sorella di Maria"),
        (Parentela.NIPOTE, "F", "nipote di Maria"),
        (Parentela.MINORE_AFFIDATO, "M", "minore in affido a Maria"),
        (Parentela.RICHIEDENTE, "F", ""),
        (Parentela.ALTRO, "M", ""),
    ],
)
def test_il_rapporto_si_dice_con_la_parola_giusta(parentela: Parentela, sesso: str, detto: str) -> None:
    assert parentela.con("Maria", sesso=sesso) == detto
