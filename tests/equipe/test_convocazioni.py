"""A meeting on a household: convened, answered, moved, called off; each is told and nobody else sees."""

import base64
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.outbox.guardie import va_spedito
from adi_platform.outbox.models import Messaggio
from adi_platform.riunioni.enums import Risposta, StatoRiunione
from cases.enums import StatoCaso
from cases.models import CasoAdi
from cases.services.casi import chiudi_caso
from equipe.models import Equipe, IncontroEquipe
from equipe.rules.parole_neutre import perche_non_neutre
from equipe.services.convocazioni import NuovaData, annulla_incontro, sposta_incontro, togli_invitato
from equipe.services.equipe import congeda_membro
from equipe.services.promemoria import ricorda_le_riunioni
from equipe.services.risposte import Detto, rispondi
from equipe.views import incontri, inviti
from tests.casi import crea_caso
from tests.conftest import Entra
from tests.equipe.scena import SALA, convoca, di, equipe_di, tra
from tests.people import Cast


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast, stato=StatoCaso.INCONTRATO)


@pytest.fixture
def equipe(caso: CasoAdi, cast: Cast) -> Equipe:
    return equipe_di(caso, cast, (cast.nico_cpi, "RU.OPCPI"))


def ics_di(messaggio: Messaggio) -> str:
    return base64.b64decode(messaggio.allegati[0]["contenuto"]).decode()


def lettere(evento: str) -> dict[str, Messaggio]:
    return {m.destinatario: m for m in Messaggio.objects.filter(evento=f"riunione.{evento}")}


def test_ognuno_riceve_l_invito_con_il_calendario_e_solo_chi_ha_un_account_il_collegamento(
    equipe: Equipe, cast: Cast
) -> None:
    incontro = convoca(equipe, cast.anna_verdi)

    inviti = lettere("invito")
    assert set(inviti) == {
        "anna_verdi@esempio.invalid",
        "elio_educatore@esempio.invalid",
        "nico_cpi@esempio.invalid",
        "medea@esempio.invalid",
    }
    assert f"/portale/riunioni/{incontro.riunione_id}/" in inviti["nico_cpi@esempio.invalid"].testo
    assert f"/equipe/inviti/{incontro.riunione_id}/" in inviti["elio_educatore@esempio.invalid"].testo
    assert "http" not in inviti["medea@esempio.invalid"].testo
    for lettera in inviti.values():
        assert "SEQUENCE:0" in ics_di(lettera)
        for persona in [c.persona for c in equipe.caso.componenti.all()]:
            assert persona.cognome not in lettera.testo + lettera.oggetto + ics_di(lettera)
    assert di(incontro, cast.anna_verdi).risposta == Risposta.ACCETTATO
    assert di(incontro, cast.elio_educatore).risposta == Risposta.IN_ATTESA


def test_chi_e_gia_convocato_a_quell_ora_si_fa_notare(
    equipe: Equipe, caso: CasoAdi, cast: Cast, entra: Entra
) -> None:
    convoca(equipe, cast.anna_verdi)
    with pytest.raises(DominioError, match="altra riunione per Anna Verdi, Elio Educatore, Nico"):
        convoca(equipe, cast.anna_verdi, comunque=False)
    convoca(equipe, cast.anna_verdi, comunque=True)
    seconda = convoca(equipe, cast.anna_verdi, giorni=6)
    nuova = NuovaData(inizio=tra(5), fine=tra(5, 11), dove=SALA, attesa=0)
    with pytest.raises(DominioError, match="altra riunione per Anna Verdi"):
        sposta_incontro(incontro=seconda, nuova=nuova, operatore=cast.anna_verdi)
    mia = entra(cast.anna_verdi).get(reverse("agenda"), {"giorno": f"{tra(6):%Y-%m-%d}"}).text
    assert "Le tue riunioni" in mia
    assert "Sala della Prova" in mia


