"""Other people's things, reached through one's own: never found, and never half done."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.organizzazione.models import Comune, UnitaTerritoriale, Utente
from adi_platform.outbox.services.accoda import accoda_lavoro
from cases.models import Appuntamento, CasoAdi, ComponenteCaso, Persona
from tests.accessi.file_di_prova import pdf_di_prova
from tests.accessi.misura import aperte_a, entra_come, pagine_vuote
from tests.accessi.moduli import Modulo, moduli_di
from tests.accessi.mondo import Mondo, scena_di
from tests.accessi.rotte import tutte_le_rotte
from tests.casi import crea_appuntamento, crea_caso
from tests.people import Cast

_LETTI: dict[tuple[str, int], dict[tuple[str, ...], Modulo]] = {}
PAROLE = ("q", "csrfmiddlewaretoken", "versione", "conferma")  # numbers that name nothing


@pytest.fixture
def mondo(mondo: Mondo, cast: Cast) -> Mondo:
    crea_appuntamento(mondo.caso_mare, cast.carla_mare, giorni=2)
    return mondo


def figli_sotto_un_altro_padre(mondo: Mondo, altro: CasoAdi) -> Iterator[tuple[str, str]]:
    """Addresses with two arguments: the case is Anna's, the child belongs to another case."""
    del_altro = scena_di(altro)
    for rotta in tutte_le_rotte():
        if len(rotta.argomenti) < 2:
            continue
        padre = min(rotta.argomenti, key=lambda a: rotta.percorso.index(f":{a}>"))
        for figlio in (a for a in rotta.argomenti if a != padre):
            proprio = mondo.campione(rotta, figlio)
            estraneo = mondo.campione(rotta, figlio, del_altro)
            if estraneo == proprio:
                continue
            valori = {a: mondo.campione(rotta, a) for a in rotta.argomenti} | {figlio: estraneo}
            yield rotta.nome, reverse(rotta.nome, kwargs=valori)


def test_la_cosa_di_un_altro_caso_non_si_apre_sotto_il_proprio(mondo: Mondo) -> None:
    client = entra_come(mondo.cast, "anna_verdi")
    provati, aperti = set(), []
    proprio = CasoAdi.objects.get(pk=mondo.scene[0]["casi"])
    for altro in (mondo.caso_mare, proprio):
        for nome, indirizzo in figli_sotto_un_altro_padre(mondo, altro):
            provati.add(nome)
            for metodo in ("GET", "POST"):
                stato = _stato(client, metodo, indirizzo)
                if stato not in (404, 405):
                    aperti.append(f"{metodo} {indirizzo}: {stato}")
    assert len(provati) >= 5
    assert aperti == []


def test_gli_identificativi_di_altri_non_passano_nei_moduli(mondo: Mondo) -> None:
    """Each choice and hidden number of each form, replaced by one of another place: refused, nothing written."""
    estranee = _cose_estranee(mondo)
    passati = []
    gia_visti: set[tuple[str, ...]] = set()
    for attore in ("anna_verdi", "cora_coordina", "sara_sportello"):
        client = entra_come(mondo.cast, attore)
        moduli = _moduli(attore, client, mondo)
        # The desk chooses within the same Ambito as the coordinator: only what it alone meets.
        da_provare = moduli.keys() - gia_visti if attore == "sara_sportello" else moduli.keys()
        gia_visti |= moduli.keys()
        with pagine_vuote():
            for modulo in (moduli[impronta] for impronta in sorted(da_provare)):
                passati += [f"{attore} {p}" for p in _passati(client, modulo, estranee)]
    assert passati == []


def test_chi_sceglie_anche_un_caso_non_suo_non_ottiene_nulla(mondo: Mondo) -> None:
    """All or nothing: one case of another Ambito in the selection and no case is assigned."""
    client = entra_come(mondo.cast, "cora_coordina")
    libero = crea_caso(mondo.cast, case_manager=None, cognome="Daassegnare")
    scelti = [libero.pk, mondo.caso_altrove.pk]
    dati = {"casi": scelti, "caso": scelti, "a": mondo.cast.anna_verdi.pk, "dal": "2026-11-21", "motivo": "x"}
    risposta = client.post(reverse("caso-assegna-scelti"), dati)
    assert risposta.status_code in (400, 404, 422)
    libero.refresh_from_db()
    assert libero.case_manager is None


