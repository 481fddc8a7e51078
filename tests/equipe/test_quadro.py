"""Quadro di analisi: who rates what, ratings that stay, three priorities, progress, the standard to the Patto."""

import copy
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE, Calendario, GiornoFisso
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import stabilisci_parametro
from cases.models import Persona
from cases.signals import analisi_finalizzata
from equipe.models import Quadro, Valutazione
from equipe.services.quadro import (
    Giudizio,
    concludi_quadro,
    in_vigore,
    inizia_quadro,
    priorita_di,
    rivedi_quadro,
    ultima_del_dominio,
    valuta,
)
from equipe.services.quadro_modulo import (
    QuadroNonValido,
    carica_modulo_quadro,
    contenuto_quadro,
    errori_del_quadro,
    modello_di,
)
from tests.patti.costruttori import Famiglia, crea_equipe, crea_famiglia
from tests.people import Cast

Entra = Callable[[Utente], Client]
SOLDI, SPESE, DEBITI = "QA.NUC.ECO.01", "QA.NUC.ECO.02", "QA.NUC.ECO.03"


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    famiglia = crea_famiglia(cast)
    crea_equipe(famiglia, cast)
    return famiglia


@pytest.fixture
def quadro(famiglia: Famiglia, cast: Cast) -> Quadro:
    return inizia_quadro(caso=famiglia.caso, operatore=cast.anna_verdi, al=timezone.localdate())


def scrivi(
    quadro: Quadro,
    operatore: Utente,
    *giudizi: Giudizio,
    funzioni: tuple[str, ...] = ("RU.CM",),
    persona: Persona | None = None,
    attesa: int | None = None,
) -> list[Valutazione]:
    dominio = next(d for d in modello_di(quadro).domini if giudizi[0].voce in [v.codice for v in d.voci])
    letta = ultima_del_dominio(quadro, dominio, persona) if attesa is None else attesa
    return valuta(
        quadro=quadro,
        dominio=dominio,
        persona=persona,
        giudizi=giudizi,
        funzioni=funzioni,
        attesa=letta,
        operatore=operatore,
    )


def voto(voce: str, valore: int, **altro: Any) -> Giudizio:
    evidenza = altro.pop("evidenza", "Si è visto insieme.")
    return Giudizio(
        voce=voce, valore=valore, evidenza=evidenza, fonte="COLL", il=timezone.localdate(), **altro
    )


def test_il_contenuto_di_partenza_e_in_ordine_e_uno_sbagliato_lo_dice() -> None:
    assert errori_del_quadro(contenuto_quadro()) == []
    rotto = copy.deepcopy(contenuto_quadro())
    rotto["scala"]["massimo"] = 9
    rotto["domini"][0]["voci"][0]["chi_puo_parlarne"] = ["RU.NESSUNO"]
    errori = "; ".join(errori_del_quadro(rotto))
    assert "senza buchi" in errori
    assert "RU.NESSUNO" in errori


@pytest.mark.django_db
def test_un_ambito_ha_la_sua_scala_dai_quadri_seguenti(famiglia: Famiglia, cast: Cast) -> None:
    suo = copy.deepcopy(contenuto_quadro())
    suo["versione"] = "propria"
    suo["scala"]["livelli"] = suo["scala"]["livelli"][:4]
    suo["scala"]["massimo"] = 4
    carica_modulo_quadro(contenuto=suo, ambito=famiglia.caso.ambito)
    quadro = inizia_quadro(caso=famiglia.caso, operatore=cast.anna_verdi, al=timezone.localdate())
    assert modello_di(quadro).massimo == 4
    with pytest.raises(DominioError, match="non è nella scala"):
        scrivi(quadro, cast.anna_verdi, voto(SOLDI, 5))
    with pytest.raises(QuadroNonValido, match="domini"):
        carica_modulo_quadro(contenuto={"versione": "1"}, ambito=famiglia.caso.ambito)


def test_senza_equipe_ne_esito_il_quadro_non_si_inizia(cast: Cast) -> None:
    sola = crea_famiglia(cast, numero=2)
    with pytest.raises(DominioError, match="non chiedono l'équipe"):
        inizia_quadro(caso=sola.caso, operatore=cast.anna_verdi, al=timezone.localdate())


