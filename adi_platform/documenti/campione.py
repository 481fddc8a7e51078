"""Invented documents, all different, for the benchmark and the tests: short, long, odd names, signatures."""

import base64
import io
import random
from typing import Any

import segno

from adi_platform.documenti.codici import nuovo_codice

CARTA = {
    "nome": "Ambito territoriale di Esempio",
    "ente": "Comune di Borgo Sereno",
    "ufficio": "Ufficio di piano",
    "indirizzo": "Piazza della Prova 1, Borgo Sereno",
    "telefono": "0123 000000",
    "email": "ufficio@esempio.invalid",
    "pec": "ambito@pec.esempio.invalid",
}
NOMI = (
    "Nicolò D'Angelo",
    "Łucja Ñandú-Østergård",
    "Maria Dell’Olio Sanseverino",
    "Зоя Пробная",
    "محمد تجريبي",
    "Prova 漢字 🙂 con segni che nessun carattere ha",
    "<b>Non è grassetto</b> & \"virgolette\" 'semplici'",
    "Affitto, efficace, affluente: fi fl ffi",
    "A" * 180,
)
# Prints of the house use grids only for data that are a grid; the rest are lists.
GRIGLIE = 0.1
FRASE = "Il nucleo e il servizio concordano un percorso che tiene conto delle fragilità e delle risorse. "


def contenuto(seme: int, *, sezioni: int | None = None) -> dict[str, Any]:
    """The frozen content number `seme`: always the same for the same number, but for its code."""
    caso = random.Random(seme)  # noqa: S311  repeatable variety, not a secret
    nome = NOMI[seme % len(NOMI)]
    quante = caso.randint(0, 7) if sezioni is None else sezioni
    return {
        "carta": CARTA,
        "titolo": f"Documento di prova n. {seme} per {nome[:40]}",
        "codice": nuovo_codice(),
        "tipo": "documenti.prova",
        "template": "documenti/pdf/prova.html",
        "versione": "1",
        "emesso_il": "2026-11-21T10:00:00+01:00",
        "dati": {
            "sottotitolo": "Dati inventati",
            "coppie": [["Referente", nome], ["Componenti", str(caso.randint(1, 9))], ["Nota", FRASE]],
            "sezioni": [_sezione(caso, nome, n) for n in range(quante)],
            "firme": [
                {"chi": chi, "ruolo": "Componente del nucleo", "quando": "", "immagine": immagine}
                for chi, immagine in ((nome[:60], "firma.png"), ("Anna Verdi", ""))[: caso.randint(0, 2)]
            ],
            "immagini": {"firma.png": _firma()},
        },
    }


def _sezione(caso: random.Random, nome: str, numero: int) -> dict[str, Any]:
    righe = [
        [nome[:40], FRASE[: caso.randint(5, 90)], f"{n + 1}/12/2026"] for n in range(caso.randint(1, 12))
    ]
    griglia = numero == 0 or caso.random() < GRIGLIE
    tabella = {"titolo": f"Impegni {numero}", "colonne": ["Chi", "Che cosa", "Entro"], "righe": righe}
    return {
        "titolo": f"Area {numero}",
        "testi": [FRASE * caso.randint(1, 6) for _ in range(caso.randint(1, 5))],
        "voci": [FRASE[: caso.randint(10, 90)] for _ in range(caso.randint(0, 6))],
        "impegni": [] if griglia else [{"chi": c, "testo": t, "entro": e} for c, t, e in righe],
        "tabella": tabella if griglia else None,
    }


def _firma() -> str:
    flusso = io.BytesIO()
    segno.make("firma inventata").save(flusso, kind="png", scale=2)
    return base64.b64encode(flusso.getvalue()).decode()
