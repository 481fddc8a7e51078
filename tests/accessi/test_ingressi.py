"""Whatever is typed, uploaded or put in an address: a page that says what to do, never a fault."""

import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.accessi.misura import aperte_a, entra_come
from tests.accessi.moduli import Modulo, moduli_di
from tests.accessi.mondo import Mondo
from tests.accessi.rotte import tutte_le_rotte

# First of these who may open the page tries it.
CHI_PROVA = (
    "anna_verdi", "cora_coordina", "sara_sportello", "elio_educatore", "tito_tecnico", "dario_dirigente",
    "dora_dpo", "vera_verifiche", "bruno_colle", "rita_ragioneria", "nico_cpi", "anonimo",
)  # fmt: skip
TESTI = {
    "nul": "prima\x00dopo",
    "lungo": "à" * 20_000,
    "segni": "a\u202eb\u2066c\u200f 👩‍👧‍👦 \x01\x08\x0b\x1f\x7f\ufffe\ufdd0 <script>'\";--{{7*7}}{% now %}",
    "surrogato": r"=cmd|' /C calc'!A0 \ud800 &#xD800; %ED%A0%80",
    "spazi": " \u00a0\u200b\u3000 ",
}
DATE = ("29/02/2027", "9999-12-31", "0000-00-00", "0001-01-01", "domani")
NUMERI = ("NaN", "1e309", "-1", "９", "9" * 40)
PARAMETRI = ("q", "pagina", "page", "dal", "al", "stato", "ordine", "filtro", "comune", "operatore", "next")
SCELTE = ("non-esiste", "9" * 30, ["1", "1", "\x00", ""])
PIENE = bool(os.environ.get("ADI_PROVE_PIENE"))
GIRI_DEI_FILTRI = 3 if PIENE else 1
INTERI = ("0", "-1", "9" * 30, "NaN", "９", "abc", "")
SCRITTO = "Rimane-qui-42"


_LETTE: dict[int, list[tuple[str, str, str]]] = {}


@dataclass
class Esito:
    prova: str
    stato: int
    pagina: str = ""


def prova(client: Client, descrizione: str, chiamata: Callable[[], Any]) -> Esito:
    """One request whose effects are undone; an exception is a fault and its name is kept."""
    try:
        with transaction.atomic():
            risposta = chiamata()
            corpo = "" if risposta.streaming else risposta.content.decode("utf-8", "replace")
            transaction.set_rollback(True)
    except Exception as guasto:  # whatever comes out would have been a 500
        dove = _ultima_riga_nostra(guasto)
        return Esito(f"{descrizione}: {type(guasto).__name__} {str(guasto)[:120]!r} {dove}", 500)
    return Esito(descrizione, risposta.status_code, corpo)


def guasti(esiti: list[Esito]) -> list[str]:
    return sorted({e.prova for e in esiti if e.stato >= 500 and "/salute/" not in e.prova})


def pagine(mondo: Mondo) -> Iterator[tuple[Client, str, str]]:
    """Every page that somebody may open, in every scene: client, address, HTML. One world, read once."""
    clienti = {attore: entra_come(mondo.cast, attore) for attore in CHI_PROVA}
    if mondo.caso.pk not in _LETTE:
        _LETTE[mondo.caso.pk] = list(_leggi_le_pagine(mondo, clienti))
    for attore, indirizzo, html in _LETTE[mondo.caso.pk]:
        yield clienti[attore], indirizzo, html


def _leggi_le_pagine(mondo: Mondo, clienti: dict[str, Client]) -> Iterator[tuple[str, str, str]]:
    aperte = {attore: aperte_a(attore) for attore in clienti}
    for rotta in tutte_le_rotte():
        if rotta.percorso.startswith(("accesso/sicurezza", "accesso/esci")):
            continue
        for indirizzo in mondo.indirizzi(rotta):
            for attore, client in clienti.items():
                if rotta.nome not in aperte[attore]:
                    continue
                risposta = client.get(indirizzo)
                if risposta.status_code == 200 and "html" in risposta.headers.get("Content-Type", ""):
                    yield attore, indirizzo, risposta.content.decode()
                    break


def moduli(mondo: Mondo, metodo: str) -> Iterator[tuple[Client, Modulo]]:
    """Each form of the site once."""
    visti = set()
    for client, indirizzo, html in pagine(mondo):
        for modulo in moduli_di(html, indirizzo):
            nostro = modulo.azione.startswith("/") and "/esci/" not in modulo.azione
            if modulo.metodo == metodo and nostro and modulo.impronta not in visti:
                visti.add(modulo.impronta)
                yield client, modulo


