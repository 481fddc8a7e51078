"""Who comes to the counter without an INPS application: a case of its own kind, without the clocks of the AdI."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from adi_platform.errori import DominioError
from cases.enums import EsitoIncontro, StatoBeneficio, StatoCaso, TipoCaso
from cases.models import CasoAdi
from cases.services.accoglienza import accogli
from cases.services.assegnazioni import assegna_caso
from cases.services.casi import apri_caso, cambia_stato_beneficio, chiudi_caso
from cases.services.correzioni import correggi_date
from cases.services.periodi import aggiungi_rinnovo
from tests.casi import crea_appuntamento, crea_caso, crea_nucleo, crea_persona, oggi
from tests.conftest import Entra
from tests.people import Cast


def crea_caso_sportello(cast: Cast, *, incontrato: bool = False, cognome: str = "Sportelli") -> CasoAdi:
    """Anna's case of a household that came to the counter of Borgo Sereno."""
    luogo = cast.territorio.comuni["Borgo Sereno"]
    nucleo = crea_nucleo(cast.territorio.ambito, luogo, cognome=cognome)
    caso = apri_caso(
        nucleo=nucleo, comune=luogo, tipo=TipoCaso.SPORTELLO, operatore=cast.sara_sportello, al=oggi()
    )
    caso = assegna_caso(
        caso=caso, a=cast.anna_verdi, dal=oggi(), motivo="", operatore=cast.cora_coordina, al=oggi()
    )
    if incontrato:
        crea_appuntamento(caso, cast.anna_verdi, giorni=-1, esito=EsitoIncontro.SVOLTO)
        caso.stato = StatoCaso.INCONTRATO
        caso.save()
    return caso


def test_una_presa_in_carico_nasce_senza_domanda_e_senza_orologi_adi(cast: Cast) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    assert (caso.numero_domanda, caso.data_pad, caso.adi) == ("", None, False)
    assert caso.periodi.count() == 0
    assert set(caso.scadenze.values_list("tipo", flat=True)) <= {"isee", "titolo_soggiorno", "appuntamento"}
    assert str(caso).endswith("Presa in carico dallo sportello")


def test_lo_stesso_nucleo_ha_una_sola_presa_in_carico_aperta(cast: Cast) -> None:
    caso = crea_caso_sportello(cast)
    comuni = {"nucleo": caso.nucleo, "comune": caso.comune, "operatore": cast.sara_sportello, "al": oggi()}
    with pytest.raises(DominioError, match="già in carico"):
        apri_caso(tipo=TipoCaso.SPORTELLO, **comuni)
    assert apri_caso(numero_domanda="INPS-ADI-PROVA-SP-1", **comuni).adi
    chiudi_caso(caso=caso, motivo="bisogno risolto", operatore=cast.anna_verdi, al=oggi())
    assert apri_caso(tipo=TipoCaso.SPORTELLO, **comuni).pk != caso.pk


def test_il_numero_di_domanda_resta_obbligatorio_e_unico_solo_per_l_adi(cast: Cast) -> None:
    nucleo = crea_nucleo(cast.territorio.ambito, cast.territorio.comuni["Borgo Sereno"])
    comuni = {"nucleo": nucleo, "comune": nucleo.comune, "operatore": cast.sara_sportello, "al": oggi()}
    with pytest.raises(DominioError, match="numero della domanda") as errore:
        apri_caso(numero_domanda=" ", **comuni)
    assert errore.value.campo == "numero_domanda"
    with pytest.raises(DominioError, match="non ha domanda"):
        apri_caso(tipo=TipoCaso.SPORTELLO, numero_domanda="INPS-1", **comuni)
    crea_caso_sportello(cast, cognome="Uno")
    crea_caso_sportello(cast, cognome="Due")
    assert CasoAdi.objects.filter(numero_domanda="").count() == 2


def test_la_banca_dati_rifiuta_un_caso_adi_senza_numero(cast: Cast) -> None:
    caso = crea_caso(cast)
    caso.numero_domanda = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        caso.save()