def test_una_valutazione_nuova_lascia_quella_di_prima(quadro: Quadro, cast: Cast) -> None:
    letta = scrivi(quadro, cast.anna_verdi, voto(SOLDI, 2), voto(SPESE, 3))[-1].pk
    (sua,) = scrivi(quadro, cast.elio_educatore, voto(SPESE, 4), funzioni=("RU.EDU",), attesa=letta)
    with pytest.raises(ConflittoDiVersione):
        scrivi(quadro, cast.anna_verdi, voto(SOLDI, 5), voto(SPESE, 2), attesa=letta)
    # What was only read, and changed in between, is not written back.
    (mia,) = scrivi(quadro, cast.anna_verdi, voto(SOLDI, 5), voto(SPESE, 3), attesa=letta)
    assert mia.voce == SOLDI
    assert in_vigore(quadro)[SPESE, None] == sua


def test_ognuno_valuta_le_voci_della_sua_funzione(quadro: Quadro, cast: Cast) -> None:
    (sua,) = scrivi(quadro, cast.elio_educatore, voto(SPESE, 4), funzioni=("RU.EDU",))
    assert (sua.autore, sua.funzione) == (cast.elio_educatore, "RU.EDU")
    with pytest.raises(DominioError, match="altra funzione"):
        scrivi(quadro, cast.elio_educatore, voto(DEBITI, 4), funzioni=("RU.EDU",))


def test_al_massimo_tre_priorita_in_tutta_la_famiglia(quadro: Quadro, famiglia: Famiglia, cast: Cast) -> None:
    scrivi(quadro, cast.anna_verdi, *(voto(v, 2, prioritaria=True) for v in (SOLDI, SPESE, DEBITI)))
    with pytest.raises(DominioError, match="al massimo 3"):
        scrivi(
            quadro,
            cast.anna_verdi,
            voto("QA.ADU.LAV.01", 2, prioritaria=True),
            persona=famiglia.madre.persona,
        )
    scrivi(quadro, cast.anna_verdi, voto(SOLDI, 2))
    scrivi(
        quadro, cast.anna_verdi, voto("QA.ADU.LAV.01", 2, prioritaria=True), persona=famiglia.madre.persona
    )


def test_concluso_non_si_scrive_e_si_rivede_in_un_altro_periodo(quadro: Quadro, cast: Cast) -> None:
    with pytest.raises(DominioError, match="vuoto"):
        concludi_quadro(quadro=quadro, operatore=cast.anna_verdi)
    scrivi(quadro, cast.anna_verdi, voto(SOLDI, 2))
    with pytest.raises(DominioError, match="prioritaria"):
        concludi_quadro(quadro=quadro, operatore=cast.anna_verdi)
    scrivi(quadro, cast.anna_verdi, voto(SOLDI, 2, prioritaria=True))
    concludi_quadro(quadro=quadro, operatore=cast.anna_verdi)
    with pytest.raises(DominioError, match="concluso"):
        scrivi(quadro, cast.anna_verdi, voto(SOLDI, 4))

    secondo = rivedi_quadro(
        caso=quadro.caso, motivo="Verifica.", operatore=cast.anna_verdi, al=timezone.localdate()
    )
    scrivi(secondo, cast.anna_verdi, voto(SOLDI, 4))
    assert in_vigore(quadro)[SOLDI, None].valore == 2
    assert in_vigore(secondo)[SOLDI, None].valore == 4


