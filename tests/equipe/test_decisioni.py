"""Who reads a decision, and its life until the minutes are approved: corrected, taken off, previewed."""

import datetime

import pytest
from django.urls import reverse
from django.utils.html import escape

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.riunioni.enums import ChiLegge
from adi_platform.riunioni.models import Decisione
from cases.enums import StatoScadenza
from cases.models import CasoAdi, Persona, Scadenza
from equipe.documents.verbale import chi_legge, contesto_verbale
from equipe.models import IncontroEquipe, VerbaleEquipe
from equipe.services.incontro import (
    SegnoPresenza,
    attua_decisione,
    correggi_decisione,
    decidi,
    famiglia_possibile,
    registra_presenze,
    togli_decisione,
)
from equipe.services.verbale import approva_verbale, impronta_del_verbale, salva_verbale
from tests.casi import oggi
from tests.conftest import Entra
from tests.equipe.incontri import crea_incontro, svolgi, verbalizza, verbalizza_e_approva
from tests.patti.costruttori import crea_equipe, crea_famiglia
from tests.people import Cast

TUTTI = ChiLegge.TUTTI


@pytest.fixture
def incontro(cast: Cast) -> IncontroEquipe:
    famiglia = crea_famiglia(cast)
    crea_equipe(famiglia, cast)
    incontro = crea_incontro(cast, famiglia.caso)
    svolgi(incontro, cast)
    return incontro


def decisione_di(incontro: IncontroEquipe) -> Decisione:
    return incontro.riunione.decisioni.get()


def dove(nome: str, incontro: IncontroEquipe, *altro: object) -> str:
    return reverse(nome, args=[incontro.caso_id, incontro.pk, *altro])


