"""As many invented people as asked, in batches that bound the memory."""

from collections.abc import Callable

from django.db import transaction

from cases.models import CasoAdi, Persona, ProssimoPasso, Scadenza
from cases.popolamento.contesto import Contesto
from cases.popolamento.copia import Copia, riserva
from cases.popolamento.famiglie import Famiglie
from cases.popolamento.scene import scena_casuale
from cases.popolamento.scrittura import Scrittura, Terna
from cases.services.scadenze import passo_da, prime_scadenze
from cases.transizioni import FINALI

LOTTO = 8_000
SCADENZE = Copia(
    Scadenza,
    *("id", "caso", "tipo", "chiave", "persona", "titolo", "entro", "decorre_dal", "perche", "passi"),
    *("adempiuta_il", "in_attesa_di", "stato"),
)
PASSI = Copia(ProssimoPasso, "caso", "titolo", "entro", "consigliata_entro", "in_attesa_di", "scadenza")


class Massa:
    """Goes on from what the Ambito already has."""

    def __init__(self, contesto: Contesto, *, con_casi: bool) -> None:
        self._contesto = contesto
        self._con_casi = con_casi
        esistenti = Persona.objects.filter(ambito=contesto.ambito).exclude(codice="")
        self._famiglie = Famiglie(
            contesto.rng, oggi=contesto.oggi, codici=set(esistenti.values_list("codice", flat=True))
        )
        domande = CasoAdi.objects.filter(ambito=contesto.ambito).count()
        self._scrittura = Scrittura(contesto, prima_domanda=domande)

    def scrivi(self, persone: int, *, dopo_ogni_lotto: Callable[[int], object] = lambda _: None) -> int:
        """At least `persone` people. How many were written."""
        scritte = 0
        while scritte < persone:
            lotto: list[Terna] = []
            quante = 0
            while quante < min(LOTTO, persone - scritte):
                famiglia = self._famiglie.una()
                comune = self._contesto.rng.choice(self._contesto.comuni)
                lotto.append((famiglia, scena_casuale(self._contesto.rng), comune))
                quante += len(famiglia.persone)
            with transaction.atomic():
                self._lotto(lotto)
            scritte += quante
            dopo_ogni_lotto(scritte)
        return scritte

    def _lotto(self, lotto: list[Terna]) -> None:
        if not self._con_casi:
            self._scrittura.persone([(p, f.indirizzo, comune) for f, _, comune in lotto for p in f.persone])
            return
        primo = self._scrittura.casi(lotto)
        ambito = self._contesto.ambito
        self._scadenze(list(CasoAdi.objects.filter(pk__gte=primo, ambito=ambito).exclude(stato__in=FINALI)))

    def _scadenze(self, casi: list[CasoAdi]) -> None:
        """The ones that the office would compute, so that the nightly check has nothing to say."""
        per_caso = prime_scadenze(casi, al=self._contesto.oggi)
        righe = [riga for caso in casi for riga in per_caso[caso.pk]]
        for pk, riga in enumerate(righe, riserva(Scadenza, len(righe))):
            riga.pk = pk
        SCADENZE.scrivi_oggetti(righe)
        PASSI.scrivi_oggetti(passo_da(caso, per_caso[caso.pk], al=self._contesto.oggi) for caso in casi)