class TestStandardFinoAlPatto:
    def concludi_analisi(self, famiglia: Famiglia, al: datetime.date, esito: str = "ESI.C") -> None:
        analisi = famiglia.caso.analisi.get()
        analisi.esiti.create(codice=esito)
        analisi_finalizzata.send(
            sender=type(analisi), caso=famiglia.caso, analisi=analisi, operatore=famiglia.operatore, al=al
        )

    def test_venti_giorni_lavorativi_dall_analisi_poi_dal_quadro(
        self, famiglia: Famiglia, cast: Cast
    ) -> None:
        al = datetime.date(2026, 10, 20)
        self.concludi_analisi(famiglia, al)
        scadenza = famiglia.caso.scadenze.get(chiave="equipe:patto")
        assert scadenza.entro == CALENDARIO_NAZIONALE.aggiungi_lavorativi(al, 20)
        assert any("147/2017" in p["riferimento"] for p in scadenza.passi)

        quadro = inizia_quadro(caso=famiglia.caso, operatore=cast.anna_verdi, al=timezone.localdate())
        scrivi(quadro, cast.anna_verdi, voto(SOLDI, 2, prioritaria=True))
        concludi_quadro(quadro=quadro, operatore=cast.anna_verdi)
        scadenza.refresh_from_db()
        assert scadenza.decorre_dal == timezone.localdate()

    def test_una_rettifica_non_da_altri_giorni(self, famiglia: Famiglia) -> None:
        al = datetime.date(2026, 10, 20)
        self.concludi_analisi(famiglia, al)
        famiglia.caso.analisi.get().esiti.all().delete()
        self.concludi_analisi(famiglia, al + datetime.timedelta(days=9))
        assert famiglia.caso.scadenze.get(chiave="equipe:patto").decorre_dal == al
        famiglia.caso.analisi.get().esiti.all().delete()
        self.concludi_analisi(famiglia, al + datetime.timedelta(days=10), esito="ESI.B")
        assert famiglia.caso.scadenze.get(chiave="equipe:patto").stato == "annullata"

    def test_il_patrono_e_il_sabato_dell_ufficio_non_si_contano(self, famiglia: Famiglia, cast: Cast) -> None:
        caso, al = famiglia.caso, datetime.date(2026, 10, 20)
        assert caso.comune is not None
        caso.comune.patrono_giorno, caso.comune.patrono_mese = 22, 10
        caso.comune.save()
        stabilisci_parametro(
            ambito=caso.ambito,
            chiave="equipe.sabato",
            valore="non_si_conta",
            dal=datetime.date(2026, 1, 1),
            riferimento="Deliberazione inventata n. 6",
            operatore=cast.cora_coordina,
        )
        self.concludi_analisi(famiglia, al)
        ufficio = Calendario(patrono=GiornoFisso(mese=10, giorno=22), sabato_festivo=True)
        entro = caso.scadenze.get(chiave="equipe:patto").entro
        assert entro == ufficio.aggiungi_lavorativi(al, 20)

    def test_l_ambito_puo_non_averlo_e_un_bisogno_semplice_non_lo_apre(
        self, famiglia: Famiglia, cast: Cast
    ) -> None:
        self.concludi_analisi(famiglia, datetime.date(2026, 10, 20), esito="ESI.B")
        assert not famiglia.caso.scadenze.filter(chiave="equipe:patto").exists()
        stabilisci_parametro(
            ambito=famiglia.caso.ambito,
            chiave="adi.pais_sla_giorni",
            valore="0",
            dal=datetime.date(2026, 1, 1),
            riferimento="Deliberazione inventata n. 5",
            operatore=cast.cora_coordina,
        )
        self.concludi_analisi(famiglia, datetime.date(2026, 10, 20))
        assert not famiglia.caso.scadenze.filter(chiave="equipe:patto").exists()