def test_senza_scegliere_la_legge_il_servizio_sociale_e_chi_se_ne_occupa(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    anna, nuova = entra(cast.anna_verdi), dove("equipe-incontro-decisione-nuova", incontro)
    modulo = anna.get(nuova).text
    assert "Solo il servizio sociale e chi se ne occupa" in modulo
    assert "nella loro copia del verbale solo se lo scegli" in modulo
    assert anna.post(nuova, {"testo": "Per noi."}).status_code == 302
    assert anna.post(nuova, {"testo": "A Nico.", "responsabile": cast.nico_cpi.pk}).status_code == 302
    assert anna.post(nuova, {"testo": "Per tutti.", "la_legge": "tutti"}).status_code == 302
    assert anna.post(nuova, {"testo": "Chissà.", "la_legge": "chissa"}).status_code == 422
    righe = incontro.riunione.decisioni.exclude(responsabile=cast.elio_educatore)
    assert [chi_legge(d) for d in righe] == [
        "solo il servizio sociale",
        f"il servizio sociale e {cast.nico_cpi}",
        "il servizio sociale e tutti gli enti invitati",
    ]
    scheda = anna.get(dove("equipe-incontro", incontro)).text
    assert all(f"La legge {chi_legge(d)}." in scheda for d in righe)


def test_una_decisione_si_corregge_e_la_sua_scadenza_la_segue(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    decisione = decisione_di(incontro)
    anna, correggi = (
        entra(cast.anna_verdi),
        dove("equipe-incontro-decisione-correggi", incontro, decisione.pk),
    )
    dati = {"testo": "Altre parole", "responsabile": cast.nico_cpi.pk, "entro": "2020-01-01", "versione": 0}
    sbagliata = anna.post(correggi, dati)
    assert sbagliata.status_code == 422
    assert "Altre parole" in sbagliata.text
    entro = oggi() + datetime.timedelta(days=4)
    dati["entro"] = entro.isoformat()
    assert anna.post(correggi, dati).status_code == 302
    scadenza = Scadenza.objects.get(caso=incontro.caso_id, chiave=f"decisione:{decisione.pk}")
    assert (scadenza.entro, scadenza.stato) == (entro, StatoScadenza.APERTA)
    assert "Nico" in scadenza.titolo

    vecchia = anna.post(correggi, {**dati, "testo": "Dalla scheda vecchia"})
    assert vecchia.status_code == 409
    assert "Dalla scheda vecchia" in vecchia.text
    assert anna.post(correggi, {"testo": "Senza giorno", "versione": 1}).status_code == 302
    scadenza.refresh_from_db()
    assert scadenza.stato == StatoScadenza.ANNULLATA
    assert list(decisione.history.values_list("testo", flat=True)) == [
        "Senza giorno", "Altre parole", "Iscrizione al centro pomeridiano",
    ]  # fmt: skip


def test_una_decisione_si_toglie_e_resta_nella_storia_con_chi_l_ha_tolta(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    decisione = decisione_di(incontro)
    anna, togli = entra(cast.anna_verdi), dove("equipe-incontro-decisione-togli", incontro, decisione.pk)
    assert entra(cast.elio_educatore).post(togli, {"versione": 0}).status_code == 403
    assert anna.post(togli, {}).status_code == 422
    assert anna.post(togli, {"versione": 5}).status_code == 409
    assert anna.post(togli, {"versione": 0}).status_code == 302
    assert not incontro.riunione.decisioni.exists()
    scadenza = Scadenza.objects.get(caso=incontro.caso_id, chiave=f"decisione:{decisione.pk}")
    assert scadenza.stato == StatoScadenza.ANNULLATA
    ultima = Decisione.history.filter(id=decisione.pk).latest("history_date")
    assert (ultima.history_type, ultima.history_user) == ("-", cast.anna_verdi)
    assert anna.get(togli).status_code == 404


def test_attuata_o_approvata_non_si_cambia_piu(incontro: IncontroEquipe, cast: Cast) -> None:
    anna, decisione = cast.anna_verdi, decisione_di(incontro)
    altra = decidi(incontro=incontro, testo="Altra", operatore=anna)
    attua_decisione(incontro=incontro, decisione=decisione, il=oggi(), operatore=anna)
    with pytest.raises(DominioError, match="già attuata"):
        togli_decisione(incontro=incontro, decisione=decisione, attesa=0, operatore=anna)
    verbalizza_e_approva(incontro, cast)
    with pytest.raises(DominioError, match="non si cambia più"):
        togli_decisione(incontro=incontro, decisione=altra, attesa=0, operatore=anna)
    with pytest.raises(DominioError, match="non si cambia più"):
        correggi_decisione(
            incontro=incontro, decisione=altra, attesa=0, operatore=anna, testo="x", punto=None,
            responsabile=None, entro=None, la_legge=TUTTI,
        )  # fmt: skip


def test_prima_di_approvare_si_legge_che_cosa_leggeranno_gli_altri(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    anna = cast.anna_verdi
    decidi(incontro=incontro, testo="Per tutti gli enti", operatore=anna, la_legge=TUTTI)
    decidi(incontro=incontro, testo="Compito di Nico", operatore=anna, responsabile=cast.nico_cpi)
    verbalizza(incontro, cast)
    pagina = entra(anna).get(dove("equipe-incontro-verbale-approva", incontro)).text
    anteprima = pagina.split("Che cosa leggeranno gli altri enti")[1]
    assert "Per tutti gli enti" in anteprima
    assert "Compito di Nico" in anteprima.split("ciascuno soltanto il suo compito")[1]
    assert "Iscrizione al centro pomeridiano" not in anteprima


def test_non_si_approva_cio_che_non_si_e_letto(incontro: IncontroEquipe, cast: Cast, entra: Entra) -> None:
    """Who reads a decision changes in another tab while the approval is being read."""
    verbalizza(incontro, cast)
    anna, approva = entra(cast.anna_verdi), dove("equipe-incontro-verbale-approva", incontro)
    letto = anna.get(approva).context["form"]["letto"].value()
    decisione = decisione_di(incontro)
    dati = {"testo": decisione.testo, "versione": 0, "la_legge": "tutti"}
    anna.post(dove("equipe-incontro-decisione-correggi", incontro, decisione.pk), dati)
    assert anna.post(approva, {"versione": 1, "letto": letto}).status_code == 409
    with pytest.raises(ConflittoDiVersione):
        approva_verbale(incontro=incontro, attesa=1, letto="x", operatore=cast.anna_verdi)
    nuovo = impronta_del_verbale(VerbaleEquipe.objects.get(incontro=incontro))
    approva_verbale(incontro=incontro, attesa=1, letto=nuovo, operatore=cast.anna_verdi)


def test_un_testo_che_leggono_tutti_non_ripete_una_decisione_riservata(
    incontro: IncontroEquipe, cast: Cast
) -> None:
    testo = "Si decide: Iscrizione al centro pomeridiano, se ne occupa Elio."
    anna = cast.anna_verdi
    with pytest.raises(DominioError, match="decisione riservata"):
        salva_verbale(incontro=incontro, testo=testo, riservato=False, attesa=0, operatore=anna)
    salva_verbale(incontro=incontro, testo=testo, riservato=True, attesa=0, operatore=anna)
    verbale = VerbaleEquipe.objects.get(incontro=incontro)
    verbale.riservato = False
    verbale.save()
    with pytest.raises(DominioError, match="decisione riservata"):
        approva_verbale(incontro=incontro, attesa=1, operatore=anna)


def test_la_famiglia_presente_ha_nome_solo_nel_verbale_dell_ufficio(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    caso = CasoAdi.objects.get(pk=incontro.caso_id)
    adulte = famiglia_possibile(incontro)
    assert adulte
    assert len(adulte) < caso.componenti.count(), "i minorenni no, se la riunione non è su di loro"
    madre = caso.componenti.get(richiedente=True).persona
    anna, pagina = entra(cast.anna_verdi), dove("equipe-incontro-presenze", incontro)
    assert escape(str(madre)) in anna.get(pagina).text
    segni = {f"presenza_{p.pk}": "presente" for p in incontro.riunione.partecipanti.all()}
    versione = {"versione": anna.get(pagina).context["form"]["versione"].value()}
    minore = caso.componenti.exclude(persona__in=adulte)[0].persona_id
    assert anna.post(pagina, {**segni, **versione, "famiglia": [minore]}).status_code == 422
    assert anna.post(pagina, {**segni, **versione, "famiglia": [madre.pk]}).status_code == 302
    assert "Della famiglia" in anna.get(dove("equipe-incontro", incontro)).text

    verbalizza(incontro, cast)
    intero, copia = (contesto_verbale(incontro.verbale, intero=quale) for quale in (True, False))
    assert f"{madre.nome} {madre.cognome}" in {p["nome"] for p in intero["presenze"]}
    assert "La famiglia" in {p["nome"] for p in copia["presenze"]}
    assert str(madre.cognome) not in str(copia)


def test_un_minorenne_si_segna_se_la_riunione_e_su_di_lui(incontro: IncontroEquipe, cast: Cast) -> None:
    minore = Persona.objects.filter(componenti_caso__caso=incontro.caso_id).latest("data_nascita")
    incontro.persone.add(minore)
    assert minore in famiglia_possibile(incontro)
    segni: dict[int, SegnoPresenza] = {}
    versione = incontro.riunione.versione
    registra_presenze(
        incontro=incontro, presenze=segni, famiglia=[minore], attesa=versione, operatore=cast.anna_verdi
    )
    assert list(incontro.famiglia_presente.all()) == [minore]
