"""The people who work in the invented Ambito: one account per role, and a few colleagues."""

import datetime

from allauth.account.models import EmailAddress

from adi_platform.organizzazione.enums import Ruolo, TipoEnte
from adi_platform.organizzazione.models import Ambito, Comune, Ente, Incarico, UnitaTerritoriale, Utente

PAROLA = "girasole-di-prova-2026"
DA_SEMPRE = datetime.date(2023, 1, 1)
COLLINA, COSTA, MONTAGNA = "Collina", "Costa", "Montagna"

# Key, name, surname, role, unit or Comune or body. The first of each role is the account of the demo.
ORGANICO: tuple[tuple[str, str, str, Ruolo, str], ...] = (
    ("assistente_sociale", "Anna", "Verdi", Ruolo.ASSISTENTE_SOCIALE, COLLINA),
    ("collega", "Bruno", "Colle", Ruolo.ASSISTENTE_SOCIALE, COLLINA),
    ("collega_costa", "Carla", "Mare", Ruolo.ASSISTENTE_SOCIALE, COSTA),
    ("collega_montagna", "Marta", "Cima", Ruolo.ASSISTENTE_SOCIALE, MONTAGNA),
    ("segretariato", "Sara", "Sportello", Ruolo.SEGRETARIATO, "Borgo Sereno"),
    ("educatore", "Elio", "Educatore", Ruolo.EDUCATORE, COLLINA),
    ("responsabile_verifiche", "Vera", "Verifiche", Ruolo.RESPONSABILE_VERIFICHE, ""),
    ("coordinatore", "Cora", "Coordina", Ruolo.COORDINATORE, ""),
    ("componente_commissione", "Ciro", "Commissario", Ruolo.COMPONENTE_COMMISSIONE, COLLINA),
    ("presidente_commissione", "Pina", "Presidente", Ruolo.PRESIDENTE_COMMISSIONE, COLLINA),
    ("dirigente", "Dario", "Dirigente", Ruolo.DIRIGENTE, ""),
    ("amministrativo_contabile", "Rita", "Ragioneria", Ruolo.AMMINISTRATIVO_CONTABILE, ""),
    ("referente_partner", "Nico", "Centroimpiego", Ruolo.REFERENTE_PARTNER, TipoEnte.CPI),
    ("referente_asl", "Nera", "Asl", Ruolo.REFERENTE_PARTNER, TipoEnte.ASL),
    ("referente_scuola", "Lia", "Scuola", Ruolo.REFERENTE_PARTNER, TipoEnte.SCUOLA),
    ("referente_esercizio", "Bice", "Bottega", Ruolo.REFERENTE_PARTNER, TipoEnte.ALTRO),
    ("dpo_auditor", "Dora", "Protezione", Ruolo.DPO_AUDITOR, ""),
    ("amministratore_tecnico", "Tito", "Tecnico", Ruolo.AMMINISTRATORE_TECNICO, ""),
)


def crea_organico(ambito: Ambito, *, parola: str | None = PAROLA) -> dict[str, Utente]:
    """Accounts with their roles, by key."""
    unita = {u.nome: u for u in UnitaTerritoriale.objects.filter(ambito=ambito)}
    comuni = {c.nome: c for c in Comune.objects.filter(ambito=ambito)}
    enti = {str(e.tipo): e for e in Ente.objects.filter(ambito=ambito)}
    utenti: dict[str, Utente] = {}
    for chiave, nome, cognome, ruolo, dove in ORGANICO:
        email = f"{nome}.{cognome}@{ambito.codice}.invalid".lower()
        utente = Utente.objects.crea(
            email=email, nome=nome, cognome=cognome, password=parola, ente=enti.get(dove)
        )
        EmailAddress.objects.create(user=utente, email=email, verified=True, primary=True)
        Incarico.objects.create(
            utente=utente,
            ruolo=ruolo,
            ambito=ambito,
            dal=DA_SEMPRE,
            unita=unita.get(dove),
            comune=comuni.get(dove),
        )
        utenti[chiave] = utente
    return utenti


def descrizione(utenti: dict[str, Utente], *, parola: str) -> list[dict[str, str]]:
    """What the page of the demo shows."""
    return [
        {
            "ruolo": ruolo.label,
            "nome": f"{nome} {cognome}",
            "email": utenti[chiave].email,
            "parola": parola,
        }
        for chiave, nome, cognome, ruolo, _ in ORGANICO
    ]