def test_gli_atti_dell_adi_non_si_applicano(cast: Cast) -> None:
    caso = crea_caso_sportello(cast)
    chi = {"operatore": cast.anna_verdi}
    with pytest.raises(DominioError, match="Assegno di Inclusione"):
        cambia_stato_beneficio(caso=caso, stato=StatoBeneficio.SOSPESO, motivo="", **chi)
    with pytest.raises(DominioError, match="Assegno di Inclusione"):
        aggiungi_rinnovo(caso=caso, data_domanda=oggi(), data_pad=None, numero_domanda="", al=oggi(), **chi)
    with pytest.raises(DominioError, match="Assegno di Inclusione"):
        correggi_date(
            caso=caso, versione=caso.versione, al=oggi(), data_domanda=oggi(), data_pad=oggi(),
            data_trasmissione=None, data_accoglimento=None, **chi,
        )  # fmt: skip


def test_chi_non_ha_nucleo_lo_riceve_con_l_accoglienza(cast: Cast) -> None:
    persona = crea_persona(cast.territorio.ambito, cognome="Solitari", nome="Ugo")
    caso = accogli(
        persona=persona,
        comune=cast.territorio.comuni["Borgo Sereno"],
        tipo=TipoCaso.SPORTELLO,
        operatore=cast.sara_sportello,
        al=oggi(),
    )
    assert caso.nucleo.referente == persona
    assert caso.componenti.get().richiedente


def test_lo_sportello_accoglie_dalla_ricerca_al_caso(cast: Cast, entra: Entra) -> None:
    luogo = cast.territorio.comuni["Borgo Sereno"]
    nucleo = crea_nucleo(cast.territorio.ambito, luogo, cognome="Cercabile")
    client = entra(cast.sara_sportello)
    assert "Nuova accoglienza" in client.get(reverse("scrivania")).content.decode()
    assert nucleo.referente is not None
    indirizzo = reverse("accoglienza", args=[nucleo.referente.pk])
    trovata = client.post(reverse("cerca"), {"q": "Cercabile"}).content.decode()
    assert indirizzo in trovata
    assert client.get(indirizzo).status_code == 200
    sbagliato = client.post(indirizzo, {"tipo": "adi", "comune": luogo.pk})
    assert sbagliato.status_code == 422
    assert "Scrivi il numero della domanda INPS." in sbagliato.content.decode()
    risposta = client.post(indirizzo, {"tipo": "sportello", "comune": luogo.pk})
    caso = CasoAdi.objects.get(nucleo=nucleo)
    assert (risposta.status_code, caso.tipo) == (302, TipoCaso.SPORTELLO)
    assert "È già seguita" in client.get(indirizzo).content.decode()


def test_una_ricerca_vuota_porta_a_registrare_la_persona(cast: Cast, entra: Entra) -> None:
    testo = entra(cast.sara_sportello).post(reverse("cerca"), {"q": "Inesistentissima"}).content.decode()
    assert "Registra una nuova persona" in testo


@pytest.mark.parametrize("chi", ["carla_mare", "olga_altrove", "nico_cpi", "dora_dpo", "senza_incarico"])
def test_chi_non_lavora_li_non_accoglie(cast: Cast, entra: Entra, chi: str) -> None:
    nucleo = crea_nucleo(cast.territorio.ambito, cast.territorio.comuni["Borgo Sereno"], cognome="Cercabile")
    assert nucleo.referente is not None
    indirizzo = reverse("accoglienza", args=[nucleo.referente.pk])
    client = entra(cast.persone[chi])
    assert client.get(indirizzo).status_code in (403, 404)
    assert client.post(indirizzo, {"tipo": "sportello"}).status_code in (403, 404)
    assert not CasoAdi.objects.filter(nucleo=nucleo).exists()


def test_il_comune_di_un_altro_territorio_non_si_sceglie(cast: Cast, entra: Entra) -> None:
    nucleo = crea_nucleo(cast.territorio.ambito, cast.territorio.comuni["Borgo Sereno"])
    assert nucleo.referente is not None
    risposta = entra(cast.sara_sportello).post(
        reverse("accoglienza", args=[nucleo.referente.pk]),
        {"tipo": "sportello", "comune": cast.territorio.comuni["Altrove"].pk},
    )
    assert risposta.status_code == 422
    assert not CasoAdi.objects.filter(nucleo=nucleo).exists()