def test_il_documento_di_un_altro_non_si_scarica(mondo: Mondo) -> None:
    estraneo = _documento_di(mondo.caso_mare, mondo.cast.carla_mare)
    altrove = _documento_di(mondo.caso_altrove, mondo.cast.olga_altrove)
    anna = entra_come(mondo.cast, "anna_verdi")
    for documento in (estraneo, altrove):
        for nome in ("documento", "documento-stato", "documento-riprova"):
            indirizzo = reverse(nome, args=[documento.pk])
            assert anna.get(indirizzo).status_code == 404
            assert _stato(anna, "POST", indirizzo) in (404, 405)
            assert anna.get(indirizzo, headers={"Range": "bytes=0-10"}).status_code == 404
            assert anna.head(indirizzo).status_code == 404
    assert anna.get(reverse("documento", args=[uuid.uuid4()])).status_code == 404


def test_un_collegamento_a_un_file_vale_solo_per_chi_puo_aprirlo(mondo: Mondo) -> None:
    """The address that works for Anna is worth nothing in the hands of another signed-in person."""
    indirizzo = reverse("documento", args=[mondo.campioni["documento"]])
    assert entra_come(mondo.cast, "anna_verdi").get(indirizzo).status_code == 200
    for attore in ("carla_mare", "olga_altrove", "nico_cpi", "tito_tecnico", "bruno_colle", "senza_incarico"):
        assert entra_come(mondo.cast, attore).get(indirizzo).status_code in (403, 404), attore


def test_l_avanzamento_di_un_lavoro_altrui_non_si_guarda(mondo: Mondo) -> None:
    altrove = accoda_lavoro(
        tipo="documenti.stampa", chiave="altrove", dati={}, ambito_id=mondo.cast.territorio.altro_ambito.pk
    )
    indirizzo = reverse("lavoro-stato", args=[altrove.pk])
    for attore in ("anna_verdi", "cora_coordina", "nico_cpi", "senza_incarico"):
        assert entra_come(mondo.cast, attore).get(indirizzo).status_code == 404, attore
    assert entra_come(mondo.cast, "olga_altrove").get(indirizzo).status_code == 200


def test_i_campi_in_piu_non_vengono_scritti(mondo: Mondo) -> None:
    """Mass assignment: state, Ambito, author sent beside the fields of a form change nothing."""
    client = entra_come(mondo.cast, "anna_verdi")
    prima = CasoAdi.objects.get(pk=mondo.caso.pk)
    in_piu: dict[str, Any] = {
        "stato": "chiuso",
        "ambito": mondo.cast.territorio.altro_ambito.pk,
        "case_manager": mondo.cast.carla_mare.pk,
        "nucleo": mondo.caso_mare.nucleo_id,
        "id": mondo.caso_mare.pk,
        "pk": mondo.caso_mare.pk,
    }
    for modulo in _moduli("anna_verdi", client, mondo).values():
        dati = {**modulo.dati(), **{k: v for k, v in in_piu.items() if k not in modulo.campi}}
        with transaction.atomic():
            client.post(modulo.azione, dati)
            dopo = CasoAdi.objects.get(pk=mondo.caso.pk)
            transaction.set_rollback(True)
        assert (dopo.ambito_id, dopo.nucleo_id) == (prima.ambito_id, prima.nucleo_id), modulo.azione
        assert dopo.case_manager_id == prima.case_manager_id, modulo.azione


def _documento_di(caso: CasoAdi, chi: Utente) -> Documento:
    return carica_documento(
        ambito=caso.ambito, operatore=chi, tipo="cases.allegato", titolo="Prova",
        file=pdf_di_prova("estraneo"), caso_id=caso.pk,
    )  # fmt: skip


