"""A program: reads a PDF on standard input, answers with its pages or with what is wrong. No Django."""

import io
import json
import resource
import sys

MEMORIA = 768 * 1024 * 1024
SECONDI_DI_CALCOLO = 10
# Names that make a PDF do something, or carry another file inside.
CHIAVI_ATTIVE = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/XFA", "/RichMedia"}
AZIONI_ATTIVE = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
}


def esamina(dati: bytes, pagine_massime: int) -> dict[str, str | int]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(dati)) as pdf:
            if pdf.is_encrypted:
                return {"problema": "protetto"}
            if len(pdf.pages) > pagine_massime:
                return {"problema": "pagine"}
            if "/OpenAction" in pdf.Root and not _apre_solo_una_pagina(pdf.Root.OpenAction):
                return {"problema": "attivo"}
            if "/AA" in pdf.Root or any(_attivo(oggetto) for oggetto in pdf.objects):
                return {"problema": "attivo"}
            pagine = len(pdf.pages)
    except pikepdf.PasswordError:
        return {"problema": "protetto"}
    except (pikepdf.PdfError, ValueError, RecursionError, MemoryError):
        return {"problema": "illeggibile"}
    if dati[dati.rfind(b"%%EOF") + 5 :].strip(b"\r\n\t \x00"):
        return {"problema": "coda"}
    return {"pagine": pagine} if pagine else {"problema": "illeggibile"}


def _apre_solo_una_pagina(azione: object) -> bool:
    import pikepdf

    return isinstance(azione, pikepdf.Array) or (
        isinstance(azione, pikepdf.Dictionary) and azione.get("/S") == "/GoTo"
    )


def _attivo(oggetto: object) -> bool:
    """True for a dictionary (or one directly inside it) that acts or embeds a file."""
    import pikepdf

    if isinstance(oggetto, pikepdf.Array):
        return any(_attivo(voce) for voce in oggetto if _qui_dentro(voce))
    if not isinstance(oggetto, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if CHIAVI_ATTIVE & set(oggetto.keys()) or str(oggetto.get("/S", "")) in AZIONI_ATTIVE:
        return True
    return any(_attivo(valore) for _, valore in oggetto.items() if _qui_dentro(valore))


def _qui_dentro(valore: object) -> bool:
    """A container written in place. Numbers come out as plain Python values, which have no reference."""
    import pikepdf

    return isinstance(valore, pikepdf.Dictionary | pikepdf.Array) and not valore.is_indirect


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA, MEMORIA))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDI_DI_CALCOLO, SECONDI_DI_CALCOLO))
    esito = esamina(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.write(json.dumps(esito))


if __name__ == "__main__":
    main()