def test_la_priorita_di_chi_e_uscito_si_toglie_e_non_chiede_obiettivi(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    madre, caso = famiglia.madre, famiglia.caso
    dominio = modello_di(quadro).dominio("QA.ADU.LAV")
    assert dominio is not None
    sua = dominio.voci[0].codice
    scrivi(quadro, cast.anna_verdi, voto(sua, 2, prioritaria=True), persona=madre.persona)
    assert len(priorita_di(caso)) == 1
    dove = reverse("quadro-sezione", args=[caso.pk, "QA.ADU.LAV", madre.persona_id])
    caso.componenti.filter(pk=madre.pk).update(uscito_il=timezone.localdate())
    assert priorita_di(caso) == []
    pagina = entra(cast.anna_verdi).get(dove)
    assert (pagina.status_code, "non è più nel nucleo" in pagina.text) == (200, True)
    scrivi(quadro, cast.anna_verdi, voto(sua, 2), persona=madre.persona)
    assert entra(cast.anna_verdi).get(dove).status_code == 404


class TestPagine:
    def dove(self, famiglia: Famiglia, dominio: str = "QA.NUC.ECO", chi: str = "famiglia") -> str:
        return reverse("quadro-sezione", args=[famiglia.caso.pk, dominio, chi])

    def test_si_inizia_si_valuta_si_conclude_si_rivede_e_si_confronta(
        self, famiglia: Famiglia, cast: Cast, entra: Entra
    ) -> None:
        anna, pk = entra(cast.anna_verdi), famiglia.caso.pk
        assert "Inizia il Quadro" in anna.get(reverse("quadro", args=[pk])).content.decode()
        assert anna.post(reverse("quadro-inizia", args=[pk]), {}).status_code == 422
        anna.post(reverse("quadro-inizia", args=[pk]), {"conferma": "1"})

        pagina = self.dove(famiglia)
        senza = anna.post(pagina, {"versione": 0, "QA_NUC_ECO_01-valore": "2"})
        assert senza.status_code == 422
        assert "una frase basta" in senza.content.decode()
        buono = {
            "versione": 0,
            "QA_NUC_ECO_01-valore": "2",
            "QA_NUC_ECO_01-evidenza": "Bollette in ritardo da due mesi",
            "QA_NUC_ECO_01-fonte": "COLL",
            "QA_NUC_ECO_01-prioritaria": "on",
            "QA_NUC_ECO_01-altra_lettura": "Per la famiglia va meglio",
            "QA_NUC_ECO_01-altra_di": "La famiglia",
            "QA_NUC_ECO_01-altra_valore": "4",
        }
        assert anna.post(pagina, buono).status_code == 302
        riassunto = anna.get(reverse("quadro", args=[pk])).content.decode()
        assert "Bollette in ritardo" in riassunto
        assert "Per la famiglia va meglio" in riassunto

        vecchia = anna.post(pagina, {**buono, "QA_NUC_ECO_01-evidenza": "La mia frase"})
        assert vecchia.status_code == 409
        assert "La mia frase" in vecchia.content.decode()
        assert "Bollette in ritardo" in vecchia.content.decode()

        anna.post(reverse("quadro-concludi", args=[pk]), {"conferma": "on"})
        assert anna.post(pagina, buono).status_code == 403
        anna.post(reverse("quadro-rivedi", args=[pk]), {"motivo": "Verifica dei 90 giorni"})
        dopo = {**buono, "QA_NUC_ECO_01-valore": "4", "QA_NUC_ECO_01-evidenza": "Bollette pagate"}
        assert anna.post(pagina, dopo).status_code == 302
        andamento = anna.get(reverse("quadro-andamento", args=[pk])).content.decode()
        assert "<svg" in andamento
        assert "2 · Problema serio" in andamento
        assert "4 · Nella norma" in andamento
        assert "Bollette in ritardo" in anna.get(reverse("quadro-periodo", args=[pk, 1])).content.decode()

    def test_l_educatore_vede_e_valuta_solo_le_sue_voci(
        self, quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
    ) -> None:
        scrivi(quadro, cast.anna_verdi, voto(DEBITI, 1, evidenza="CANARINO-DEBITI"))
        scrivi(
            quadro,
            cast.anna_verdi,
            voto("QA.ADU.SAL.02", 1, evidenza="CANARINO-SALUTE"),
            persona=famiglia.madre.persona,
        )
        elio = entra(cast.elio_educatore)
        pagina = elio.get(self.dove(famiglia)).content.decode()
        assert "Gestione delle spese" in pagina
        assert "CANARINO" not in pagina
        letta = Valutazione.objects.filter(voce=DEBITI).get().pk
        voto_suo = {
            "versione": letta,
            "QA_NUC_ECO_02-valore": "NV",
            "QA_NUC_ECO_03-valore": "6",
        }
        assert elio.post(self.dove(famiglia), voto_suo).status_code == 302
        assert in_vigore(quadro)[SPESE, None].fuori_scala == "NV"
        assert in_vigore(quadro)[DEBITI, None].valore == 1
        for nome in ("quadro", "quadro-andamento"):
            assert "CANARINO" not in elio.get(reverse(nome, args=[famiglia.caso.pk])).content.decode()
        assert elio.post(reverse("quadro-concludi", args=[famiglia.caso.pk])).status_code == 403

    def test_il_coordinamento_legge_e_non_scrive_e_la_salute_resta_a_chi_segue(
        self, quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
    ) -> None:
        madre = famiglia.madre.persona
        scrivi(quadro, cast.anna_verdi, voto(DEBITI, 1, evidenza="Rate in ritardo"))
        scrivi(quadro, cast.anna_verdi, voto("QA.ADU.SAL.02", 1, evidenza="CANARINO-SALUTE"), persona=madre)
        cora = entra(cast.cora_coordina)
        pagina = cora.get(reverse("quadro", args=[famiglia.caso.pk])).content.decode()
        assert "Rate in ritardo" in pagina
        assert "CANARINO-SALUTE" not in pagina
        assert cora.post(self.dove(famiglia), {"versione": 0}).status_code == 403

    def test_un_minore_ha_le_voci_dei_minori_e_la_sua_eta(
        self, quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
    ) -> None:
        anna, figlia = entra(cast.anna_verdi), str(famiglia.figlia.persona_id)
        adulta = anna.get(self.dove(famiglia, "QA.ADU.LAV", str(famiglia.madre.persona_id)))
        assert "Esperienze e capacità" in adulta.content.decode()
        pagina = anna.get(self.dove(famiglia, "QA.MIN.CRE", figlia)).content.decode()
        assert "A questa età si guarda a" in pagina
        assert anna.get(self.dove(famiglia, "QA.ADU.LAV", figlia)).status_code == 404
        assert anna.get(self.dove(famiglia, "QA.NUC.ECO", "0")).status_code == 404