def test_spostata_riparte_da_capo_con_una_sequenza_piu_alta(equipe: Equipe, cast: Cast) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    elio = di(incontro, cast.elio_educatore)
    rispondi(
        partecipante=elio,
        risposta=Risposta.RIFIUTATO,
        detto=Detto(motivo="Sono fuori."),
        operatore=cast.elio_educatore,
    )
    vecchio = lettere("invito")["elio_educatore@esempio.invalid"]
    nuova = NuovaData(inizio=tra(8), fine=tra(8, 11), dove=SALA, attesa=0)

    sposta_incontro(incontro=incontro, nuova=nuova, operatore=cast.anna_verdi)

    elio.refresh_from_db()
    assert (elio.risposta, elio.motivo, elio.risposto_il) == (Risposta.IN_ATTESA, "", None)
    ics = ics_di(lettere("spostata")["elio_educatore@esempio.invalid"])
    assert "SEQUENCE:1" in ics
    assert "METHOD:REQUEST" in ics
    assert not va_spedito(vecchio)
    with pytest.raises(DominioError, match="già cambiato"):
        sposta_incontro(incontro=incontro, nuova=nuova, operatore=cast.anna_verdi)


def test_annullata_la_toglie_dai_calendari_e_non_si_risponde_piu(
    equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    incontro = convoca(equipe, cast.anna_verdi)

    annulla_incontro(incontro=incontro, motivo="La famiglia è via.", operatore=cast.anna_verdi)

    ics = ics_di(lettere("annullata")["medea@esempio.invalid"])
    assert "METHOD:CANCEL" in ics
    assert "STATUS:CANCELLED" in ics
    assert "SEQUENCE:1" in ics
    assert "via" not in lettere("annullata")["medea@esempio.invalid"].testo.split("\n")[2]
    assert entra(cast.elio_educatore).get(reverse("invito", args=[incontro.riunione_id])).status_code == 404


def test_chi_chiede_un_altro_orario_lo_ottiene_con_un_pulsante(
    equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    rispondi(
        partecipante=di(incontro, cast.nico_cpi),
        risposta=Risposta.ALTRO_ORARIO,
        detto=Detto(inizio=tra(6, 15)),
        operatore=cast.nico_cpi,
    )
    client = entra(cast.anna_verdi)
    assert "altro orario" in client.get(reverse("scrivania"), follow=True).content.decode()
    pagina = client.get(reverse("equipe-incontri", args=[equipe.caso_id])).content.decode()
    assert "Sposta a quest'ora" in pagina.replace("&#x27;", "'")
    nico = di(incontro, cast.nico_cpi).pk
    dove = reverse("equipe-incontro-orario", args=[equipe.caso_id, incontro.pk, nico])

    assert client.post(dove).status_code == 422
    assert client.post(dove, {"attesa": 0}).status_code == 302

    incontro.riunione.refresh_from_db()
    assert incontro.riunione.inizio == tra(6, 15)
    assert incontro.riunione.fine == tra(6, 16)
    assert di(incontro, cast.nico_cpi).risposta == Risposta.ACCETTATO
    assert di(incontro, cast.elio_educatore).risposta == Risposta.IN_ATTESA
    assert client.post(dove, {"attesa": 1}).status_code == 422


def test_si_convoca_dalla_pagina_e_un_nome_all_ordine_del_giorno_si_rifiuta(
    equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    client, dove = entra(cast.anna_verdi), reverse("equipe-incontro-nuovo", args=[equipe.caso_id])
    nome = equipe.caso.componenti.get(richiedente=True).persona.nome
    membri = list(equipe.membri.values_list("pk", flat=True))
    dati = {
        "giorno": f"{tra(9):%Y-%m-%d}",
        "ora": "10:00",
        "durata": "60",
        "luogo": "Sala della Prova",
        "motivo": "MR.AVVIO",
        "membri": membri,
        "punti": ["PR.GIRO"],
    }
    assert client.post(dove).status_code == 422
    con_nome = client.post(dove, {**dati, "altri_punti": f"Il lavoro di {nome}"})
    assert con_nome.status_code == 422
    assert f"Togli «{nome}»" in con_nome.content.decode()
    assert f"Il lavoro di {nome}" in con_nome.content.decode()
    ieri = client.post(dove, {**dati, "giorno": f"{tra(-1):%Y-%m-%d}"})
    assert "devono ancora venire" in ieri.content.decode()
    assert client.post(dove, {**dati, "luogo": ""}).status_code == 422
    assert not IncontroEquipe.objects.exists()

    assert client.post(dove, {**dati, "altri_punti": "Il lavoro del mattino"}).status_code == 302

    incontro = IncontroEquipe.objects.get()
    assert [p.titolo for p in incontro.riunione.punti.all()] == [
        "Chi siamo e che cosa può fare ciascuno",
        "Il lavoro del mattino",
    ]
    elenco = client.get(reverse("equipe-incontri", args=[equipe.caso_id])).content.decode()
    assert "Avvisato per posta, senza account" in elenco


def test_chi_e_invitato_risponde_e_si_vede_che_ha_visto(equipe: Equipe, cast: Cast, entra: Entra) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    client, pk = entra(cast.elio_educatore), incontro.riunione_id
    assert re.search(
        r"riunion\w+ a cui rispondere", client.get(reverse("scrivania"), follow=True).content.decode()
    )
    assert client.get(reverse("inviti")).status_code == 200
    assert di(incontro, cast.elio_educatore).visto_il is None

    assert client.get(reverse("invito", args=[pk])).status_code == 200

    assert di(incontro, cast.elio_educatore).visto_il is not None
    non_posso = reverse("invito-rispondi", args=[pk, "non-posso"])
    assert client.get(non_posso).status_code == 200
    assert client.post(non_posso, {"motivo": " "}).status_code == 422
    assert client.post(non_posso, {"motivo": "Sono in ferie."}).status_code == 302
    altro = reverse("invito-rispondi", args=[pk, "altro-orario"])
    assert client.post(altro, {"giorno": "2020-01-01", "inizio": "10:00"}).status_code == 422
    assert client.post(reverse("invito-rispondi", args=[pk, "partecipo"])).status_code == 422
    assert (
        client.post(reverse("invito-rispondi", args=[pk, "partecipo"]), {"conferma": "on"}).status_code == 302
    )
    assert di(incontro, cast.elio_educatore).risposta == Risposta.ACCETTATO
    assert client.get(reverse("invito-rispondi", args=[pk, "boh"])).status_code == 404
    assert client.get(reverse("invito-calendario", args=[pk])).status_code == 200


@pytest.mark.parametrize("chi", ["bruno_colle", "cora_coordina", "carla_mare"])
def test_chi_non_e_invitato_trova_404(chi: str, equipe: Equipe, cast: Cast, entra: Entra) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    client: Client = entra(getattr(cast, chi))
    for dove in (
        reverse("invito", args=[incontro.riunione_id]),
        reverse("invito-rispondi", args=[incontro.riunione_id, "partecipo"]),
    ):
        assert client.get(dove).status_code == 404


def test_un_collega_va_al_posto_e_se_non_serve_piu_perde_la_pagina(
    equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    anna = di(incontro, cast.anna_verdi)
    client, pk = entra(cast.anna_verdi), incontro.riunione_id
    delego = reverse("invito-rispondi", args=[pk, "delego"])
    assert client.post(delego, {"a": cast.elio_educatore.pk}).status_code == 422
    assert client.post(delego, {"a": cast.nico_cpi.pk}).status_code == 422

    assert client.post(delego, {"a": cast.bruno_colle.pk}).status_code == 302

    assert "bruno_colle@esempio.invalid" in lettere("delega")
    di_bruno = entra(cast.bruno_colle)
    assert "Vai al posto di" in di_bruno.get(reverse("invito", args=[pk])).content.decode()
    assert di_bruno.get(reverse("invito-rispondi", args=[pk, "non-posso"])).status_code == 404
    rispondi(partecipante=anna, risposta=Risposta.ACCETTATO, detto=Detto(), operatore=cast.anna_verdi)
    assert di_bruno.get(reverse("invito", args=[pk])).status_code == 404
    assert "STATUS:CANCELLED" in ics_di(lettere("annullata")["bruno_colle@esempio.invalid"])


def test_chi_lascia_l_equipe_non_e_piu_invitato(equipe: Equipe, cast: Cast, entra: Entra) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    congeda_membro(
        membro=equipe.membri.get(utente=cast.elio_educatore),
        operatore=cast.anna_verdi,
        al=timezone.localdate(),
        motivo="Cambia servizio.",
    )
    assert not incontro.riunione.partecipanti.filter(utente=cast.elio_educatore).exists()
    assert entra(cast.elio_educatore).get(reverse("invito", args=[incontro.riunione_id])).status_code == 404
    assert "STATUS:CANCELLED" in ics_di(lettere("annullata")["elio_educatore@esempio.invalid"])


def test_il_caso_chiuso_annulla_le_riunioni(equipe: Equipe, cast: Cast) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    chiudi_caso(caso=equipe.caso, motivo="Trasferiti.", operatore=cast.anna_verdi, al=timezone.localdate())
    incontro.riunione.refresh_from_db()
    assert incontro.riunione.stato == StatoRiunione.ANNULLATA


def test_il_promemoria_parte_una_volta_sola_e_non_a_chi_non_puo(equipe: Equipe, cast: Cast) -> None:
    vicino, _lontano = convoca(equipe, cast.anna_verdi, giorni=2), convoca(equipe, cast.anna_verdi, giorni=9)
    rispondi(
        partecipante=di(vicino, cast.elio_educatore),
        risposta=Risposta.RIFIUTATO,
        detto=Detto(motivo="In ferie."),
        operatore=cast.elio_educatore,
    )

    assert ricorda_le_riunioni(al=timezone.localdate()) == 3
    assert ricorda_le_riunioni(al=timezone.localdate()) == 0

    assert "elio_educatore@esempio.invalid" not in lettere("promemoria")
    assert di(vicino, cast.nico_cpi).promemoria_il is not None


def test_le_parole_neutre_non_nominano_la_famiglia() -> None:
    nomi = ["Maria Grazia", "De Rossi", "Li"]
    assert "Grazia" in perche_non_neutre("Lavoro di grazia", nomi)
    assert "codice fiscale" in perche_non_neutre("RSSMRA85C42H501X", nomi)
    assert perche_non_neutre("Li vediamo insieme", nomi) == ""


def test_chi_e_delegato_di_nuovo_riceve_un_altra_lettera(equipe: Equipe, cast: Cast) -> None:
    """The calendar takes it: its number is not lower than that of the letter that had taken it off."""
    incontro = convoca(equipe, cast.anna_verdi)
    anna, manda = di(incontro, cast.anna_verdi), Detto(a=cast.bruno_colle)
    for risposta, detto in ((Risposta.DELEGA, manda), (Risposta.ACCETTATO, Detto())) * 2:
        rispondi(partecipante=anna, risposta=risposta, detto=detto, operatore=cast.anna_verdi)
    ricevute = [
        (m.evento, re.search(r"SEQUENCE:(\d)", ics_di(m))[1])  # type: ignore[index]  # it is always there
        for m in Messaggio.objects.filter(destinatario=cast.bruno_colle.email).order_by("pk")
    ]
    andata = ("riunione.annullata", "1")
    assert ricevute == [("riunione.delega", "0"), andata, ("riunione.delega", "1"), andata]


def test_un_invitato_si_toglie_e_gli_altri_restano(equipe: Equipe, cast: Cast, entra: Entra) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    client, nico = entra(cast.anna_verdi), di(incontro, cast.nico_cpi)
    indirizzo = reverse("equipe-incontro-togli", args=[incontro.caso_id, incontro.pk, nico.pk])
    assert indirizzo in client.get(reverse("equipe-incontri", args=[incontro.caso_id])).text
    assert client.post(indirizzo).status_code == 422
    assert client.post(indirizzo, {"conferma": "on"}).status_code == 302
    assert not incontro.riunione.partecipanti.filter(utente=cast.nico_cpi).exists()
    assert "STATUS:CANCELLED" in ics_di(lettere("annullata")[cast.nico_cpi.email])
    assert (
        entra(cast.nico_cpi).get(reverse("portale-riunione", args=[incontro.riunione_id])).status_code == 404
    )
    assert equipe.membri.filter(utente=cast.nico_cpi, al__isnull=True).exists(), "resta nell'équipe"
    anna = di(incontro, cast.anna_verdi)
    with pytest.raises(DominioError, match="Chi tiene la riunione"):
        togli_invitato(incontro=incontro, partecipante=anna, operatore=cast.anna_verdi)


def test_chi_non_ha_account_risponde_a_voce_e_l_ufficio_lo_scrive(
    equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    medea = incontro.riunione.partecipanti.get(utente=None)
    lettera = lettere("invito")[medea.email]
    assert "chiama o scrivi a chi ti invita" in lettera.testo
    assert str(cast.anna_verdi) in lettera.testo
    client = entra(cast.anna_verdi)
    indirizzo = reverse("equipe-incontro-risposta", args=[incontro.caso_id, incontro.pk, medea.pk])
    assert indirizzo in client.get(reverse("equipe-incontri", args=[incontro.caso_id])).text
    for manca, messaggio in (
        ({}, "obbligatorio"),
        ({"risposta": "rifiutato"}, "Scrivi perché non puoi"),
        ({"risposta": "altro_orario", "giorno": tra(6).date().isoformat()}, "Scrivi l&#x27;ora"),
    ):
        storta = client.post(indirizzo, {"sequenza": "0", **manca})
        assert (storta.status_code, messaggio in storta.text) == (422, True), storta.text
    altro = {
        "sequenza": "0",
        "risposta": "altro_orario",
        "giorno": tra(6).date().isoformat(),
        "inizio": "11:00",
    }
    assert client.post(indirizzo, altro).status_code == 302
    medea.refresh_from_db()
    assert (medea.risposta, medea.visto_il) == (Risposta.ALTRO_ORARIO, None)
    orario = reverse("equipe-incontro-orario", args=[incontro.caso_id, incontro.pk, medea.pk])
    assert client.post(orario, {"attesa": "0", "proposto": medea.altro_inizio.isoformat()}).status_code == 302
    medea.refresh_from_db()
    assert medea.risposta == Risposta.ACCETTATO
    di_nico = reverse(
        "equipe-incontro-risposta", args=[incontro.caso_id, incontro.pk, di(incontro, cast.nico_cpi).pk]
    )
    assert client.get(di_nico).status_code == 404, "chi ha un account risponde da sé"


def test_prima_di_convocare_si_vede_che_cosa_leggera_ciascuno(
    caso: CasoAdi, equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    client, dove = entra(cast.anna_verdi), reverse("equipe-incontro-nuovo", args=[caso.pk])
    dati = {
        "giorno": tra(5).date().isoformat(), "ora": "10:00", "durata": "60", "luogo": "Sala",
        "motivo": "MR.PATTO", "membri": [m.pk for m in equipe.membri.all()], "anteprima": "1",
    }  # fmt: skip
    vista = client.post(dove, dati)
    assert (vista.status_code, IncontroEquipe.objects.count(), lettere("invito")) == (200, 0, {})
    assert "Che cosa leggerà chi viene da un altro ente" in vista.text
    madre = caso.componenti.get(richiedente=True).persona
    assert f"Di chi si parla: {madre.nome} {madre.cognome}" in vista.text
    assert "Definire insieme gli obiettivi" in vista.text
    storta = client.post(dove, {**dati, "altri_punti": f"Parliamo di {madre.cognome}"})
    assert (storta.status_code, "Che cosa leggerà chi" in storta.text) == (422, False)
    del dati["anteprima"]
    assert client.post(dove, dati).status_code == 302


def test_riunioni_e_inviti_stanno_a_pagine(
    caso: CasoAdi, equipe: Equipe, cast: Cast, entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incontri, "PER_PAGINA", 1)
    monkeypatch.setattr(inviti, "PER_PAGINA", 1)
    fatti = [convoca(equipe, cast.anna_verdi, giorni=giorni) for giorni in (6, 5)]
    for pagina, incontro in enumerate(fatti, start=1):
        elenco = entra(cast.anna_verdi).get(reverse("equipe-incontri", args=[caso.pk]), {"pagina": pagina})
        assert [r["incontro"] for r in elenco.context["incontri"]] == [incontro]
        mie = entra(cast.elio_educatore).get(reverse("inviti"), {"pagina": 3 - pagina})
        assert [r["riunione"] for r in mie.context["inviti"]] == [incontro.riunione]
        assert "pagina=" in elenco.text
        assert "pagina=" in mie.text


def test_chi_convoca_riceve_una_lettera_al_giorno_per_tutte_le_risposte(equipe: Equipe, cast: Cast) -> None:
    incontro = convoca(equipe, cast.anna_verdi)
    for chi in (cast.elio_educatore, cast.nico_cpi):
        rispondi(partecipante=di(incontro, chi), risposta=Risposta.ACCETTATO, detto=Detto(), operatore=chi)
    (lettera,) = Messaggio.objects.filter(evento="riunione.risposte")
    mattina = timezone.localtime(lettera.disponibile_dal)
    assert (mattina.date() - timezone.localdate()).days == 1
    assert (lettera.destinatario, mattina.hour) == (cast.anna_verdi.email, 7)
    assert va_spedito(lettera)
    annulla_incontro(incontro=incontro, motivo="Prova.", operatore=cast.anna_verdi)
    assert not va_spedito(lettera)
