"""Who is proposed and why, who takes the place, posts that pass to others, the end, the sheet that is printed."""

import datetime

import pytest
from django.urls import reverse

from adi_platform.documenti.models import Documento
from adi_platform.errori import DominioError
from cases.enums import StatoAnalisi, StatoCaso
from cases.models import AnalisiPreliminare, CasoAdi, SezioneAnalisi
from cases.services.analisi import modulo_corrente
from cases.services.assegnazioni import assegna_caso
from equipe.models import Equipe
from equipe.rules.composizione import Trovato, proponi
from equipe.services.cambi import cambia_referente, cambia_responsabile, correggi_costituzione
from equipe.services.composizione import candidati_per, prepara_composizione, proposta_per
from equipe.services.contenuti import ruoli
from equipe.services.equipe import sciogli_equipe
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.equipe.scena import convoca, di, equipe_di
from tests.people import Cast
from tests.protocollo.scena import adulta

DEBITI = Trovato(voce="AP.ABIT.02", codice="SFR", testo="C'è il rischio di perderla? Sfratto")
PAURA = Trovato(voce="AP.PERS.06", codice="NO", testo="Si sente al sicuro? No")
SEPARATI = Trovato(voce="AP.RETI.03", codice="CONF", testo="Ci sono accordi sui figli? Conflitto")


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    """An analysis that was finished: risk of losing the home, a substance that weighs."""
    caso = crea_caso(cast, stato=StatoCaso.INCONTRATO, cognome="Inventatissima")
    analisi = AnalisiPreliminare.objects.create(
        caso=caso,
        modulo=modulo_corrente(caso.ambito),
        stato=StatoAnalisi.FINALIZZATA,
        iniziata_il=oggi(),
        finalizzata_il=datetime.datetime.now(datetime.UTC),
        finalizzata_da=cast.anna_verdi,
    )
    SezioneAnalisi.objects.create(analisi=analisi, area="AP.ABIT", risposte={"AP.ABIT.02": {"valore": "SFR"}})
    SezioneAnalisi.objects.create(
        analisi=analisi, area="AP.PERS", persona_id=adulta(caso), risposte={"AP.PERS.05": {"valore": "CURA"}}
    )
    return caso


def funzioni(*trovati: Trovato, presenti: tuple[str, ...] = ("RU.CM",)) -> list[str]:
    return [p.funzione for p in proponi(tuple(ruoli().values()), trovati, presenti=presenti)]


def test_si_propone_la_base_e_chi_serve_per_quei_bisogni() -> None:
    assert funzioni() == ["RU.EDU", "RU.OPCPI"]
    assert funzioni(DEBITI) == ["RU.EDU", "RU.OPCPI", "RU.ERP"]
    assert funzioni(DEBITI, presenti=("RU.CM", "RU.EDU", "RU.OPCPI", "RU.ERP")) == []


def test_il_mediatore_familiare_mai_dove_c_e_paura() -> None:
    assert "RU.MEDF" in funzioni(SEPARATI)
    assert "RU.MEDF" not in funzioni(SEPARATI, PAURA)
    assert "RU.CAV" in funzioni(SEPARATI, PAURA)


def test_la_proposta_dice_perche_e_trova_chi_c_e(caso: CasoAdi, cast: Cast) -> None:
    posti = {p.funzione: p for p in proposta_per(caso)}
    assert {"RU.EDU", "RU.OPCPI", "RU.ERP", "RU.SERD"} <= set(posti)
    assert any("perderla" in motivo for motivo in posti["RU.ERP"].motivi)

    candidati = candidati_per(caso, list(posti.values()))

    assert "Nico Centroimpiego, Centro per l'impiego di Esempio" in [str(c) for c in candidati["RU.OPCPI"]]
    assert "Elio" in [c.nome for c in candidati["RU.EDU"]]
    assert "Otto" not in [c.nome for lista in candidati.values() for c in lista]


