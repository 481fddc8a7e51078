"""Convene, agenda, opening: what is fixed and when."""

import datetime
import itertools

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.outbox.models import Messaggio
from adi_platform.ui.formati import giorno_esteso, ora
from contributi.enums import RuoloCommissione, StatoRichiesta, StatoSeduta
from contributi.models import Esclusione, Seduta
from contributi.services.commissioni import fine_incarico
from contributi.services.sedute import (
    annulla_seduta,
    convoca_seduta,
    convoca_serie,
    invia_odg,
    metti_all_odg,
    proposte_pronte,
    togli_dall_odg,
)
from contributi.services.voto import apri_voto, dichiara_conflitto
from tests.contributi.commissione.scena import (
    SALA,
    arrivata_l_ora,
    crea_commissione,
    finestra,
    proposte,
    regola,
    seduta_aperta,
    seduta_convocata,
    seduta_inviata,
    siede,
    voci,
)
from tests.contributi.fabbrica import CANARINO_BISOGNO, crea_proposta
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_la_serie_ha_una_seduta_al_mese_con_numeri_di_seguito(cast: Cast) -> None:
    commissione = crea_commissione(cast)
    sedute = convoca_serie(
        commissione=commissione, finestra=finestra(), dove=SALA, mesi=3, operatore=cast.pina_presidente
    )
    giorni = [timezone.localdate(s.apre_il) for s in sedute]
    assert [s.stato for s in sedute] == [StatoSeduta.CONVOCATA] * 3
    assert all((dopo - prima).days >= 27 for prima, dopo in itertools.pairwise(giorni))
    assert len({(s.anno, s.numero) for s in sedute}) == 3


def test_l_invito_arriva_ai_sei_con_il_calendario_e_senza_nomi(cast: Cast) -> None:
    seduta_inviata(cast)
    messaggi = Messaggio.objects.filter(evento="commissione.convocazione")
    assert messaggi.count() == 6
    assert all(m.allegati[0]["nome"] == "riunione.ics" for m in messaggi)
    testi = " ".join(Messaggio.objects.values_list("testo", flat=True))
    assert CANARINO_BISOGNO not in testi
    assert "Proposta0" not in testi


def test_non_si_convoca_nel_passato_ne_senza_componenti(cast: Cast) -> None:
    commissione = crea_commissione(cast)
    with pytest.raises(DominioError, match="devono ancora venire"):
        convoca_seduta(
            commissione=commissione, finestra=finestra(fra=-60), dove=SALA, operatore=cast.pina_presidente
        )
    for componente in commissione.componenti.all():
        fine_incarico(componente=componente, al=timezone.localdate(), operatore=cast.cora_coordina)
    dopodomani = finestra(fra=2 * 24 * 3600)
    with pytest.raises(DominioError, match="nominali"):
        convoca_seduta(
            commissione=commissione, finestra=dopodomani, dove=SALA, operatore=cast.pina_presidente
        )


def test_la_proposta_messa_all_ordine_del_giorno_non_e_piu_fra_le_pronte(cast: Cast) -> None:
    seduta = seduta_convocata(cast)
    voce = voci(seduta)[0]
    assert voce.proposta.richiesta.stato == StatoRichiesta.ALL_ODG
    assert not proposte_pronte(seduta.commissione).exists()
    with pytest.raises(DominioError, match="non è più pronta"):
        metti_all_odg(seduta=seduta, proposta=voce.proposta, operatore=cast.pina_presidente)


def test_la_proposta_di_un_altra_unita_non_e_fra_le_pronte(cast: Cast) -> None:
    commissione = crea_commissione(cast)
    proposta = proposte(cast)[0]
    proposta.richiesta.comune = cast.territorio.comuni["Montelario"]
    proposta.richiesta.save()
    assert not proposte_pronte(commissione).exists()


def test_tolta_dall_ordine_del_giorno_torna_pronta(cast: Cast) -> None:
    seduta = seduta_inviata(cast, quante=2)
    prima, seconda = voci(seduta)
    togli_dall_odg(voce=prima, motivo="Manca un documento", operatore=cast.pina_presidente)
    assert [v.pk for v in voci(seduta)] == [seconda.pk]
    assert [p.pk for p in proposte_pronte(seduta.commissione)] == [prima.proposta_id]


def test_annullata_la_seduta_le_proposte_tornano_pronte(cast: Cast) -> None:
    seduta = annulla_seduta(
        seduta=seduta_inviata(cast, quante=2), motivo="Sala chiusa", operatore=cast.pina_presidente
    )
    assert seduta.stato == StatoSeduta.ANNULLATA
    assert proposte_pronte(seduta.commissione).count() == 2
    assert Messaggio.objects.filter(evento="commissione.annullamento").count() == 6


def test_l_ordine_del_giorno_vuoto_non_parte(cast: Cast) -> None:
    with pytest.raises(DominioError, match="vuoto"):
        invia_odg(seduta=seduta_convocata(cast, quante=0), operatore=cast.pina_presidente)


def test_all_invio_la_versione_e_fissata_e_nessuno_la_cambia(cast: Cast) -> None:
    voce = voci(seduta_inviata(cast))[0]
    assert voce.impronta == voce.proposta.impronta
    voce.impronta = "f" * 64
    with pytest.raises(IntegrityError, match="versione fissata"), transaction.atomic():
        voce.save()
    voce.proposta.importo = 1
    with pytest.raises(IntegrityError, match="presentane una nuova"), transaction.atomic():
        voce.proposta.save()