def _cose_estranee(mondo: Mondo) -> list[Model]:
    """Things of another Comune or Ambito: one of each kind."""
    caso_mare, altrove = mondo.caso_mare, mondo.caso_altrove
    return [
        ComponenteCaso.objects.filter(caso=altrove).latest("pk"),
        Persona.objects.filter(componenti_caso__caso=altrove).latest("pk"),
        Appuntamento.objects.filter(caso=caso_mare).latest("pk"),
        caso_mare.nucleo,
        Comune.objects.filter(ambito=mondo.cast.territorio.altro_ambito).latest("pk"),
        UnitaTerritoriale.objects.filter(ambito=mondo.cast.territorio.altro_ambito).latest("pk"),
        mondo.cast.olga_altrove,
        altrove,
    ]


def _moduli(attore: str, client: Client, mondo: Mondo) -> dict[tuple[str, ...], Modulo]:
    """The forms that they meet, each once; the pages of one world are read once."""
    if (attore, mondo.caso.pk) not in _LETTI:
        _LETTI[attore, mondo.caso.pk] = _leggi_i_moduli(attore, client, mondo)
    return _LETTI[attore, mondo.caso.pk]


def _leggi_i_moduli(attore: str, client: Client, mondo: Mondo) -> dict[tuple[str, ...], Modulo]:
    trovati: dict[tuple[str, ...], Modulo] = {}
    aperte, di_anna = aperte_a(attore), aperte_a("anna_verdi") if attore != "anna_verdi" else set()
    for rotta in tutte_le_rotte():
        if rotta.percorso.startswith("accesso/") or rotta.nome not in aperte:
            continue
        # The other scenes of a page that Anna opens too have given their forms to her.
        for indirizzo in [mondo.indirizzo(rotta)] if rotta.nome in di_anna else mondo.indirizzi(rotta):
            risposta = client.get(indirizzo)
            if risposta.status_code != 200 or "html" not in risposta.headers["Content-Type"]:
                continue
            for modulo in moduli_di(risposta.content.decode(), indirizzo):
                if modulo.metodo == "POST" and "/accesso/" not in modulo.azione:
                    trovati.setdefault(modulo.impronta, modulo)
    return trovati


def _passati(client: Client, modulo: Modulo, estranee: list[Model]) -> Iterator[str]:
    for campo in modulo.campi.values():
        if campo.nome in PAROLE or campo.tipo not in ("select", "radio", "checkbox", "hidden"):
            continue
        offerti = frozenset(v for v in [*campo.opzioni, *campo.valori] if v.isdigit())
        if not offerti:
            continue
        # A field that names people offers people: the number of a thing of another kind is only an unknown one.
        estranei = {str(cosa.pk) for cosa in estranee if _sono_tutti(type(cosa), offerti)} | {"999999"}
        for estraneo in estranei - offerti:
            if _accettato(client, modulo, {**modulo.dati(), campo.nome: [estraneo]}):
                yield f"{modulo.azione} {campo.nome}={estraneo}"


def _sono_tutti(modello: type[Model], numeri: frozenset[str]) -> bool:
    if any(len(numero) > 18 for numero in numeri):
        return False
    return modello._default_manager.filter(pk__in=numeri).count() == len(numeri)


def _accettato(client: Client, modulo: Modulo, dati: dict[str, Any]) -> bool:
    """True when the answer says that something was done."""
    with transaction.atomic():
        risposta = client.post(modulo.azione, dati)
        transaction.set_rollback(True)
    if risposta.status_code not in (301, 302):
        return False
    livelli = {m.level_tag for m in risposta.wsgi_request._messages}
    return not livelli & {"error", "warning", "danger"}


def _stato(client: Client, metodo: str, indirizzo: str) -> int:
    with transaction.atomic():
        stato = client.generic(metodo, indirizzo).status_code
        transaction.set_rollback(True)
    return stato
