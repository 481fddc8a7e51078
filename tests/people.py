"""The cast: named people, visibly invented, who walk through every test of permissions.

Territory: Ambito di Esempio with two units (Collina: Borgo Sereno, Valdoria; Costa: Montelario) and,
in the same instance, Ambito di Altrove that must never be seen from the first.
"""

import datetime
from dataclasses import dataclass, field

from adi_platform.organizzazione.enums import Ruolo, TipoEnte
from adi_platform.organizzazione.models import Ambito, Comune, Ente, Incarico, Sede, UnitaTerritoriale, Utente

DA_SEMPRE = datetime.date(2023, 1, 1)
PAROLA = "parola-di-prova-lunga"


@dataclass
class Territorio:
    ambito: Ambito
    altro_ambito: Ambito
    comuni: dict[str, Comune]
    sede: Sede
    cpi: Ente
    asl: Ente
    scuola: Ente
    coop: Ente
    cpi_altrove: Ente


@dataclass
class Cast:
    """Everybody by name; `tutti()` lists them for matrices."""

    territorio: Territorio
    persone: dict[str, Utente] = field(default_factory=dict)

    def __getattr__(self, nome: str) -> Utente:
        try:
            return self.__dict__["persone"][nome]  # also while it is being copied, still empty
        except KeyError as errore:
            raise AttributeError(nome) from errore

    def tutti(self) -> dict[str, Utente]:
        return dict(self.persone)


def crea_territorio() -> Territorio:
    ambito = Ambito.objects.create(
        nome="Ambito territoriale di Esempio",
        nome_breve="Ambito di Esempio",
        codice="esempio",
        ente_capofila="Comune di Borgo Sereno",
        indirizzo="Piazza della Prova 1, Borgo Sereno",
        telefono="0123 000000",
        email="ufficio@esempio.invalid",
        pec="ambito@pec.esempio.invalid",
    )
    altrove = Ambito.objects.create(
        nome="Ambito territoriale di Altrove",
        nome_breve="Ambito di Altrove",
        codice="altrove",
        ente_capofila="Comune di Altrove",
    )
    collina = UnitaTerritoriale.objects.create(ambito=ambito, nome="Collina")
    costa = UnitaTerritoriale.objects.create(ambito=ambito, nome="Costa")
    lontana = UnitaTerritoriale.objects.create(ambito=altrove, nome="Lontana")
    luoghi = (
        ("Borgo Sereno", collina, "990001", "Z901"),
        ("Valdoria", collina, "990002", "Z902"),
        ("Montelario", costa, "990003", "Z903"),
        ("Altrove", lontana, "990101", "Z951"),
    )
    comuni = {
        nome: Comune.objects.create(
            ambito=unita.ambito, unita=unita, nome=nome, codice_istat=istat, codice_catastale=catasto
        )
        for nome, unita, istat, catasto in luoghi
    }
    return Territorio(
        ambito=ambito,
        altro_ambito=altrove,
        comuni=comuni,
        sede=Sede.objects.create(
            ambito=ambito, comune=comuni["Borgo Sereno"], nome="Sede di Borgo Sereno", indirizzo="Via Prova 2"
        ),
        cpi=Ente.objects.create(ambito=ambito, tipo=TipoEnte.CPI, nome="Centro per l'impiego di Esempio"),
        asl=Ente.objects.create(ambito=ambito, tipo=TipoEnte.ASL, nome="ASL di Esempio"),
        scuola=Ente.objects.create(ambito=ambito, tipo=TipoEnte.SCUOLA, nome="Scuola di Esempio"),
        coop=Ente.objects.create(ambito=ambito, tipo=TipoEnte.TERZO_SETTORE, nome="Cooperativa di Esempio"),
        cpi_altrove=Ente.objects.create(ambito=altrove, tipo=TipoEnte.CPI, nome="CPI di Altrove"),
    )


