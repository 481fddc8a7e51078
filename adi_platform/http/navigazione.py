"""The menu: which doors each role finds at the top of every page."""

from collections.abc import Callable
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
IN_COMMISSIONE = SUI_CASI | {R.COMPONENTE_COMMISSIONE, R.PRESIDENTE_COMMISSIONE}
VEDONO_IL_DENARO = SUI_CASI | {R.AMMINISTRATIVO_CONTABILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Porta:
    """An entry of the menu. `ruoli` None means everybody who is signed in, but who holds only `tranne`.

    `se` is asked last, for a door that not all who hold the role may open.
    """

    etichetta: str
    nome_url: str
    icona: str
    ruoli: frozenset[Ruolo] | None = None
    tranne: Ruolo | None = None
    se: Callable[[Perimetro], bool] | None = None

    def aperta_a(self, perimetro: Perimetro) -> bool:
        if self.tranne is not None and perimetro.ruoli == {self.tranne}:
            return False
        ammesso = self.ruoli is None or perimetro.ha(*self.ruoli)
        return ammesso and (self.se is None or self.se(perimetro))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceMenu:
    etichetta: str
    url: str
    icona: str
    attuale: bool


PORTE = [
    Porta(etichetta="Scrivania", nome_url="scrivania", icona="it-pa", tranne=R.REFERENTE_PARTNER),
    Porta(
        etichetta="Le mie cose",
        nome_url="portale",
        icona="it-inbox",
        ruoli=frozenset({R.REFERENTE_PARTNER}),
    ),
    Porta(etichetta="Cerca", nome_url="cerca", icona="it-search", ruoli=CERCANO),
    Porta(etichetta="Casi", nome_url="caso-elenco", icona="it-folder", ruoli=SUI_CASI),
    Porta(
        etichetta="Contributi",
        nome_url="contributi:richieste",
        icona="it-card",
        ruoli=SUI_CASI | {R.SEGRETARIATO, R.AMMINISTRATIVO_CONTABILE},
    ),
    Porta(etichetta="Agenda", nome_url="agenda", icona="it-calendar", ruoli=LAVORANO),
    Porta(
        etichetta="Disponibilità",
        nome_url="disponibilita",
        icona="it-clock",
        ruoli=frozenset({R.ASSISTENTE_SOCIALE, R.EDUCATORE, R.COORDINATORE, R.REFERENTE_PARTNER}),
    ),
    Porta(
        etichetta="Piano delle riunioni",
        nome_url="equipe-pianifica",
        icona="it-calendar",
        ruoli=frozenset({R.COORDINATORE}),
    ),
    Porta(
        etichetta="Enti", nome_url="rete-enti", icona="it-exchange-circle", ruoli=frozenset({R.COORDINATORE})
    ),
    Porta(etichetta="Commissione", nome_url="contributi:commissioni", icona="it-user", ruoli=IN_COMMISSIONE),
    Porta(etichetta="Erogazioni", nome_url="contributi:erogazioni", icona="it-card", ruoli=VEDONO_IL_DENARO),
    Porta(
        etichetta="Importazioni",
        nome_url="importazione-elenco",
        icona="it-upload",
        ruoli=frozenset({R.SEGRETARIATO, R.COORDINATORE}),
    ),
    Porta(
        etichetta="Provvedimenti",
        nome_url="contributi:provvedimenti",
        icona="it-files",
        ruoli=frozenset({R.DIRIGENTE, R.DPO_AUDITOR}),
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
        etichetta="Misure",
        nome_url="contributi:misura-elenco",
        icona="it-files",
        ruoli=frozenset(
            {
                *(R.SEGRETARIATO, R.ASSISTENTE_SOCIALE, R.COORDINATORE, R.COMPONENTE_COMMISSIONE),
                *(R.PRESIDENTE_COMMISSIONE, R.DIRIGENTE, R.AMMINISTRATIVO_CONTABILE, R.DPO_AUDITOR),
                R.AMMINISTRATORE_TECNICO,
            }
        ),
    ),
    Porta(
        etichetta="Parametri",
        nome_url="parametri",
        icona="it-settings",
        ruoli=frozenset({R.DIRIGENTE, R.COORDINATORE, R.DPO_AUDITOR, R.AMMINISTRATORE_TECNICO}),
    ),
]


def registra_porta(porta: Porta) -> None:
    """A door of a higher floor, put after the others at start."""
    PORTE.append(porta)


def menu(request: HttpRequest) -> list[VoceMenu]:
    """Entries for this person; a door whose page is not served by this deployment is left out."""
    perimetro = getattr(request, "perimetro", None)
    if not isinstance(perimetro, Perimetro):
        return []
    aperte = [(porta, _indirizzo(porta)) for porta in PORTE if porta.aperta_a(perimetro)]
    qui = max((url for _, url in aperte if url and _sta_sotto(request.path, url)), key=len, default="")
    return [
        VoceMenu(etichetta=porta.etichetta, url=url, icona=porta.icona, attuale=url == qui)
        for porta, url in aperte
        if url
    ]


def _indirizzo(porta: Porta) -> str:
    try:
        return reverse(porta.nome_url)
    except NoReverseMatch:
        return ""


def _sta_sotto(percorso: str, url: str) -> bool:
    return percorso == url if url == "/" else percorso.startswith(url)
