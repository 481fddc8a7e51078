"""Where prints are made: a warm child process, killed when a page takes too long or too much memory."""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adi_platform.documenti.pdf import processo

logger = logging.getLogger(__name__)
RADICE = Path(__file__).resolve().parent.parent.parent
SECONDI_PER_DOCUMENTO = 60.0
DOCUMENTI_PER_PROCESSO = 200
SPIEGAZIONI = {
    processo.ERRORE_RISORSA: "Il modello di stampa chiede un file che non gli è stato dato.",
    processo.ERRORE_MEMORIA: "Il documento è troppo grande da impaginare: riduci i testi e riprova.",
    processo.ERRORE_STAMPA: "Il documento non si è potuto impaginare.",
}


class StampaNonRiuscita(RuntimeError):
    """The page could not be printed; the message is for people, `definitivo` says whether to try again."""

    def __init__(self, messaggio: str, *, dettaglio: str = "", definitivo: bool = False) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
        self.dettaglio = dettaglio
        self.definitivo = definitivo


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePdf:
    dati: bytes
    pagine: int
    calcolo: float = 0.0


class Officina:
    """One press. Calls from several threads wait for their turn."""

    def __init__(self, *, secondi: float = SECONDI_PER_DOCUMENTO) -> None:
        self._secondi = secondi
        self._turno = threading.Lock()
        self._figlio: subprocess.Popen[bytes] | None = None
        self._stampati = 0

    def stampa(self, html: str, risorse: dict[str, tuple[bytes, str]]) -> FilePdf:
        """Raises StampaNonRiuscita when time or memory run out, or the page cannot be laid out."""
        with self._turno:
            figlio = self._pronto()
            testa, dati = self._entro_il_tempo(figlio, lambda: _chiedi(figlio, html, risorse))
            self._stampati += 1
        if "errore" in testa:
            raise StampaNonRiuscita(
                SPIEGAZIONI[testa["errore"]], dettaglio=testa["dettaglio"], definitivo=True
            )
        return FilePdf(dati=dati, pagine=testa["pagine"], calcolo=testa["calcolo"])

    def chiudi(self) -> None:
        figlio, self._figlio = self._figlio, None
        if figlio is not None:
            figlio.kill()
            figlio.communicate()

    def _pronto(self) -> "subprocess.Popen[bytes]":
        if self._stampati >= DOCUMENTI_PER_PROCESSO:
            self.chiudi()
        if self._figlio is None or self._figlio.poll() is not None:
            self.chiudi()
            figlio = self._figlio = _avvia()
            self._stampati = 0
            self._entro_il_tempo(figlio, lambda: (_leggi(figlio), b""))
        return self._figlio

    def _entro_il_tempo(
        self, figlio: "subprocess.Popen[bytes]", azione: Callable[[], tuple[Any, bytes]]
    ) -> tuple[Any, bytes]:
        scaduto = threading.Event()

        def ferma() -> None:
            scaduto.set()
            figlio.kill()

        orologio = threading.Timer(self._secondi, ferma)
        orologio.daemon = True
        orologio.start()
        try:
            testa, dati = azione()
            return json.loads(testa), dati
        except (EOFError, OSError, ValueError) as errore:
            self.chiudi()
            if scaduto.is_set():
                raise StampaNonRiuscita(
                    "Il documento è troppo lungo o troppo complesso: l'impaginazione è stata fermata.",
                    definitivo=True,
                ) from errore
            raise StampaNonRiuscita("L'impaginazione si è interrotta.", dettaglio=repr(errore)) from errore
        finally:
            orologio.cancel()


def _avvia() -> "subprocess.Popen[bytes]":
    ambiente = {nome: os.environ[nome] for nome in ("PATH", "LANG", "HOME", "TMPDIR") if nome in os.environ}
    return subprocess.Popen(  # noqa: S603  our own module, no argument comes from outside
        [sys.executable, "-m", processo.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=RADICE,
        env={**ambiente, "PYTHONPATH": str(RADICE)},
    )


def _chiedi(
    figlio: "subprocess.Popen[bytes]", html: str, risorse: dict[str, tuple[bytes, str]]
) -> tuple[bytes, bytes]:
    for blocco in processo.componi(html, risorse):
        processo.scrivi_blocco(figlio.stdin, blocco)  # type: ignore[arg-type]  # opened with PIPE
    return _leggi(figlio), _leggi(figlio)


def _leggi(figlio: "subprocess.Popen[bytes]") -> bytes:
    blocco = processo.leggi_blocco(figlio.stdout)  # type: ignore[arg-type]  # opened with PIPE
    if blocco is None:
        raise EOFError
    return blocco


_proprietario = -1
_officina: Officina | None = None
_scelta = threading.Lock()


def officina() -> Officina:
    """The press of this process; a forked child gets its own."""
    global _officina, _proprietario
    with _scelta:
        if _officina is None or _proprietario != os.getpid():
            _officina, _proprietario = Officina(), os.getpid()
        return _officina


@atexit.register
def _chiudi_alla_fine() -> None:
    """A forked child must not close the press of its parent."""
    if _officina is not None and _proprietario == os.getpid():
        _officina.chiudi()
