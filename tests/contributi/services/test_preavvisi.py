"""The notice before a refusal: proof of receipt, observations answered one by one, the stop of the term."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import ParametroAmbito
from adi_platform.outbox.models import Messaggio
from contributi.enums import CanaleComunicazione, StatoRichiesta, TipoProvvedimento
from contributi.models import Osservazione, Preavviso, TransizioneRichiesta
from contributi.rules.preavviso import Osservazioni
from contributi.services.adozione import mancanze_di
from contributi.services.preavvisi import (
    avvia_riesame,
    invia_preavviso,
    leggi_preavvisi,
    posizione_di,
    registra_osservazione,
    rispondi_a_osservazione,
)
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi.decisione import MOTIVI, adotta, bozza, con_preavviso, giorni_fa, pronta
from tests.people import Cast

pytestmark = pytest.mark.django_db


def osserva(cast: Cast, preavviso: Preavviso, testo: str, *, fa: int) -> Osservazione:
    return registra_osservazione(
        preavviso=preavviso, testo=testo, presentata_il=giorni_fa(fa), operatore=cast.anna_verdi, al=oggi()
    )


def test_il_preavviso_dice_tutti_i_motivi_e_ferma_la_richiesta(cast: Cast) -> None:
    preavviso = con_preavviso(cast)
    assert preavviso.richiesta.stato == StatoRichiesta.PREAVVISO
    lettera = preavviso.comunicazione
    assert all(testo in lettera.testo for testo, _ in MOTIVI)
    assert "art. 6 n. 1; art. 7" in lettera.testo
    assert lettera.documento is not None
    assert lettera.registrazione is not None
    assert "rifiuto" not in lettera.oggetto.lower()
    assert list(preavviso.motivi.values_list("testo", "articolo")) == list(MOTIVI)


@pytest.mark.parametrize(
    ("motivi", "canale", "campo"),
    [
        ((), CanaleComunicazione.PEC, "motivi"),
        ((("Senza articolo", ""),), CanaleComunicazione.PEC, "motivi"),
        (MOTIVI, CanaleComunicazione.POSTA, "canale"),
    ],
)
def test_servono_motivi_con_articolo_e_un_canale_che_prova(
    cast: Cast, motivi: tuple[tuple[str, str], ...], canale: str, campo: str
) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO)
    with pytest.raises(DominioError) as errore:
        invia_preavviso(
            richiesta=richiesta,
            motivi=motivi,
            canale=canale,
            inviato_il=oggi(),
            operatore=cast.dario_dirigente,
            al=oggi(),
        )
    assert errore.value.campo == campo


def test_il_riesame_aspetta_la_prova_e_la_fine_dei_giorni(cast: Cast) -> None:
    senza_prova = con_preavviso(cast, ricevuto=None)
    with pytest.raises(DominioError, match="Manca la prova"):
        avvia_riesame(preavviso=senza_prova, operatore=cast.dario_dirigente, al=oggi())


def test_chi_puo_ancora_scrivere_ferma_il_riesame_chi_ha_scritto_no(cast: Cast) -> None:
    preavviso = con_preavviso(cast, inviato=3, ricevuto=2)
    with pytest.raises(DominioError, match="può scrivere fino al"):
        avvia_riesame(preavviso=preavviso, operatore=cast.dario_dirigente, al=oggi())
    osserva(cast, preavviso, "Ho perso il lavoro", fa=1)
    ricaricato = Preavviso.objects.get(pk=preavviso.pk)
    assert posizione_di(ricaricato, al=oggi()).osservazioni is Osservazioni.TEMPESTIVE
    assert avvia_riesame(preavviso=ricaricato, operatore=cast.dario_dirigente, al=oggi()).riesame_il == oggi()


def test_non_si_rifiuta_prima_della_fine_dei_giorni_anche_a_chi_ha_gia_scritto(cast: Cast) -> None:
    """Who wrote once may write again: the days are theirs (art. 10-bis)."""
    preavviso = con_preavviso(cast, inviato=3, ricevuto=2)
    osservazione = osserva(cast, preavviso, "Ho perso il lavoro", fa=1)
    ricaricato = Preavviso.objects.get(pk=preavviso.pk)
    avvia_riesame(preavviso=ricaricato, operatore=cast.dario_dirigente, al=oggi())
    rispondi_a_osservazione(
        osservazione=osservazione, versione=0, accolta=False, risposta="Non cambia il reddito dell'anno",
        operatore=cast.dario_dirigente,
    )  # fmt: skip
    atto = bozza(cast, ricaricato.richiesta, TipoProvvedimento.DINIEGO)
    assert "OSSERVAZIONI" in [m.codice for m in mancanze_di(atto, al=oggi()).motivi]
    dopo = oggi() + datetime.timedelta(days=20)
    assert "OSSERVAZIONI" not in [m.codice for m in mancanze_di(atto, al=dopo).motivi]


def test_il_preavviso_non_porta_un_giorno_prima_del_parere(cast: Cast, entra: Entra) -> None:
    """Dated before, it would move the term and put a false day in the letter."""
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO, data_domanda=giorni_fa(60))
    TransizioneRichiesta.objects.create(
        oggetto=richiesta, mossa="parere_contrario", da_stato=StatoRichiesta.ALL_ODG,
        a_stato=StatoRichiesta.PARERE_CONTRARIO, operatore=cast.dario_dirigente,
    )  # fmt: skip
    client = entra(cast.dario_dirigente)
    dove = reverse("contributi:preavviso-nuovo", args=[richiesta.pk])
    dati = {"canale": CanaleComunicazione.PEC, "motivo_1": MOTIVI[0][0], "articolo_1": MOTIVI[0][1]}
    storto = client.post(dove, {**dati, "inviato_il": giorni_fa(1).isoformat()})
    assert storto.status_code == 422
    assert "non può essere di prima" in storto.text
    assert not richiesta.preavvisi.exists()
    assert client.post(dove, {**dati, "inviato_il": oggi().isoformat()}).status_code == 302


def test_il_diniego_risponde_a_ogni_osservazione_una_per_una(cast: Cast) -> None:
    preavviso = con_preavviso(cast)
    prima, seconda = (osserva(cast, preavviso, testo, fa=12) for testo in ("La prima", "La seconda"))
    avvia_riesame(preavviso=preavviso, operatore=cast.dario_dirigente, al=oggi())
    atto = bozza(cast, preavviso.richiesta, TipoProvvedimento.DINIEGO, motivi_nuovi="Nato dalle osservazioni")
    assert [m.codice for m in mancanze_di(atto, al=oggi()).motivi] == ["RISPOSTE"]
    for osservazione, accolta in ((prima, True), (seconda, False)):
        rispondi_a_osservazione(
            osservazione=osservazione,
            versione=0,
            accolta=accolta,
            risposta=f"Risposta a {osservazione.testo}",
            operatore=cast.dario_dirigente,
        )
    adottato = adotta(cast, atto)
    assert [(o["testo"], o["esito"], o["risposta"]) for o in adottato.testo["osservazioni"]] == [
        ("La prima", "Accolta", "Risposta a La prima"),
        ("La seconda", "Non accolta", "Risposta a La seconda"),
    ]
    with pytest.raises(DominioError, match="già presa"):
        osserva(cast, preavviso, "Tardi", fa=0)


def test_il_termine_legge_il_preavviso_dalle_righe(cast: Cast) -> None:
    preavviso = con_preavviso(cast)
    osserva(cast, preavviso, "Ho scritto", fa=10)
    osserva(cast, preavviso, "Ho riscritto", fa=9)
    (fatto,) = leggi_preavvisi([preavviso.richiesta_id])[preavviso.richiesta_id]
    assert (fatto.inviato, fatto.ricevuto, fatto.osservazioni) == (
        giorni_fa(20),
        giorni_fa(18),
        giorni_fa(10),
    )
    assert leggi_preavvisi([]) == {}


def test_la_compiuta_giacenza_vale_come_ricevimento(cast: Cast) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO, data_domanda=giorni_fa(60))
    preavviso = invia_preavviso(
        richiesta=richiesta,
        motivi=MOTIVI,
        canale=CanaleComunicazione.RACCOMANDATA,
        inviato_il=giorni_fa(40),
        operatore=cast.dario_dirigente,
        al=oggi(),
    )
    lettera = preavviso.comunicazione
    lettera.avviso_giacenza_il = giorni_fa(36)
    lettera.save()
    ricevuto = posizione_di(preavviso, al=oggi()).ricevuto
    assert ricevuto is not None
    assert giorni_fa(36) < ricevuto < oggi()


@pytest.mark.parametrize(("regola", "passa"), [("avvisa", False), ("blocca", False), ("ammette", True)])
def test_un_secondo_preavviso_secondo_il_parametro(cast: Cast, regola: str, passa: bool) -> None:
    preavviso = con_preavviso(cast)
    avvia_riesame(preavviso=preavviso, operatore=cast.dario_dirigente, al=oggi())
    ParametroAmbito.objects.create(
        ambito=cast.territorio.ambito,
        chiave="procedimento.a10_secondo_preavviso",
        valore=regola,
        dal=datetime.date(2020, 1, 1),
        riferimento="Atto di prova",
    )

    def manda(perche: str = "") -> Preavviso:
        return invia_preavviso(
            richiesta=preavviso.richiesta,
            motivi=MOTIVI,
            canale=CanaleComunicazione.PEC,
            inviato_il=oggi(),
            operatore=cast.dario_dirigente,
            al=oggi(),
            perche_un_altro=perche,
        )

    if passa:
        assert manda().numero == 2
        return
    with pytest.raises(DominioError):
        manda()
    if regola == "avvisa":
        assert manda("Sono emersi fatti nuovi").numero == 2


def test_motivi_lettera_e_osservazioni_non_si_cambiano_con_sql(cast: Cast) -> None:
    preavviso = con_preavviso(cast)
    osservazione = osserva(cast, preavviso, "Ho scritto", fa=10)
    for comando, chiave in (
        ("UPDATE contributi_motivoostativo SET testo = 'x' WHERE preavviso_id = %s", preavviso.pk),
        ("DELETE FROM contributi_motivoostativo WHERE preavviso_id = %s", preavviso.pk),
        ("UPDATE contributi_comunicazione SET testo = 'x' WHERE id = %s", preavviso.comunicazione_id),
        ("UPDATE contributi_osservazione SET testo = 'x' WHERE id = %s", osservazione.pk),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(comando, [chiave])


def test_la_posta_avvisa_e_non_dice_niente(cast: Cast) -> None:
    preavviso = con_preavviso(cast)
    assert not Messaggio.objects.filter(evento="contributi.comunicazione").exists()
    richiedente = preavviso.richiesta.richiedente
    richiedente.recapiti.create(tipo="email", valore="maria@esempio.invalid")
    avvia_riesame(preavviso=preavviso, operatore=cast.dario_dirigente, al=oggi())
    invia_preavviso(
        richiesta=preavviso.richiesta,
        motivi=MOTIVI,
        canale=CanaleComunicazione.MANO,
        inviato_il=oggi(),
        operatore=cast.dario_dirigente,
        al=oggi(),
        perche_un_altro="Fatti nuovi",
    )
    messaggio = Messaggio.objects.get(evento="contributi.comunicazione")
    assert not any(testo in messaggio.testo for testo, _ in MOTIVI)
    assert "contributo" not in f"{messaggio.oggetto} {messaggio.testo}".lower()


def test_il_preavviso_non_viene_prima_del_parere(cast: Cast) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO, data_domanda=giorni_fa(60))
    with pytest.raises(DominioError, match="segue la decisione") as errore:
        invia_preavviso(
            richiesta=richiesta, motivi=MOTIVI, canale="raccomandata", inviato_il=giorni_fa(40),
            operatore=cast.dario_dirigente, al=oggi(), non_prima_di=giorni_fa(10),
        )  # fmt: skip
    assert errore.value.campo == "inviato_il"


def test_nessuno_osserva_prima_di_avere_ricevuto(cast: Cast) -> None:
    preavviso = con_preavviso(cast, inviato=5, ricevuto=3)
    with pytest.raises(DominioError, match="dal ricevimento"):
        osserva(cast, preavviso, "Troppo presto", fa=4)
