"""The only files a print can reach: those given to it in memory. Everything else stops the print."""

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEMA = "memoria://"


class RisorsaVietata(FatalURLFetchingError):  # type: ignore[misc]  # the library ships no types
    """The document asked for something that is not in memory (an address, a file)."""


class FetcherChiuso(URLFetcher):  # type: ignore[misc]  # the library ships no types
    """Serves a dictionary `{"logo.png": (bytes, "image/png")}` under `memoria://`; never opens anything."""

    def __init__(self, risorse: dict[str, tuple[bytes, str]]) -> None:
        super().__init__(allow_redirects=False, fail_on_errors=True)
        self._risorse = risorse

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        nome = url.removeprefix(SCHEMA)
        if not url.startswith(SCHEMA) or nome not in self._risorse:
            raise RisorsaVietata(url[:120])
        dati, tipo = self._risorse[nome]
        return URLFetcherResponse(url, dati, headers={"Content-Type": tipo})
