"""The menu: which doors each role finds at the top of every page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro

R = Ruolo
SUI_CASI = frozenset({R.ASSISTENTE_SOCIALE, R.COORDINATORE, R.DIRIGENTE, R.DPO_AUDITOR})
CERCANO = SUI_CASI | {R.SEGRETARIATO, R.EDUCATORE, R.RESPONSABILE_VERIFICHE, R.AMMINISTRATIVO_CONTABILE}
LAVORANO = frozenset(
    {R.ASSISTENTE_SOCIALE, R.COORDINATORE, R.SEGRETARIATO, R.EDUCATORE, R.RESPONSABILE_VERIFICHE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Porta:
    """An entry of the menu. `ruoli` None means everybody who is signed in."""

    etichetta: str
    nome_url: str
    icona: str
    ruoli: frozenset[Ruolo] | None = None

    def aperta_a(self, perimetro: Perimetro) -> bool:
        return self.ruoli is None or perimetro.ha(*self.ruoli)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceMenu:
    etichetta: str
    url: str
    icona: str
    attuale: bool


PORTE = (
    Porta(etichetta="Scrivania", nome_url="scrivania", icona="it-pa"),
    Porta(etichetta="Cerca", nome_url="cerca", icona="it-search", ruoli=CERCANO),
    Porta(etichetta="Casi", nome_url="caso-elenco", icona="it-folder", ruoli=SUI_CASI),
    Porta(etichetta="Agenda", nome_url="agenda", icona="it-calendar", ruoli=LAVORANO),
    Porta(
        etichetta="Importazioni",
        nome_url="importazione-elenco",
        icona="it-upload",
        ruoli=frozenset({R.SEGRETARIATO, R.COORDINATORE}),
    ),
    Porta(
        etichetta="Letture", nome_url="letture", icona="it-password-visible", ruoli=frozenset({R.DPO_AUDITOR})
    ),
    Porta(
        etichetta="Organizzazione",
        nome_url="organizzazione",
        icona="it-user",
        ruoli=frozenset({R.AMMINISTRATORE_TECNICO, R.COORDINATORE, R.DPO_AUDITOR, R.DIRIGENTE}),
    ),
    Porta(
        etichetta="Parametri",
        nome_url="parametri",
        icona="it-settings",
        ruoli=frozenset({R.DIRIGENTE, R.COORDINATORE, R.DPO_AUDITOR, R.AMMINISTRATORE_TECNICO}),
    ),
)


def menu(request: HttpRequest) -> list[VoceMenu]:
    """Entries for this person; a door whose page is not served by this deployment is left out."""
    perimetro = getattr(request, "perimetro", None)
    if not isinstance(perimetro, Perimetro):
        return []
    voci = []
    for porta in PORTE:
        if not porta.aperta_a(perimetro):
            continue
        try:
            url = reverse(porta.nome_url)
        except NoReverseMatch:
            continue
        voci.append(
            VoceMenu(etichetta=porta.etichetta, url=url, icona=porta.icona, attuale=_qui(request.path, url))
        )
    return voci


def _qui(percorso: str, url: str) -> bool:
    return percorso == url if url == "/" else percorso.startswith(url)
