"""The processes of the server: started, watched, started again when they die, stopped in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECONDI_PER_FERMARSI = 10
PAUSA_MASSIMA = 30.0
# After this long without dying a process is considered well again.
SECONDI_DI_BUONA_SALUTE = 60
_PR_SET_PDEATHSIG = 1


@dataclass(kw_only=True)
class Processo:
    """One child in a process group of its own; its output goes to a file."""

    nome: str
    comando: Sequence[str]
    registro: Path
    ambiente: Mapping[str, str]
    figlio: "subprocess.Popen[bytes] | None" = None
    avviato: float = 0.0
    pausa: float = 1.0
    riavvia_dal: float = field(default=0.0)

    def avvia(self) -> None:
        self.registro.parent.mkdir(parents=True, exist_ok=True)
        with self.registro.open("ab") as uscita:
            self.figlio = subprocess.Popen(  # noqa: S603  the command is a constant of ours
                list(self.comando),
                env=dict(self.ambiente),
                stdin=subprocess.DEVNULL,
                stdout=uscita,
                stderr=uscita,
                start_new_session=True,
                preexec_fn=_muori_con_il_padre,
            )
        self.avviato = time.monotonic()

    def controlla(self, adesso: float) -> bool:
        """True when the child was found dead just now; starts it again when its pause is over."""
        if self.figlio is None:
            if adesso >= self.riavvia_dal:
                self.avvia()
            return False
        if self.figlio.poll() is None:
            return False
        if adesso - self.avviato > SECONDI_DI_BUONA_SALUTE:
            self.pausa = 1.0
        self._uccidi_il_gruppo()
        self.riavvia_dal = adesso + self.pausa
        self.pausa = min(self.pausa * 2, PAUSA_MASSIMA)
        self.figlio = None
        return True

    def chiedi_di_fermarsi(self) -> None:
        if self.figlio is not None and self.figlio.poll() is None:
            self.figlio.terminate()

    def aspetta(self, fino_a: float) -> None:
        if self.figlio is None:
            return
        try:
            self.figlio.wait(timeout=max(0.1, fino_a - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._uccidi_il_gruppo()
            self.figlio.wait()
        self._uccidi_il_gruppo()

    def _uccidi_il_gruppo(self) -> None:
        """What a killed parent left behind would go on working beside its successor."""
        if self.figlio is None:
            return
        try:
            os.killpg(self.figlio.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def ferma(processi: Sequence[Processo]) -> None:
    """Ask all to stop, wait, then insist. Work left half-way is found again at the next start."""
    for processo in processi:
        processo.chiedi_di_fermarsi()
    fine = time.monotonic() + SECONDI_PER_FERMARSI
    for processo in processi:
        processo.aspetta(fine)


def _muori_con_il_padre() -> None:
    """On Linux the children do not outlive a killed `script/server`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