def con_testo(modulo: Modulo, testo: str) -> dict[str, Any]:
    liberi = modulo.dei_tipi("text", "textarea", "search", "email", "tel", "url", "number", "date", "time")
    return {
        **modulo.dati(),
        **{c.nome: testo for c in liberi},
        **{c.nome: testo for c in modulo.dei_tipi("hidden")},
    }


def con_date(modulo: Modulo, date: Iterable[str]) -> dict[str, Any]:
    campi = modulo.dei_tipi("date", "datetime-local")
    testi = {c.nome: SCRITTO for c in modulo.dei_tipi("text", "textarea")}
    return {**modulo.dati(), **testi, **{c.nome: data for c, data in zip(campi, date, strict=False)}}


def con_scelte(modulo: Modulo, valori: Iterable[Any]) -> dict[str, Any]:
    campi = modulo.dei_tipi("select", "radio", "checkbox", "hidden", "submit")
    return {**modulo.dati(), **{c.nome: valore for c, valore in zip(campi, valori, strict=False)}}


def a_turno(valori: Sequence[Any], da: int) -> Iterator[Any]:
    """The values over and over, from another one at each form: every field meets one, all forms meet all."""
    return itertools.islice(itertools.cycle(valori), da % len(valori), None)


def _prove_di(modulo: Modulo, turno: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Texts that a form may accept go in alone, to reach the act; what no form accepts goes in together.

    In turn, one at each form; all of them with ADI_PROVE_PIENE. The matrix sends empty requests.
    """
    prove = [
        ("testo lungo", con_testo(modulo, TESTI["lungo"])),
        ("tutto storto", _tutto_storto(modulo, turno)),
        ("testo con segni", con_testo(modulo, TESTI["segni"])),
        ("scelte estranee", con_scelte(modulo, a_turno(SCELTE, turno))),
    ]
    if modulo.dei_tipi("date", "datetime-local"):
        yield "date che non esistono", con_date(modulo, a_turno(DATE, turno))
    yield from prove if PIENE else prove[turno % 4 :: 4]


def _tutto_storto(modulo: Modulo, turno: int) -> dict[str, Any]:
    """Each field of text gets one of the hostile values, in turn."""
    ostili = a_turno((TESTI["nul"], TESTI["surrogato"], TESTI["spazi"], *NUMERI), turno)
    campi = modulo.dei_tipi("text", "textarea", "search", "email", "tel", "url", "number", "time")
    return {**modulo.dati(), **{campo.nome: valore for campo, valore in zip(campi, ostili, strict=False)}}


def test_nessun_modulo_si_rompe_con_quello_che_si_scrive(mondo: Mondo) -> None:
    esiti = [
        prova(client, f"{modulo.azione} {nome}", lambda c=client, m=modulo, d=dati: c.post(m.azione, d))
        for turno, (client, modulo) in enumerate(moduli(mondo, "POST"))
        for nome, dati in _prove_di(modulo, turno)
    ]
    assert len(esiti) > 200
    assert guasti(esiti) == []


def test_nessun_modulo_si_rompe_con_un_file_o_un_corpo_storto(mondo: Mondo) -> None:
    esiti = []
    corpi = itertools.cycle(_corpi_storti())
    for client, modulo in moduli(mondo, "POST"):
        nome, corpo, tipo = next(corpi)
        esiti.append(
            prova(
                client,
                f"{modulo.azione} {nome}",
                lambda c=client, m=modulo, b=corpo, t=tipo: c.generic("POST", m.azione, b, content_type=t),
            )
        )
        for nome, file in _file_storti() if modulo.dei_tipi("file") else ():
            dati = {**modulo.dati(), **{c.nome: file for c in modulo.dei_tipi("file")}}
            esiti.append(
                prova(
                    client, f"{modulo.azione} {nome}", lambda c=client, m=modulo, d=dati: c.post(m.azione, d)
                )
            )
    assert guasti(esiti) == []


def test_nessun_elenco_si_rompe_con_i_suoi_filtri(mondo: Mondo) -> None:
    esiti = []
    storti = [testo[:5000] for testo in TESTI.values()] + list(INTERI)
    for turno, (client, indirizzo, html) in enumerate(pagine(mondo)):
        nomi = {c for m in moduli_di(html, indirizzo) if m.metodo == "GET" for c in m.campi}
        nomi |= set(re.findall(r'href="[^"]*[?&;]([a-z_]+)=', html)) | set(PARAMETRI)
        filtra = any(m.metodo == "GET" for m in moduli_di(html, indirizzo)) or "pagina=" in html
        for giro in range(GIRI_DEI_FILTRI if filtra else 1):
            valori = a_turno(storti, turno + giro * len(storti) // GIRI_DEI_FILTRI)
            domanda = urlencode(dict(zip(sorted(nomi), valori, strict=False)))
            esiti.append(
                prova(
                    client,
                    f"{indirizzo}?{domanda[:200]}",
                    lambda c=client, i=indirizzo, d=domanda: c.get(f"{i}?{d}"),
                )
            )
    assert guasti(esiti) == []


def test_nessun_indirizzo_si_rompe_con_argomenti_storti(mondo: Mondo) -> None:
    client = entra_come(mondo.cast, "anna_verdi")
    esiti = []
    storti = itertools.cycle(("9" * 30, quote("\x00"), quote("é\u202e"), "%ED%A0%80", "a" * 3000))
    for rotta in tutte_le_rotte():
        for argomento in rotta.argomenti:
            for valore in ("0", next(storti), next(storti)):
                indirizzo = _con_argomento(mondo, rotta.percorso, rotta.nome, argomento, valore)
                esiti.append(prova(client, indirizzo[:120], lambda i=indirizzo: client.get(i)))
    assert guasti(esiti) == []


def test_una_data_sbagliata_lascia_scritto_il_resto_e_dice_dove(mondo: Mondo) -> None:
    """Not redirected: the message is beside the field and every text is still in the page."""
    mancano = []
    for client, modulo in moduli(mondo, "POST"):
        testi = modulo.dei_tipi("text", "textarea")
        if not modulo.dei_tipi("date"):
            continue
        esito = prova(
            client,
            modulo.azione,
            lambda c=client, m=modulo: c.post(m.azione, con_date(m, itertools.repeat("31/02/2026"))),
        )
        if esito.stato in (301, 302):
            mancano.append(f"{modulo.azione}: accettata una data che non esiste")
        elif 'aria-invalid="true"' not in esito.pagina:
            mancano.append(f"{modulo.azione}: nessun campo segnato ({esito.stato})")
        elif any(esito.pagina.count(SCRITTO) < 1 for _ in testi):
            mancano.append(f"{modulo.azione}: il testo scritto è andato perso")
    assert mancano == []


def _con_argomento(mondo: Mondo, percorso: str, nome: str, argomento: str, valore: str) -> str:
    (rotta,) = [r for r in tutte_le_rotte() if r.nome == nome and r.percorso == percorso]
    indirizzo = "/" + percorso
    for altro in rotta.argomenti:
        dato = valore if altro == argomento else str(mondo.campione(rotta, altro))
        indirizzo = re.sub(rf"<(\w+:)?{altro}>", dato.replace("\\", ""), indirizzo)
    return indirizzo


def _corpi_storti() -> Iterator[tuple[str, bytes, str]]:
    yield (
        "multipart spezzato",
        b"--x\r\nContent-Disposition: form-data; name=",
        "multipart/form-data; boundary=x",
    )
    yield "multipart senza confine", b"ciao", "multipart/form-data"
    yield "json rotto", b'{"a": "\\ud800"', "application/json"
    yield "json lista", b"[1, 2]", "application/json"
    yield "byte a caso", bytes(range(256)), "application/x-www-form-urlencoded"
    yield "charset ignoto", b"a=1", "application/x-www-form-urlencoded; charset=non-esiste"


def _file_storti() -> Iterator[tuple[str, SimpleUploadedFile]]:
    yield "file vuoto", SimpleUploadedFile("vuoto.csv", b"")
    yield "file binario", SimpleUploadedFile("elenco.csv", bytes(range(256)) * 40)
    yield "file finto xlsx", SimpleUploadedFile("elenco.xlsx", b"PK\x03\x04" + b"\x00" * 60)
    yield "file finto pdf", SimpleUploadedFile("prova.pdf", b"%PDF-1.7\n%%EOF")
    yield "nome strano", SimpleUploadedFile("\u202efdp.exe" + "a" * 300 + ".csv", b"a;b\n1;2\n")
    yield "nul nel csv", SimpleUploadedFile("elenco.csv", b"Codice fiscale;Cognome\n\x00;\x00\n")


def _ultima_riga_nostra(guasto: Exception) -> str:
    passo, ultima = guasto.__traceback__, ""
    while passo is not None:
        file = passo.tb_frame.f_code.co_filename
        if "site-packages" not in file and "/tests/" not in file:
            ultima = f"{file.split('/')[-2]}/{file.split('/')[-1]}:{passo.tb_lineno}"
        passo = passo.tb_next
    return ultima