def test_all_apertura_si_fotografano_i_cinque_e_non_il_segretario(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    elettori = list(seduta.elettori.all())
    assert [e.utente for e in elettori if e.presidente] == [cast.pina_presidente]
    assert len(elettori) == 5
    assert cast.sara_sportello not in [e.utente for e in elettori]
    siede(cast, seduta.commissione, cast.elio_educatore)
    assert seduta.elettori.count() == 5


def test_le_regole_usate_restano_con_la_seduta(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    regola(cast, "a12_parita", "rinvio")
    seduta.refresh_from_db()
    assert seduta.regole["parita"] == "presidente"
    assert any(f["chiave"] == "commissione.a12_presenti_minimi" for f in seduta.regole["fonti"])
    seduta.regole = {}
    with pytest.raises(IntegrityError, match="non si cambia"), transaction.atomic():
        seduta.save()


def test_l_ora_di_chiusura_non_si_sposta_a_votazione_aperta(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    seduta.chiude_il += datetime.timedelta(days=1)
    with pytest.raises(IntegrityError, match="non si cambia"), transaction.atomic():
        seduta.save()


def test_autrice_del_pai_e_assistente_successiva_sono_escluse(cast: Cast) -> None:
    seduta = seduta_convocata(cast)
    caso = voci(seduta)[0].proposta.richiesta.caso
    attuale = caso.assegnazioni.get(al__isnull=True)
    attuale.al = timezone.localdate()
    attuale.save()
    caso.assegnazioni.create(operatore=cast.bruno_colle, dal=timezone.localdate())
    seduta = invia_odg(seduta=seduta, operatore=cast.pina_presidente)
    apri_voto(seduta=arrivata_l_ora(seduta), operatore=cast.pina_presidente)
    esclusi = dict(Esclusione.objects.values_list("utente__cognome", "motivo"))
    assert esclusi == {"Verdi": "autore_pai", "Colle": "segue_il_caso"}


def test_due_account_della_stessa_persona_siedono_una_volta(cast: Cast) -> None:
    for chi in (cast.ciro_commissario, cast.elio_educatore):
        chi.codice_fiscale = "CMMCRI80A01Z901X"
        chi.save()
    commissione = crea_commissione(cast)
    siede(cast, commissione, cast.elio_educatore)
    assert seduta_aperta(cast, commissione=commissione).elettori.count() == 5


def test_una_proposta_nuova_non_sostituisce_quella_inviata(cast: Cast) -> None:
    seduta = seduta_inviata(cast)
    voce = voci(seduta)[0]
    crea_proposta(cast, richiesta=voce.proposta.richiesta)
    with pytest.raises(DominioError, match="già stato inviato"):
        metti_all_odg(
            seduta=seduta,
            proposta=voce.proposta.richiesta.proposte.get(numero=2),
            operatore=cast.pina_presidente,
        )


def test_un_solo_presidente_e_una_sola_nomina(cast: Cast) -> None:
    commissione = crea_commissione(cast)
    with pytest.raises(DominioError, match="già un presidente"):
        siede(cast, commissione, cast.elio_educatore, RuoloCommissione.PRESIDENTE)
    with pytest.raises(DominioError, match="già nella commissione"):
        siede(cast, commissione, cast.anna_verdi)


def test_il_conflitto_si_dichiara_anche_prima_dell_apertura(cast: Cast) -> None:
    seduta = seduta_inviata(cast)
    dichiara_conflitto(voce=voci(seduta)[0], operatore=cast.ciro_commissario, spiegazione="Vicino di casa")
    assert Esclusione.objects.filter(motivo="conflitto", utente=cast.ciro_commissario).count() == 1


def test_a_seduta_inviata_le_righe_non_si_cancellano(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    for righe in (Seduta.objects.filter(pk=seduta.pk), seduta.elettori.all(), Esclusione.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            righe._raw_delete(using="default")


def test_prima_dell_ora_annunciata_nessuno_apre_nemmeno_il_presidente(cast: Cast) -> None:
    seduta = seduta_inviata(cast)
    quando = f"{giorno_esteso(seduta.apre_il)} alle {ora(seduta.apre_il)}"
    for operatore in (cast.pina_presidente, None):
        with pytest.raises(DominioError, match=f"si apre {quando}"):
            apri_voto(seduta=seduta, operatore=operatore)
    seduta.refresh_from_db()
    assert (seduta.stato, seduta.aperta_il) == (StatoSeduta.ODG_INVIATO, None)
    aperta = apri_voto(seduta=arrivata_l_ora(seduta), operatore=cast.pina_presidente)
    assert aperta.aperta_il is not None
    assert aperta.aperta_il >= aperta.apre_il


def test_sull_ora_decide_l_orologio_della_banca_dati(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seduta = seduta_inviata(cast)
    monkeypatch.setattr(timezone, "now", lambda: seduta.apre_il + datetime.timedelta(minutes=1))
    with pytest.raises(DominioError, match="ora scritta nella convocazione"):
        apri_voto(seduta=seduta, operatore=cast.pina_presidente)
