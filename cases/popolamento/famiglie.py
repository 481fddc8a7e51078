"""Invented households: names, codes, ages, relations, duties."""

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cases.enums import Obbligo, Parentela, TipoCodice
from cases.popolamento.codici import LUOGHI, codice_fiscale, codice_provvisorio, codice_stp
from cases.popolamento.nomi import PAESI, VIE, Nomi
from cases.rules.anagrafe import eta

QUOTA_ITALIANI = 0.78
DIMENSIONI = ((1, 2, 3, 4, 5, 6), (28, 24, 20, 16, 8, 4))
SOGLIA_ISEE = 10_140


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaInventata:
    cognome: str
    nome: str
    sesso: str
    nascita: datetime.date
    luogo: str
    cittadinanza: str
    tipo_codice: str
    codice: str
    codice_scade_il: datetime.date | None
    titolo: str
    scadenza_titolo: datetime.date | None
    parentela: str
    obbligo: str
    esonero: str
    percorso: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamigliaInventata:
    persone: Sequence[PersonaInventata]
    indirizzo: str
    telefono: str
    email: str
    isee: Decimal


class Famiglie:
    """Every code comes out once; the same seed gives the same people."""

    def __init__(self, rng: random.Random, *, oggi: datetime.date, codici: set[str]) -> None:
        self._rng = rng
        self._oggi = oggi
        self._codici = codici
        self._nomi = Nomi(rng)

    def una(self) -> FamigliaInventata:
        rng = self._rng
        quanti = rng.choices(DIMENSIONI[0], weights=DIMENSIONI[1])[0]
        paese = "Italia" if rng.random() < QUOTA_ITALIANI else rng.choice(list(PAESI))
        anni = rng.randint(24, 58) if quanti > 1 else rng.choice([rng.randint(60, 88), rng.randint(27, 59)])
        return self._attorno_a(paese, self.persona(paese, anni=anni, parentela=Parentela.RICHIEDENTE), quanti)

    def con_richiedente(self, *, cognome: str, nome: str, sesso: str) -> FamigliaInventata:
        """A household of three around somebody with that name."""
        capo = self.persona(
            "Italia",
            anni=self._rng.randint(28, 50),
            parentela=Parentela.RICHIEDENTE,
            cognome=cognome,
            nome=nome,
            sesso=sesso,
        )
        return self._attorno_a("Italia", capo, 3)

    def _attorno_a(self, paese: str, capo: PersonaInventata, quanti: int) -> FamigliaInventata:
        rng, persone = self._rng, [capo]
        cognome, eta_capo = capo.cognome, eta(capo.nascita, al=self._oggi) or 0
        if quanti > 2 or (quanti == 2 and rng.random() < 0.4):
            altro = "M" if persone[0].sesso == "F" else "F"
            ruolo = rng.choice([Parentela.CONIUGE, Parentela.CONVIVENTE])
            persone.append(
                self.persona(paese, anni=max(20, eta_capo + rng.randint(-6, 6)), parentela=ruolo, sesso=altro)
            )
        while len(persone) < quanti:
            anni = rng.randint(0, max(1, min(24, eta_capo - 20)))
            persone.append(self.persona(paese, cognome=cognome, anni=anni, parentela=Parentela.FIGLIO))
        return FamigliaInventata(
            persone=persone,
            indirizzo=f"{rng.choice(VIE)}, {rng.randint(1, 140)}",
            telefono=f"318{rng.randrange(10**7):07d}",
            email=f"famiglia{rng.randrange(10**8)}@posta.invalid",
            isee=Decimal(rng.randint(0, SOGLIA_ISEE * 100 - 1)) / 100,
        )

    def persona(
        self, paese: str, *, anni: int, parentela: str, cognome: str = "", sesso: str = "", nome: str = ""
    ) -> PersonaInventata:
        """Somebody of that age; drawn again until the code is new."""
        rng = self._rng
        genere = sesso or rng.choice("MF")
        while True:
            nascita = self._oggi - datetime.timedelta(days=anni * 365 + anni // 4 + rng.randrange(1, 364))
            scelto = cognome or self._cognome(paese)
            proprio = nome or self._nome(paese, genere)
            luogo, catastale = self._luogo(paese, parentela)
            tipo, codice = self._codice(scelto, proprio, nascita, genere, catastale, paese)
            if codice not in self._codici or not codice:
                break
        self._codici.add(codice)
        obbligo, esonero, percorso = self._obbligo(nascita)
        fuori_ue = paese != "Italia" and PAESI[paese].fuori_ue
        return PersonaInventata(
            cognome=scelto,
            nome=proprio,
            sesso=genere,
            nascita=nascita,
            luogo=luogo,
            cittadinanza=paese,
            tipo_codice=tipo,
            codice=codice,
            codice_scade_il=self._oggi + datetime.timedelta(days=rng.randint(5, 170))
            if tipo in {TipoCodice.STP, TipoCodice.ENI}
            else None,
            titolo="protezione internazionale" if fuori_ue else "",
            scadenza_titolo=self._oggi + datetime.timedelta(days=rng.randint(10, 900)) if fuori_ue else None,
            parentela=parentela,
            obbligo=obbligo,
            esonero=esonero,
            percorso=percorso,
        )

    def _cognome(self, paese: str) -> str:
        return self._nomi.cognome() if paese == "Italia" else self._nomi.straniero(paese)

    def _nome(self, paese: str, sesso: str) -> str:
        return self._nomi.nome(sesso) if paese == "Italia" else self._nomi.nome_straniero(paese, sesso)

    def _luogo(self, paese: str, parentela: str) -> tuple[str, str]:
        if paese == "Italia" or (parentela == Parentela.FIGLIO and self._rng.random() < 0.7):
            return self._rng.choice(list(LUOGHI.items()))
        return paese, PAESI[paese].codice

    def _codice(
        self, cognome: str, nome: str, nascita: datetime.date, sesso: str, luogo: str, paese: str
    ) -> tuple[str, str]:
        caso = self._rng.random()
        if paese != "Italia" and caso < 0.02:
            return TipoCodice.PRIVO, ""
        if paese != "Italia" and caso < 0.06:
            return TipoCodice.STP, codice_stp(self._rng, tipo="stp")
        if paese != "Italia" and caso < 0.12:
            return TipoCodice.PROVVISORIO, codice_provvisorio(self._rng)
        return TipoCodice.CODICE_FISCALE, codice_fiscale(
            cognome=cognome, nome=nome, nascita=nascita, sesso=sesso, luogo=luogo
        )

    def _obbligo(self, nascita: datetime.date) -> tuple[str, str, int | None]:
        anni, caso = eta(nascita, al=self._oggi) or 0, self._rng.random()
        if anni < 18:
            return Obbligo.DA_DEFINIRE, "", None
        if anni >= 60:
            return Obbligo.ESCLUSO, "età pari o superiore a 60 anni", None
        if caso < 0.2:
            return Obbligo.ESCLUSO, self._rng.choice(["occupazione in corso", "disabilità L. 68/1999"]), None
        if caso < 0.28:
            return Obbligo.VOLONTARIO, "", 2
        return Obbligo.OBBLIGATO, "", 1 if caso < 0.75 else 4
