"""The printing press: a process that receives pages and returns PDFs, one at a time, with little memory.

Started by `documenti.officina`; talks on its standard input and output in frames: a length, then bytes.
It has no database, no settings, no network of its own, and can be killed at any moment.
"""

import gc
import json
import os
import resource
import struct
import sys
import time
from typing import Any, BinaryIO

MEMORIA_MASSIMA = 1_500 * 1024 * 1024
DOCUMENTI_FRA_LE_PULIZIE = 10
PAGINA_GRANDE = 200_000
ERRORE_RISORSA = "risorsa"
ERRORE_MEMORIA = "memoria"
ERRORE_STAMPA = "stampa"


def scrivi_blocco(flusso: BinaryIO, dati: bytes) -> None:
    flusso.write(struct.pack(">Q", len(dati)) + dati)
    flusso.flush()


def leggi_blocco(flusso: BinaryIO) -> bytes | None:
    """None at the end of the stream."""
    testa = flusso.read(8)
    if len(testa) < 8:
        return None
    (lunghezza,) = struct.unpack(">Q", testa)
    dati = flusso.read(lunghezza)
    return dati if len(dati) == lunghezza else None


def componi(html: str, risorse: dict[str, tuple[bytes, str]]) -> list[bytes]:
    """The frames of one request: a header with the sizes, then the page and each resource."""
    testa = {"risorse": [[nome, tipo] for nome, (_, tipo) in risorse.items()]}
    return [json.dumps(testa).encode(), html.encode(), *(dati for dati, _ in risorse.values())]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA_MASSIMA, MEMORIA_MASSIMA))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ingresso = sys.stdin.buffer
    # What the libraries print must not end among the frames.
    uscita = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from adi_platform.documenti.pdf.motore import Motore

    motore = Motore()
    # A print makes many objects and few cycles: collecting between documents, not during them, saves a tenth.
    gc.freeze()
    gc.disable()
    scrivi_blocco(uscita, b"{}")
    stampati = 0
    while (testa := leggi_blocco(ingresso)) is not None:
        html = leggi_blocco(ingresso)
        dichiarate = json.loads(testa)["risorse"]
        risorse = {nome: (leggi_blocco(ingresso) or b"", tipo) for nome, tipo in dichiarate}
        esito, dati = _stampa(motore, (html or b"").decode(), risorse)
        scrivi_blocco(uscita, json.dumps(esito).encode())
        scrivi_blocco(uscita, dati)
        stampati += 1
        if stampati % DOCUMENTI_FRA_LE_PULIZIE == 0 or len(html or b"") > PAGINA_GRANDE:
            gc.collect()


def _stampa(
    motore: Any, html: str, risorse: dict[str, tuple[bytes, str]]
) -> tuple[dict[str, str | int | float], bytes]:
    from adi_platform.documenti.pdf.fetcher import RisorsaVietata

    inizio = time.process_time()
    try:
        stampa = motore.stampa(html, risorse)
    except RisorsaVietata as errore:
        return {"errore": ERRORE_RISORSA, "dettaglio": str(errore)}, b""
    except MemoryError:
        return {"errore": ERRORE_MEMORIA, "dettaglio": ""}, b""
    except Exception as errore:  # whatever a page does to the library, the press answers and goes on
        return {"errore": ERRORE_STAMPA, "dettaglio": f"{type(errore).__name__}: {errore}"[:300]}, b""
    return {"pagine": stampa.pagine, "calcolo": time.process_time() - inizio}, stampa.dati


if __name__ == "__main__":
    main()
