"""A crawler that knows no addresses: it starts from the home of an actor and follows what it finds."""

import re
from collections import deque
from html.parser import HTMLParser

from django.test import Client

LIMITE = 400
CANARINO = re.compile(r"CANARINO-[A-Z0-9-]+")


class _Collegamenti(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.trovati: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributi = dict(attrs)
        for nome in ("href", "hx-get", "src"):
            valore = attributi.get(nome)
            if valore and valore.startswith("/") and not valore.startswith(("//", "/statici/")):
                self.trovati.add(valore.split("#")[0])


def visita(client: Client, *partenze: str) -> dict[str, tuple[int, set[str]]]:
    """Follow every link from the starting pages: address → (status, canaries seen)."""
    coda = deque(partenze)
    viste: dict[str, tuple[int, set[str]]] = {}
    while coda and len(viste) < LIMITE:
        indirizzo = coda.popleft()
        if indirizzo in viste or "logout" in indirizzo:
            continue
        risposta = client.get(indirizzo)
        corpo = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
        testo = corpo.decode("utf-8", "replace")
        viste[indirizzo] = (risposta.status_code, set(CANARINO.findall(testo)))
        if risposta.status_code in (301, 302):
            coda.append(risposta.headers["Location"])
        if "html" in risposta.headers.get("Content-Type", ""):
            lettore = _Collegamenti()
            lettore.feed(testo)
            coda.extend(sorted(lettore.trovati - viste.keys()))
    return viste


def canarini(viste: dict[str, tuple[int, set[str]]]) -> set[str]:
    return set().union(*(trovati for _, trovati in viste.values())) if viste else set()