def test_si_costituisce_con_la_proposta(caso: CasoAdi, cast: Cast, entra: Entra) -> None:
    client, pk = entra(cast.anna_verdi), caso.pk
    dati = {
        "costituita_il": f"{oggi():%Y-%m-%d}",
        "motivo": "Più bisogni.",
        "responsabile": cast.cora_coordina.pk,
        "senza_referente": "L'unica adulta è in ospedale.",
    }
    assert client.post(reverse("equipe-costituisci", args=[pk]), dati).status_code == 302
    proposta = reverse("equipe-proposta", args=[pk])
    assert "rischio di perderla" in client.get(proposta).text
    assert client.post(proposta).status_code == 422
    assert client.post(proposta, {"chi_RU_EDU": "u999999"}).status_code == 422

    scelte = {"chi_RU_EDU": f"u{cast.elio_educatore.pk}", "chi_RU_OPCPI": f"u{cast.nico_cpi.pk}"}
    assert client.post(proposta, scelte).status_code == 302

    equipe = Equipe.objects.get(caso=caso)
    assert equipe.responsabile == cast.cora_coordina
    nico = equipe.membri.get(utente=cast.nico_cpi)
    assert (nico.ente, nico.funzione) == (cast.territorio.cpi, "RU.OPCPI")
    # One sheet when it was constituted, another when people came in.
    assert Documento.objects.filter(oggetto_tipo="equipe.composizione", oggetto_id=equipe.pk).count() == 2
    assert "Il documento della composizione" in client.get(reverse("equipe-scheda", args=[pk])).text


def test_un_partner_in_equipe_porta_il_suo_ente(caso: CasoAdi, cast: Cast, entra: Entra) -> None:
    equipe = equipe_di(caso, cast)
    dati = {"funzione": "RU.SCU", "utente": cast.lia_scuola.pk, "dal": f"{oggi():%Y-%m-%d}"}

    assert (
        entra(cast.anna_verdi).post(reverse("equipe-membro-nuovo", args=[caso.pk]), dati).status_code == 302
    )

    assert equipe.membri.get(utente=cast.lia_scuola).ente == cast.territorio.scuola
    assert entra(cast.lia_scuola).get(reverse("equipe-scheda", args=[caso.pk])).status_code == 403


def test_i_cambi_restano_scritti_con_data_e_motivo(caso: CasoAdi, cast: Cast, entra: Entra) -> None:
    equipe = equipe_di(caso, cast)
    with pytest.raises(DominioError, match="perché"):
        cambia_responsabile(
            equipe=equipe, a=cast.cora_coordina, dal=oggi(), motivo=" ", operatore=cast.anna_verdi
        )
    cambia_responsabile(
        equipe=equipe, a=cast.cora_coordina, dal=oggi(), motivo="Maternità.", operatore=cast.anna_verdi
    )
    client, cambia = entra(cast.anna_verdi), reverse("equipe-cambia", args=[caso.pk, "referente"])
    assert client.post(cambia).status_code == 422
    minore = caso.componenti.order_by("-persona__data_nascita")[0].persona_id
    dati = {"a": minore, "dal": f"{oggi():%Y-%m-%d}", "motivo": "Lo chiede la famiglia."}
    assert client.post(cambia, dati).status_code == 422
    assert client.get(reverse("equipe-cambia", args=[caso.pk, "case_manager"])).status_code == 404

    pagina = client.get(reverse("equipe-scheda", args=[caso.pk])).text
    assert "Anna Verdi → Cora Coordina. Maternità." in pagina
    with pytest.raises(DominioError, match="È già"):
        cambia_referente(
            equipe=equipe,
            a=caso.nucleo.referente,  # type: ignore[arg-type]  # the household has one
            dal=oggi(),
            motivo="x",
            operatore=cast.anna_verdi,
        )