def crea_cast() -> Cast:
    t = crea_territorio()
    cast = Cast(territorio=t)
    a, comuni = t.ambito, t.comuni
    collina = comuni["Borgo Sereno"].unita
    righe: tuple[tuple[str, str, Ruolo, Ambito, dict[str, object], Ente | None], ...] = (
        ("anna_verdi", "Anna Verdi", Ruolo.ASSISTENTE_SOCIALE, a, {"unita": collina}, None),
        ("bruno_colle", "Bruno Colle", Ruolo.ASSISTENTE_SOCIALE, a, {"unita": collina}, None),
        ("carla_mare", "Carla Mare", Ruolo.ASSISTENTE_SOCIALE, a, {"comune": comuni["Montelario"]}, None),
        ("sara_sportello", "Sara Sportello", Ruolo.SEGRETARIATO, a, {"comune": comuni["Borgo Sereno"]}, None),
        ("elio_educatore", "Elio Educatore", Ruolo.EDUCATORE, a, {"unita": collina}, None),
        ("vera_verifiche", "Vera Verifiche", Ruolo.RESPONSABILE_VERIFICHE, a, {}, None),
        ("cora_coordina", "Cora Coordina", Ruolo.COORDINATORE, a, {}, None),
        ("ciro_commissario", "Ciro Commissario", Ruolo.COMPONENTE_COMMISSIONE, a, {}, None),
        ("pina_presidente", "Pina Presidente", Ruolo.PRESIDENTE_COMMISSIONE, a, {}, None),
        ("dario_dirigente", "Dario Dirigente", Ruolo.DIRIGENTE, a, {}, None),
        ("rita_ragioneria", "Rita Ragioneria", Ruolo.AMMINISTRATIVO_CONTABILE, a, {}, None),
        ("nico_cpi", "Nico Centroimpiego", Ruolo.REFERENTE_PARTNER, a, {}, t.cpi),
        ("neri_asl", "Nera Asl", Ruolo.REFERENTE_PARTNER, a, {}, t.asl),
        # Of the same body, one not invited and one delegated; of a school; who hosts; the CPI of another Ambito.
        ("lidia_cpi", "Lidia Centroimpiego", Ruolo.REFERENTE_PARTNER, a, {}, t.cpi),
        ("dina_cpi", "Dina Centroimpiego", Ruolo.REFERENTE_PARTNER, a, {}, t.cpi),
        ("lia_scuola", "Lia Scuola", Ruolo.REFERENTE_PARTNER, a, {}, t.scuola),
        ("teo_coop", "Teo Cooperativa", Ruolo.REFERENTE_PARTNER, a, {}, t.coop),
        (
            "otto_cpi_altrove",
            "Otto Centroaltrove",
            Ruolo.REFERENTE_PARTNER,
            t.altro_ambito,
            {},
            t.cpi_altrove,
        ),
        ("dora_dpo", "Dora Protezione", Ruolo.DPO_AUDITOR, a, {}, None),
        ("tito_tecnico", "Tito Tecnico", Ruolo.AMMINISTRATORE_TECNICO, a, {}, None),
        ("olga_altrove", "Olga Altrove", Ruolo.COORDINATORE, t.altro_ambito, {}, None),
    )
    for sigla, nome_completo, ruolo, ambito, luogo, ente in righe:
        nome, cognome = nome_completo.split(" ")
        utente = Utente.objects.crea(
            email=f"{sigla}@esempio.invalid", nome=nome, cognome=cognome, password=PAROLA, ente=ente
        )
        Incarico.objects.create(utente=utente, ruolo=ruolo, ambito=ambito, dal=DA_SEMPRE, **luogo)
        cast.persone[sigla] = utente
    cast.persone["senza_incarico"] = Utente.objects.crea(
        email="senza_incarico@esempio.invalid", nome="Elia", cognome="Senzaincarico", password=PAROLA
    )
    return cast
