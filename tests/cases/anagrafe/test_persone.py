import datetime
import threading

import pytest
from django.db import connection

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.ricerca.models import ChiaveNome
from cases.enums import TipoCodice
from cases.models import Persona
from cases.services.persone import DatiPersona, DiscordanzaDaConfermare, aggiorna_persona, registra_persona
from tests.cases.anagrafe.conftest import CF_MARIA, NASCITA_MARIA, OGGI, nuova_persona
from tests.people import Cast, crea_cast

MARIA = DatiPersona(cognome="Pandisano", nome="Maria", codice=CF_MARIA, data_nascita=NASCITA_MARIA, sesso="F")


def registra(cast: Cast, dati: DatiPersona, *, conferma: bool = False) -> Persona:
    return registra_persona(
        ambito=cast.territorio.ambito,
        operatore=cast.anna_verdi,
        al=OGGI,
        dati=dati,
        conferma_discordanze=conferma,
    )


def con(**campi: object) -> DatiPersona:
    base = {"cognome": "Pandisano", "nome": "Maria", "tipo_codice": "privo", "motivo_senza_codice": "attesa"}
    return DatiPersona(**{**base, **campi})  # type: ignore[arg-type]


def test_una_persona_si_registra_con_il_nome_pulito_e_le_forme_di_ricerca(cast: Cast) -> None:
    persona = registra(cast, con(cognome=" D'Olivo\u202e ", nome="Nicolo\u0300"))
    assert (persona.cognome, persona.nome) == ("D'Olivo", "Nicolò")
    assert (persona.cognome_norm, persona.nome_norm) == ("dolivo", "nicolo")
    assert ChiaveNome.objects.filter(tipo="c", testo="dolivo").exists()
    assert persona.history.count() == 1


def test_un_nome_scritto_in_capitali_entra_come_nome_proprio(cast: Cast) -> None:
    persona = registra(cast, con(cognome="D'OLIVO DE LUCA", nome="NICOLO'"))
    assert (persona.cognome, persona.nome) == ("D'Olivo De Luca", "Nicolò")
    mista = registra(cast, con(cognome="McCarthy", nome="de la Cruz"))
    assert (mista.cognome, mista.nome) == ("McCarthy", "de la Cruz")


def test_il_codice_fiscale_valido_e_coerente_entra_senza_conferme(cast: Cast) -> None:
    assert registra(cast, MARIA).codice == CF_MARIA


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        (con(tipo_codice="cf", codice="PNDMRA85D52A783X"), "codice"),
        (con(tipo_codice="cf", codice="12345670017"), "tipo_codice"),
        (con(tipo_codice="provvisorio", codice="00000000000"), "codice"),
        (con(tipo_codice="privo", motivo_senza_codice=""), "motivo_senza_codice"),
        (con(tipo_codice="privo", codice=CF_MARIA), "codice"),
        (con(nome="Ma\x00ria"), "nome"),
        (con(cognome="  '' "), "cognome"),
        (con(indirizzo="x" * 201), "indirizzo"),
        (con(data_nascita=datetime.date(2027, 1, 1)), "data_nascita"),
        (con(data_nascita=datetime.date(1875, 1, 1)), "data_nascita"),
    ],
)
def test_un_dato_sbagliato_dice_quale_campo_correggere(cast: Cast, dati: DatiPersona, campo: str) -> None:
    with pytest.raises(DominioError) as errore:
        registra(cast, dati)
    assert errore.value.campo == campo
    assert not Persona.objects.exists()


@pytest.mark.parametrize(
    ("tipo", "codice"),
    [
        ("cf", "RSSMRA85T10A56NH"),
        ("provvisorio", "12345670017"),
        ("stp", "STP0902001234567"),
        ("eni", "ENI0902001234567"),
    ],
)
def test_ogni_tipo_di_codice_si_registra(cast: Cast, tipo: str, codice: str) -> None:
    persona = registra(
        cast, con(tipo_codice=tipo, codice=codice.lower(), motivo_senza_codice=""), conferma=True
    )
    assert (persona.tipo_codice, persona.codice) == (tipo, codice)


def test_un_codice_che_non_corrisponde_si_conferma_e_poi_entra(cast: Cast) -> None:
    dati = DatiPersona(cognome="Brandì", nome="Ugo", codice=CF_MARIA, sesso="M")
    with pytest.raises(DiscordanzaDaConfermare) as avviso:
        registra(cast, dati)
    assert len(avviso.value.messaggi) == 2
    assert registra(cast, dati, conferma=True).codice == CF_MARIA


def test_lo_stesso_codice_non_entra_due_volte_nello_stesso_ambito(cast: Cast) -> None:
    registra(cast, MARIA)
    with pytest.raises(DominioError, match="già una persona con questo codice"):
        registra(cast, MARIA)
    altrove = registra_persona(ambito=cast.territorio.altro_ambito, operatore=None, al=OGGI, dati=MARIA)
    assert altrove.pk


def test_due_omocodie_dello_stesso_codice_restano_due_persone(cast: Cast) -> None:
    registra(cast, con(tipo_codice="cf", codice="RSSMRA85T10A562S", motivo_senza_codice=""), conferma=True)
    registra(cast, con(tipo_codice="cf", codice="RSSMRA85T10A56NH", motivo_senza_codice=""), conferma=True)
    assert Persona.objects.count() == 2


def test_chi_salva_su_una_versione_vecchia_lo_viene_a_sapere(cast: Cast) -> None:
    persona = registra(cast, MARIA)
    aggiorna_persona(
        persona_id=persona.pk, versione=0, operatore=cast.bruno_colle, al=OGGI, dati=con(nome="Ada")
    )
    with pytest.raises(ConflittoDiVersione):
        aggiorna_persona(persona_id=persona.pk, versione=0, operatore=cast.anna_verdi, al=OGGI, dati=con())
    persona.refresh_from_db()
    assert (persona.nome, persona.versione, persona.aggiornato_da) == ("Ada", 1, cast.bruno_colle)
    assert persona.tipo_codice == TipoCodice.PRIVO
    assert persona.codice == ""


@pytest.mark.django_db(transaction=True)
def test_due_colleghe_che_registrano_la_stessa_persona_ne_creano_una() -> None:
    cast = crea_cast()
    via = threading.Barrier(2)
    esiti: list[str] = []

    def prova() -> None:
        via.wait()
        try:
            registra(cast, MARIA)
            esiti.append("registrata")
        except DominioError as errore:
            esiti.append(errore.campo or "")
        finally:
            connection.close()

    fili = [threading.Thread(target=prova) for _ in range(2)]
    for filo in fili:
        filo.start()
    for filo in fili:
        filo.join()
    assert sorted(esiti) == ["codice", "registrata"]


def test_il_nome_cambiato_entra_nel_dizionario(cast: Cast) -> None:
    persona = nuova_persona(cast, "Zanolì", "Bea")
    persona.cognome = "Forgià"
    persona.save(update_fields=["cognome"])
    persona.refresh_from_db()
    assert persona.cognome_norm == "forgia"
    assert set(ChiaveNome.objects.filter(tipo="c").values_list("testo", flat=True)) == {
        "zanoli",
        "forgia",
    }