def test_la_scheda_della_presa_in_carico_non_parla_di_inps(cast: Cast, entra: Entra) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    client = entra(cast.anna_verdi)
    testo = client.get(reverse("caso-scheda", args=[caso.pk])).content.decode()
    assert "presa in carico dallo sportello" in testo
    for parola in (
        "GePI",
        "Stato del beneficio",
        "Registra un rinnovo",
        "Scrivi la data del PAD",
    ):
        assert parola not in testo
    for nome in ("caso-stampa", "caso-scadenze", "caso-cronologia"):
        assert client.get(reverse(nome, args=[caso.pk])).status_code == 200
    spontanea = client.get(reverse("appuntamento-spontanea", args=[caso.pk])).content.decode()
    assert "GePI" not in spontanea


def test_l_elenco_si_filtra_per_provenienza(cast: Cast, entra: Entra) -> None:
    crea_caso(cast, cognome="Delladi")
    crea_caso_sportello(cast, cognome="Dellosportello")
    client = entra(cast.anna_verdi)
    testo = client.get(reverse("caso-elenco"), {"tipo": "sportello"}).content.decode()
    assert "Dellosportello" in testo
    assert "Delladi" not in testo


RAGAZZO = datetime.date(oggi().year - 15, 1, 10)


def test_un_minorenne_solo_non_apre_un_caso_e_il_messaggio_sta_accanto_al_campo(
    cast: Cast, entra: Entra
) -> None:
    luogo = cast.territorio.comuni["Borgo Sereno"]
    persona = crea_persona(cast.territorio.ambito, cognome="Giovani", nata_il=RAGAZZO, comune_residenza=luogo)
    scritto = {"tipo": "sportello", "comune": luogo.pk}
    risposta = entra(cast.sara_sportello).post(reverse("accoglienza", args=[persona.pk]), scritto)
    assert risposta.status_code == 422
    assert "maggiorenne" in risposta.context["form"].errors["tipo"][0]
    assert CasoAdi.objects.count() == persona.appartenenze.count() == 0


def test_un_minorenne_non_inizia_un_nucleo(cast: Cast, entra: Entra) -> None:
    luogo = cast.territorio.comuni["Borgo Sereno"]
    persona = crea_persona(cast.territorio.ambito, cognome="Giovani", nata_il=RAGAZZO, comune_residenza=luogo)
    risposta = entra(cast.sara_sportello).post(
        reverse("nucleo-nuovo", args=[persona.pk]), {"dal": f"{oggi():%d/%m/%Y}", "comune": luogo.pk}
    )
    assert risposta.status_code == 422
    assert "maggiorenne" in risposta.context["form"].errors["dal"][0]


def test_un_minorenne_entra_nel_caso_della_sua_famiglia(cast: Cast) -> None:
    nucleo = crea_nucleo(cast.territorio.ambito, cast.territorio.comuni["Borgo Sereno"], componenti=2)
    minore = nucleo.appartenenze.get(parentela="figlio").persona
    caso = accogli(
        persona=minore,
        comune=nucleo.comune,
        tipo=TipoCaso.SPORTELLO,
        operatore=cast.sara_sportello,
        al=oggi(),
    )
    assert caso.nucleo == nucleo


def test_chi_alla_domanda_era_minorenne_non_chiede_l_adi(cast: Cast) -> None:
    nucleo = crea_nucleo(cast.territorio.ambito, cast.territorio.comuni["Borgo Sereno"], componenti=1)
    richiedente = nucleo.referente
    assert richiedente is not None
    domanda = oggi() - datetime.timedelta(days=30)
    richiedente.data_nascita = domanda.replace(year=domanda.year - 18) + datetime.timedelta(days=1)
    richiedente.save()
    voci = {"nucleo": nucleo, "comune": nucleo.comune, "operatore": cast.sara_sportello, "al": oggi()}
    with pytest.raises(DominioError, match="maggiorenne") as errore:
        apri_caso(numero_domanda="INPS-ADI-PROVA-MIN", data_domanda=domanda, **voci)
    assert errore.value.campo == "data_domanda"
    assert apri_caso(numero_domanda="INPS-ADI-PROVA-MIN", data_domanda=oggi(), **voci).adi
