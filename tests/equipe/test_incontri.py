"""The meeting of the team: agenda, presences, decisions, minutes with number, file and mails."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.services.produci import produci
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Messaggio
from adi_platform.riunioni.enums import Presenza, StatoRiunione
from adi_platform.riunioni.models import Riunione
from cases.models import CasoAdi
from equipe.models import IncontroEquipe
from equipe.services.incontro import attua_decisione, decidi, metti_punto, muovi_punto, segna_svolto
from equipe.services.verbale import (
    approva_verbale,
    quando_il_verbale_e_pronto,
    salva_verbale,
    verbale_di,
)
from tests.accessi import canarini
from tests.equipe.incontri import (
    SEGRETO,
    approvato,
    crea_incontro,
    svolgi,
    tutti_presenti,
    verbalizza,
)
from tests.patti.costruttori import Famiglia, crea_equipe, crea_famiglia
from tests.people import Cast

Entra = Callable[[Utente], Client]


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


@pytest.fixture
def incontro(famiglia: Famiglia, cast: Cast) -> IncontroEquipe:
    crea_equipe(famiglia, cast)
    return crea_incontro(cast, famiglia.caso)


def test_i_punti_si_spostano_e_quello_con_una_decisione_resta(incontro: IncontroEquipe, cast: Cast) -> None:
    primo, _, terzo = (
        metti_punto(incontro=incontro, titolo=t, operatore=cast.anna_verdi) for t in ("Uno", "Due", "Tre")
    )
    muovi_punto(incontro=incontro, punto=terzo, verso="su")
    muovi_punto(incontro=incontro, punto=primo, verso="su")
    assert [p.titolo for p in incontro.riunione.punti.all()] == ["Uno", "Tre", "Due"]

    decidi(incontro=incontro, testo="Si fa.", punto=primo, operatore=cast.anna_verdi)
    with pytest.raises(DominioError, match="già una decisione"):
        muovi_punto(incontro=incontro, punto=primo, verso="togli")
    muovi_punto(incontro=incontro, punto=terzo, verso="togli")
    assert [(p.ordine, p.titolo) for p in incontro.riunione.punti.all()] == [(1, "Uno"), (2, "Due")]


def test_non_si_segna_svolto_prima_del_giorno_ne_senza_presenti(famiglia: Famiglia, cast: Cast) -> None:
    futuro = crea_incontro(cast, famiglia.caso, fra_giorni=2)
    with pytest.raises(DominioError, match="dal giorno dell'incontro"):
        tutti_presenti(futuro, cast.anna_verdi)
    with pytest.raises(DominioError, match="deve ancora cominciare"):
        segna_svolto(incontro=futuro, operatore=cast.anna_verdi)
    presto = crea_incontro(cast, famiglia.caso, fra_giorni=0)
    Riunione.objects.filter(pk=presto.riunione_id).update(
        inizio=timezone.now() + datetime.timedelta(seconds=50),
        fine=timezone.now() + datetime.timedelta(hours=1),
    )
    presto.riunione.partecipanti.update(presenza=Presenza.PRESENTE)
    with pytest.raises(DominioError, match="deve ancora cominciare"):
        segna_svolto(incontro=presto, operatore=cast.anna_verdi)
    passato = crea_incontro(cast, famiglia.caso)
    with pytest.raises(DominioError, match="segna chi c'era"):
        segna_svolto(incontro=passato, operatore=cast.anna_verdi)


def test_una_decisione_con_un_giorno_e_una_scadenza_del_caso(incontro: IncontroEquipe, cast: Cast) -> None:
    svolgi(incontro, cast)
    decisione = incontro.riunione.decisioni.get()
    caso = CasoAdi.objects.get(pk=incontro.caso_id)
    scadenza = caso.scadenze.get(chiave=f"decisione:{decisione.pk}")
    assert scadenza.titolo == "Decisione d'équipe affidata a Elio Educatore"
    assert "pomeridiano" not in f"{scadenza.titolo} {scadenza.perche} {scadenza.passi}"

    attua_decisione(
        incontro=incontro, decisione=decisione, il=timezone.localdate(), operatore=cast.anna_verdi
    )
    scadenza.refresh_from_db()
    assert scadenza.stato == "adempiuta"


def test_una_decisione_non_scade_prima_dell_incontro_e_ha_un_responsabile(
    incontro: IncontroEquipe, cast: Cast
) -> None:
    ieri = timezone.localdate() - datetime.timedelta(days=30)
    with pytest.raises(DominioError, match="prima dell'incontro"):
        decidi(incontro=incontro, testo="x", entro=ieri, operatore=cast.anna_verdi)
    with pytest.raises(DominioError, match="chi se ne occupa"):
        decidi(incontro=incontro, testo="x", entro=timezone.localdate(), operatore=cast.anna_verdi)


def test_il_verbale_approvato_riceve_documento_numero_e_posta_una_volta_sola(
    incontro: IncontroEquipe, cast: Cast
) -> None:
    verbale = approvato(incontro, cast)
    incontro.riunione.refresh_from_db()
    assert incontro.riunione.stato == StatoRiunione.TRASMESSO
    assert verbale.registrazione is not None
    assert verbale.documento is not None
    assert verbale.registrazione.segnatura.startswith("0000001/")
    assert verbale.registrazione.documento_sha256 == verbale.documento.sha256
    lettere = Messaggio.objects.filter(evento="equipe.verbale_trasmesso")
    assert {m.destinatario for m in lettere} == {
        u.email for u in (cast.anna_verdi, cast.elio_educatore, cast.nico_cpi)
    }
    assert not any("D'Angelo" in m.testo or SEGRETO in m.testo or "Angelo" in m.oggetto for m in lettere)
    assert "/casi/" not in lettere.get(destinatario=cast.nico_cpi.email).testo

    quando_il_verbale_e_pronto(verbale.documento)
    assert lettere.count() == 3
    with pytest.raises(DominioError):
        decidi(incontro=incontro, testo="Troppo tardi", operatore=cast.anna_verdi)


def test_il_numero_aspetta_anche_la_copia_per_gli_altri_enti(incontro: IncontroEquipe, cast: Cast) -> None:
    svolgi(incontro, cast)
    verbalizza(incontro, cast)
    verbale = approva_verbale(incontro=incontro, attesa=1, operatore=cast.anna_verdi)
    assert verbale.documento is not None
    assert verbale.estratto is not None
    assert verbale.documento.lavoro is not None
    produci(verbale.documento.lavoro)
    verbale.refresh_from_db()
    assert verbale.registrazione is None
    assert verbale_di(incontro) is None


def test_la_copia_per_gli_altri_enti_e_senza_la_discussione(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    """Another body reads its copy in the portal, that takes note: not from the page of the documents."""
    verbale = approvato(incontro, cast)
    assert verbale.documento is not None
    assert verbale.estratto is not None
    copia, intero = (reverse("documento", args=[d.pk]) for d in (verbale.estratto, verbale.documento))
    anna = entra(cast.anna_verdi)
    testo = canarini.testo_di(anna.get(copia))
    assert SEGRETO not in testo
    assert "Iscrizione al centro pomeridiano" not in testo
    assert SEGRETO in canarini.testo_di(anna.get(intero))
    for chi in (cast.nico_cpi, cast.lidia_cpi, cast.neri_asl, cast.carla_mare, cast.olga_altrove):
        assert entra(chi).get(copia).status_code == 404
        assert entra(chi).get(intero).status_code == 404

    letto = verbale_di(incontro)
    assert letto is not None
    assert letto.testo == ""
    assert letto.documento == verbale.estratto


def test_senza_riserva_gli_altri_enti_leggono_tutto(incontro: IncontroEquipe, cast: Cast) -> None:
    verbale = approvato(incontro, cast, riservato=False)
    letto = verbale_di(incontro)
    assert letto is not None
    assert SEGRETO in letto.testo
    assert letto.decisioni == ()
    assert letto.documento == verbale.estratto


def test_due_persone_sul_verbale_e_due_sulle_presenze(incontro: IncontroEquipe, cast: Cast) -> None:
    svolgi(incontro, cast)
    verbalizza(incontro, cast)
    with pytest.raises(ConflittoDiVersione):
        salva_verbale(
            incontro=incontro, testo="Altro.", riservato=False, attesa=0, operatore=cast.cora_coordina
        )
    with pytest.raises(ConflittoDiVersione):
        approva_verbale(incontro=incontro, attesa=0, operatore=cast.anna_verdi)


def test_senza_le_presenze_di_tutti_non_si_approva(incontro: IncontroEquipe, cast: Cast) -> None:
    svolgi(incontro, cast)
    verbalizza(incontro, cast)
    riga = incontro.riunione.partecipanti.get(nome="Mira Medica")
    riga.presenza = "invitato"
    riga.delegato = ""
    riga.save()
    with pytest.raises(DominioError, match="completa le presenze"):
        approva_verbale(incontro=incontro, attesa=1, operatore=cast.anna_verdi)


class TestPagine:
    def dove(self, nome: str, incontro: IncontroEquipe, *altro: object) -> str:
        return reverse(nome, args=[incontro.caso_id, incontro.pk, *altro])

    def test_dall_ordine_del_giorno_al_verbale(
        self, incontro: IncontroEquipe, cast: Cast, entra: Entra
    ) -> None:
        anna = entra(cast.anna_verdi)
        scheda = self.dove("equipe-incontro", incontro)
        anna.post(self.dove("equipe-incontro-punto-nuovo", incontro), {"titolo": "Primo punto"})
        persone = list(incontro.riunione.partecipanti.all())
        dati: dict[str, object] = {"versione": 0}
        dati |= {f"presenza_{p.pk}": "presente" for p in persone[1:]}
        dati |= {f"presenza_{persone[0].pk}": "delegato"}
        pagina = self.dove("equipe-incontro-presenze", incontro)
        senza_nome = anna.post(pagina, dati)
        assert senza_nome.status_code == 422
        assert "Scrivi il nome del delegato" in senza_nome.content.decode()
        dati[f"delegato_{persone[0].pk}"] = "Bea Delegata"
        assert anna.post(pagina, dati).status_code == 302
        assert anna.post(pagina, dati).status_code == 409

        assert anna.post(self.dove("equipe-incontro-svolto", incontro), {}).status_code == 422
        anna.post(self.dove("equipe-incontro-svolto", incontro), {"conferma": "on"})
        nuova = self.dove("equipe-incontro-decisione-nuova", incontro)
        prima = timezone.localdate() - datetime.timedelta(days=60)
        sbagliata = anna.post(nuova, {"testo": "Si decide così", "entro": prima.isoformat()})
        assert sbagliata.status_code == 422
        assert "Si decide così" in sbagliata.content.decode()
        assert anna.post(nuova, {"testo": "Si decide così"}).status_code == 302
        assert "Segna svolta" not in anna.get(scheda).content.decode()

        pagina = self.dove("equipe-incontro-verbale", incontro)
        proposto = anna.get(pagina).context["form"]["testo"].value()
        assert "1. Primo punto" in proposto
        assert "Si decide così" not in proposto, "le decisioni stanno a parte, ciascuna con i suoi lettori"
        testo = {"testo": proposto, "riservato": "on", "versione": 0}
        assert anna.post(pagina, testo).status_code == 302
        conflitto = anna.post(pagina, {**testo, "testo": "Il mio testo"})
        assert conflitto.status_code == 409
        assert "Il mio testo" in conflitto.content.decode()
        approva = self.dove("equipe-incontro-verbale-approva", incontro)
        assert anna.post(approva, {}).status_code == 422
        letto = anna.get(approva).context["form"]["letto"].value()
        assert anna.post(approva, {"versione": 1, "letto": letto}).status_code == 302
        assert (
            "in preparazione" in anna.get(scheda).content.decode()
            or "il numero arriva" in anna.get(scheda).content.decode()
        )
        assert anna.get(approva).status_code == 404

    @pytest.mark.parametrize(
        ("chi", "legge", "scrive"),
        [
            ("anna_verdi", 200, 200),
            ("elio_educatore", 200, 403),
            ("cora_coordina", 200, 403),
            ("carla_mare", 404, 404),
            ("olga_altrove", 404, 404),
            ("nico_cpi", 403, 403),
            ("dora_dpo", 403, 403),
        ],
    )
    def test_chi_legge_e_chi_scrive(
        self, chi: str, legge: int, scrive: int, incontro: IncontroEquipe, cast: Cast, entra: Entra
    ) -> None:
        client = entra(getattr(cast, chi))
        assert client.get(self.dove("equipe-incontro", incontro)).status_code == legge
        assert client.get(self.dove("equipe-incontro-presenze", incontro)).status_code == scrive

    def test_il_blocco_del_caso_mostra_incontri_e_decisioni_da_attuare(
        self, incontro: IncontroEquipe, cast: Cast, entra: Entra
    ) -> None:
        svolgi(incontro, cast)
        pagina = entra(cast.anna_verdi).get(reverse("caso-scheda", args=[incontro.caso_id])).content.decode()
        assert "Decisioni da attuare" in pagina
        assert "Iscrizione al centro pomeridiano" in pagina


def test_chi_non_apre_il_caso_non_riceve_un_collegamento_che_non_si_apre(
    incontro: IncontroEquipe, cast: Cast
) -> None:
    """Bruno went instead of Anna: he has no right on the case, and is told whom to ask."""
    incontro.riunione.partecipanti.filter(utente=cast.anna_verdi).update(
        delegato_utente=cast.bruno_colle, risposta="delega", risposto_il=timezone.now()
    )
    approvato(incontro, cast)
    lettera = Messaggio.objects.get(evento="equipe.verbale_trasmesso", destinatario=cast.bruno_colle.email)
    assert "http" not in lettera.testo
    assert f"Lo fa leggere {cast.anna_verdi}" in lettera.testo
