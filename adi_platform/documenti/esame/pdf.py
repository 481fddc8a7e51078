"""PDFs of others are opened in a process of their own, with little memory and time, never in the web one."""

import json
import subprocess
import sys
from pathlib import Path

from adi_platform.errori import DominioError

SECONDI = 15
PAGINE_MASSIME = 300
PROGRAMMA = Path(__file__).with_name("processo_pdf.py")
MESSAGGI = {
    "protetto": "Il PDF è protetto da una password: togli la protezione e caricalo di nuovo.",
    "attivo": "Il PDF contiene parti attive o file nascosti: stampalo di nuovo in PDF e carica la copia.",
    "pagine": f"Il PDF ha troppe pagine: al massimo {PAGINE_MASSIME}. Dividilo in più file.",
    "coda": "Il PDF contiene altro dopo la fine: stampalo di nuovo in PDF e carica la copia.",
    "illeggibile": "Il PDF è danneggiato e non si apre: fai una nuova scansione e caricala.",
}


def esamina_pdf(dati: bytes) -> int:
    """Number of pages. Raises DominioError when the file is not a plain, readable PDF."""
    try:
        risposta = subprocess.run(  # noqa: S603  our own program, the file goes in by standard input
            [sys.executable, "-I", str(PROGRAMMA), str(PAGINE_MASSIME)],
            input=dati,
            capture_output=True,
            timeout=SECONDI,
            check=True,
        )
        esito: dict[str, str | int] = json.loads(risposta.stdout)
    except (subprocess.SubprocessError, ValueError) as errore:
        raise DominioError(MESSAGGI["illeggibile"], campo="file") from errore
    if "problema" in esito:
        raise DominioError(MESSAGGI[str(esito["problema"])], campo="file")
    return int(esito["pagine"])
