"""One member of a household: what the cells say and what is wrong with them."""

import datetime
from collections.abc import Mapping

from cases.rules.codici import CF_FORMATO, CodiceLetto, analizza_codice
from cases.rules.elenco.celle import Cella, Formula, piega, su_una_riga, testo_di
from cases.rules.elenco.date_scritte import leggi_data
from cases.rules.elenco.letture import PersonaLetta, Rilievo
from cases.rules.elenco.recapiti import email_valida, leggi_telefono

_SESSI = {
    "m": "M",
    "maschio": "M",
    "maschile": "M",
    "uomo": "M",
    "f": "F",
    "femmina": "F",
    "femminile": "F",
    "donna": "F",
}
_AVVISI_DEL_TIPO = {"provvisorio": "CF_PROVVISORIO", "stp": "CODICE_STP_ENI", "eni": "CODICE_STP_ENI"}
_LONTANO = datetime.date.max

Celle = Mapping[str, Cella]


def leggi_persona(
    celle: Celle, *, riga: int, componente: int, al: datetime.date
) -> tuple[PersonaLetta, list[Rilievo], list[Rilievo]]:
    """The member, the errors that keep it out, the warnings."""
    errori: list[Rilievo] = []
    avvisi: list[Rilievo] = []
    codice = _codice(celle, errori, avvisi, al=al)
    nascita = _data(celle, "data_nascita", errori, al=al)
    scadenza = _data(celle, "scadenza_titolo", errori, al=_LONTANO)
    if "" in (_testo(celle, "cognome"), _testo(celle, "nome")):
        errori.append(
            Rilievo(codice="NOME_MANCANTE", campo="nome" if _testo(celle, "cognome") else "cognome")
        )
    sesso = _SESSI.get(_testo(celle, "sesso").lower(), "")
    if _testo(celle, "sesso") and not sesso:
        avvisi.append(Rilievo(codice="SESSO_NON_RICONOSCIUTO", campo="sesso"))
    persona = PersonaLetta(
        riga=riga,
        componente=componente,
        tipo_codice=codice.tipo if codice else "privo",
        codice=codice.codice if codice and codice.valido else "",
        data_nascita=nascita,
        sesso=sesso or (codice.sesso if codice else ""),
        scadenza_titolo=scadenza,
        telefono=testo_di(celle.get("telefono")),
        email=_testo(celle, "email"),
        cognome=_testo(celle, "cognome"),
        nome=_testo(celle, "nome"),
        luogo_nascita=_testo(celle, "luogo_nascita"),
        cittadinanza=_testo(celle, "cittadinanza"),
        titolo_soggiorno=_testo(celle, "titolo_soggiorno"),
        relazione=_testo(celle, "relazione"),
        ruolo=_testo(celle, "ruolo"),
        motivo_esclusione=_testo(celle, "motivo_esclusione"),
        attivabile=_testo(celle, "attivabile"),
        percorso=_testo(celle, "percorso"),
    )
    if not errori:
        avvisi += _avvisi_di_coerenza(persona, codice, sesso)
    return persona, errori, avvisi


def avvisi_dei_recapiti(celle: Celle) -> list[Rilievo]:
    """Contacts never keep a row out: what was written stays readable."""
    avvisi = []
    _, problema = leggi_telefono(celle.get("telefono"))
    if problema:
        avvisi.append(Rilievo(codice=problema, campo="telefono"))
    if (email := _testo(celle, "email")) and not email_valida(email):
        avvisi.append(Rilievo(codice="EMAIL_NON_VALIDA", campo="email"))
    return avvisi


def _testo(celle: Celle, campo: str) -> str:
    cella = celle.get(campo)
    return "" if isinstance(cella, Formula) else su_una_riga(testo_di(cella))


def _codice(
    celle: Celle, errori: list[Rilievo], avvisi: list[Rilievo], *, al: datetime.date
) -> CodiceLetto | None:
    cella = celle.get("codice")
    if cella is None:
        avvisi.append(Rilievo(codice="CF_MANCANTE", campo="codice"))
        return None
    if isinstance(cella, Formula):
        return None
    letto = analizza_codice(testo_di(cella), al=al)
    if not letto.valido:
        errori.append(Rilievo(codice=letto.errore or CF_FORMATO, campo="codice"))
    elif letto.tipo in _AVVISI_DEL_TIPO:
        avvisi.append(Rilievo(codice=_AVVISI_DEL_TIPO[letto.tipo], campo="codice"))
    return letto


def _data(celle: Celle, campo: str, errori: list[Rilievo], *, al: datetime.date) -> datetime.date | None:
    cella = celle.get(campo)
    if isinstance(cella, Formula):
        return None
    data, problema = leggi_data(cella, al=al)
    if problema:
        errori.append(Rilievo(codice=problema, campo=campo))
    return data


def _avvisi_di_coerenza(persona: PersonaLetta, codice: CodiceLetto | None, sesso: str) -> list[Rilievo]:
    avvisi = []
    if persona.data_nascita is None:
        avvisi.append(Rilievo(codice="DATA_NASCITA_MANCANTE", campo="data_nascita"))
    if codice is not None and codice.tipo == "cf" and not _concorda(codice, persona, sesso):
        avvisi.append(Rilievo(codice="CF_DISCORDE", campo="codice"))
    return avvisi


def _concorda(codice: CodiceLetto, persona: PersonaLetta, sesso: str) -> bool:
    return (
        codice.concorda_con_nome(cognome=persona.cognome, nome=persona.nome)
        and sesso in ("", codice.sesso)
        and (persona.data_nascita is None or codice.concorda_con_data(persona.data_nascita))
    )


def richiede_il_beneficio(relazione: str) -> bool:
    return piega(relazione) in ("richiedente", "dichiarante", "rich.", "intestatario", "titolare")
