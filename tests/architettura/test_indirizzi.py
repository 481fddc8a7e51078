"""Every address has a name and a declared policy."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Views of libraries, which guard themselves.
DI_LIBRERIA = ("allauth.",)


def indirizzi(
    voci: list[URLPattern | URLResolver] | None = None, prefisso: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for voce in voci if voci is not None else get_resolver().url_patterns:
        percorso = prefisso + str(voce.pattern)
        if isinstance(voce, URLResolver):
            yield from indirizzi(voce.url_patterns, percorso)
        else:
            yield percorso, voce


def nostri() -> list[tuple[str, URLPattern]]:
    return [(p, voce) for p, voce in indirizzi() if not voce.callback.__module__.startswith(DI_LIBRERIA)]


def test_ogni_indirizzo_ha_un_nome() -> None:
    assert [percorso for percorso, voce in nostri() if not voce.name] == []


def test_i_nomi_sono_unici() -> None:
    nomi = [voce.name for _, voce in nostri()]
    assert sorted({nome for nome in nomi if nomi.count(nome) > 1}) == []


def test_ogni_vista_dichiara_la_sua_politica() -> None:
    senza = [percorso for percorso, voce in nostri() if not hasattr(voce.callback, "politica")]
    assert senza == []


def test_gli_indirizzi_sono_minuscoli_e_con_trattini() -> None:
    strani = [
        percorso for percorso, _ in nostri() if "_" in percorso.split("<")[0] or percorso.lower() != percorso
    ]
    assert strani == []