def test_il_giorno_della_costituzione_si_corregge_con_un_motivo(
    caso: CasoAdi, cast: Cast, entra: Entra
) -> None:
    equipe = equipe_di(caso, cast)
    futuro, ieri = oggi() + datetime.timedelta(days=9), oggi() - datetime.timedelta(days=1)
    Equipe.objects.filter(pk=equipe.pk).update(costituita_il=futuro)
    equipe.membri.update(dal=futuro)
    client, dove = entra(cast.anna_verdi), reverse("equipe-cambia", args=[caso.pk, "costituzione"])
    assert client.get(dove).status_code == 200
    for storti in (
        {},
        {"costituita_il": ieri.isoformat()},
        {"costituita_il": futuro.isoformat(), "motivo": "x"},
    ):
        assert client.post(dove, storti).status_code == 422
    assert (
        client.post(dove, {"costituita_il": ieri.isoformat(), "motivo": "Mese sbagliato."}).status_code == 302
    )
    equipe.refresh_from_db()
    assert equipe.costituita_il == ieri
    assert set(equipe.membri.values_list("dal", flat=True)) == {ieri}
    pagina = client.get(reverse("equipe-scheda", args=[caso.pk])).text
    assert f"{futuro:%d/%m/%Y} → {ieri:%d/%m/%Y}. Mese sbagliato." in pagina
    equipe.membri.filter(utente=cast.elio_educatore).update(al=ieri, motivo_variazione="Prova.")
    with pytest.raises(DominioError, match="ha lasciato"):
        correggi_costituzione(
            equipe=equipe, costituita_il=oggi(), motivo="Di nuovo.", operatore=cast.anna_verdi
        )


def test_il_responsabile_del_caso_segue_l_assegnazione(caso: CasoAdi, cast: Cast) -> None:
    equipe = equipe_di(caso, cast)
    incontro = convoca(equipe, cast.anna_verdi)

    assegna_caso(
        caso=caso,
        a=cast.bruno_colle,
        dal=oggi(),
        motivo="Cambio di zona.",
        operatore=cast.cora_coordina,
        al=oggi(),
    )

    equipe.refresh_from_db()
    assert equipe.case_manager == cast.bruno_colle
    attuali = equipe.membri.filter(funzione="RU.CM", al__isnull=True)
    assert [m.utente for m in attuali] == [cast.bruno_colle]
    cambio = equipe.cambi.get(che_cosa="case_manager")
    assert (cambio.prima, cambio.dopo, cambio.motivo) == ("Anna Verdi", "Bruno Colle", "Cambio di zona.")
    assert not incontro.riunione.partecipanti.filter(utente=cast.anna_verdi).exists()
    assert di(incontro, cast.bruno_colle).risposta == "in_attesa"


def test_sciolta_con_un_motivo_tutti_escono_e_le_riunioni_si_annullano(caso: CasoAdi, cast: Cast) -> None:
    equipe = equipe_di(caso, cast)
    incontro = convoca(equipe, cast.anna_verdi)
    with pytest.raises(DominioError, match="perché"):
        sciogli_equipe(equipe=equipe, operatore=cast.anna_verdi, al=oggi(), motivo="")

    sciogli_equipe(equipe=equipe, operatore=cast.anna_verdi, al=oggi(), motivo="Obiettivi raggiunti.")

    incontro.riunione.refresh_from_db()
    assert incontro.riunione.stato == "annullata"
    assert not equipe.membri.filter(al__isnull=True).exists()
    equipe_di(caso, cast)
    with pytest.raises(DominioError, match="sciolta"):
        sciogli_equipe(equipe=equipe, operatore=cast.anna_verdi, al=oggi(), motivo="Ancora.")


def test_il_foglio_cambia_solo_se_cambia_l_equipe_e_non_dice_perche(caso: CasoAdi, cast: Cast) -> None:
    equipe = equipe_di(caso, cast)
    primo = prepara_composizione(equipe=equipe, operatore=cast.anna_verdi)
    assert prepara_composizione(equipe=equipe, operatore=cast.anna_verdi).pk == primo.pk
    cambia_responsabile(
        equipe=equipe, a=cast.cora_coordina, dal=oggi(), motivo="Altra zona.", operatore=cast.anna_verdi
    )
    assert prepara_composizione(equipe=equipe, operatore=cast.anna_verdi).pk != primo.pk
    assert "Bisogni su più fronti" not in str(primo.contenuto)
    assert "Elio Educatore" in str(primo.contenuto)
