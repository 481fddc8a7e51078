"""The invented territory: seven Comuni, three units, offices, partner bodies."""

import datetime
import random

from adi_platform.agenda.models import Stanza
from adi_platform.organizzazione.enums import Ruolo, TipoEnte, TipoServizio
from adi_platform.organizzazione.models import (
    Ambito,
    Comune,
    Ente,
    Incarico,
    Sede,
    ServizioEnte,
    UnitaTerritoriale,
    Utente,
)
from cases.popolamento.contesto import Contesto

# Comune: (unit, day and month of the patron, office).
COMUNI = {
    "Valdoria": ("Collina", (12, 5), "Palazzo dei servizi, Via dei Gelsi 1"),
    "Borgo Sereno": ("Collina", (3, 9), "Casa del cittadino, Piazza della Prova 1"),
    "Pieve Nerina": ("Collina", (29, 6), "Municipio, Via Papa Fiorino 4"),
    "Montelario": ("Costa", (8, 9), "Centro sociale, Corso della Libertà 22"),
    "Sant'Alvo al Colle": ("Costa", (21, 1), "Municipio, Largo San Nerino 2"),
    "Castel Brumo": ("Montagna", (10, 8), "Municipio, Vicolo Tre Pozzi 6"),
    "Ripalsò": ("Montagna", (16, 7), "Casa di comunità, Strada per Ripalsò 9"),
}
APERTURA, CHIUSURA = datetime.time(8, 30), datetime.time(18)
SERVIZI_ASL = {
    TipoServizio.SERD: "SerD di Esempio",
    TipoServizio.CSM: "Centro di salute mentale di Esempio",
    TipoServizio.NPI: "Neuropsichiatria infantile di Esempio",
    TipoServizio.CONSULTORIO: "Consultorio di Borgo Sereno",
    TipoServizio.DISTRETTO: "Distretto sanitario di Esempio",
}
ENTI = {
    TipoEnte.CPI: "Centro per l'impiego di Esempio",
    TipoEnte.ASL: "ASL di Esempio",
    TipoEnte.SCUOLA: "Ufficio scolastico di Esempio",
    TipoEnte.TERZO_SETTORE: "Cooperativa sociale Il Melograno (esempio)",
    TipoEnte.ALTRO: "Bottega alimentare di Esempio",
}


def territorio(*, codice: str, nome: str) -> Ambito:
    """An Ambito with its places and partner bodies."""
    ambito = Ambito.objects.create(
        nome=nome,
        nome_breve=nome.replace(" territoriale", "")[:24],
        codice=codice,
        ente_capofila="Comune di Borgo Sereno",
        indirizzo="Piazza della Prova 1, Borgo Sereno",
        telefono="0123 000000",
        email=f"ufficio@{codice}.invalid",
        pec=f"ambito@pec.{codice}.invalid",
    )
    unita = {
        nome_unita: UnitaTerritoriale.objects.create(ambito=ambito, nome=nome_unita)
        for nome_unita in dict.fromkeys(unita for unita, _, _ in COMUNI.values())
    }
    for numero, (nome_comune, (nome_unita, (giorno, mese), sede)) in enumerate(COMUNI.items(), 1):
        comune = Comune.objects.create(
            ambito=ambito,
            unita=unita[nome_unita],
            nome=nome_comune,
            codice_istat=f"9900{numero:02d}",
            codice_catastale=f"Z9{numero:02d}",
            patrono_giorno=giorno,
            patrono_mese=mese,
        )
        nome_sede, indirizzo = sede.split(", ")
        luogo = Sede.objects.create(ambito=ambito, comune=comune, nome=nome_sede, indirizzo=indirizzo)
        Stanza.objects.create(sede=luogo, nome="Sala riunioni", dalle=APERTURA, alle=CHIUSURA)
    for tipo, nome_ente in ENTI.items():
        ente = Ente.objects.create(ambito=ambito, tipo=tipo, nome=nome_ente, email=f"{tipo}@{codice}.invalid")
        if tipo == TipoEnte.ASL:
            for tipo_servizio, nome_servizio in SERVIZI_ASL.items():
                ServizioEnte.objects.create(ente=ente, tipo=tipo_servizio, nome=nome_servizio)
    return ambito


def contesto_di(
    ambito: Ambito,
    *,
    oggi: datetime.date,
    rng: random.Random,
    principale: Utente | None = None,
    utenti: dict[str, Utente] | None = None,
) -> Contesto:
    """The context of an Ambito, with the social workers who follow cases in each Comune."""
    comuni = list(Comune.objects.filter(ambito=ambito).order_by("codice_istat"))
    operatori: dict[int, list[Utente]] = {}
    incarichi = Incarico.objects.filter(ambito=ambito, ruolo=Ruolo.ASSISTENTE_SOCIALE).attivi(oggi)
    for incarico in incarichi.select_related("utente").order_by("pk"):
        for comune in comuni:
            dappertutto = not (incarico.comune_id or incarico.unita_id)
            if dappertutto or comune.pk == incarico.comune_id or comune.unita_id == incarico.unita_id:
                operatori.setdefault(comune.pk, []).append(incarico.utente)
    return Contesto(
        ambito=ambito,
        comuni=comuni,
        sedi=list(Sede.objects.filter(ambito=ambito)),
        operatori={pk: tuple(utenti) for pk, utenti in operatori.items()},
        oggi=oggi,
        rng=rng,
        principale=principale,
        utenti=utenti or {},
    )
