"""As many invented people as asked, in batches that bound the memory."""

from collections.abc import Callable

from django.db import transaction

from cases.models import CasoAdi, Persona, ProssimoPasso, Scadenza
from cases.popolamento.contesto import Contesto
from cases.popolamento.copia import Copia
from cases.popolamento.famiglie import Famiglie
from cases.popolamento.scadenze_inventate import passo_di, scadenza_di
from cases.popolamento.scene import scena_casuale
from cases.popolamento.scrittura import Scrittura, Terna

LOTTO = 8_000
SCADENZE = Copia(
    Scadenza, "caso", "tipo", "chiave", "titolo", "entro", "decorre_dal", "perche", "in_attesa_di"
)
PASSI = Copia(ProssimoPasso, "caso", "titolo", "entro", "in_attesa_di")


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
        scene = [(primo + numero, scena) for numero, (_, scena, _) in enumerate(lotto)]
        SCADENZE.scrivi(s for caso, scena in scene if (s := scadenza_di(caso, scena, self._contesto)))
        PASSI.scrivi(p for caso, scena in scene if (p := passo_di(caso, scena, self._contesto)))
