"""The account with which the application works on the database: it reads and writes rows, it owns nothing.

What the migrations made append-only (a trigger that forbids TRUNCATE marks it) loses UPDATE and DELETE too:
the trigger stops a mistake, the missing right also who would drop the trigger.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

from adi_platform.errori import DominioError

_TABELLE = """
    SELECT c.relname, bool_or(coalesce(t.tgtype & 32 > 0, false))
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
    WHERE c.relkind IN ('r', 'p') GROUP BY c.relname ORDER BY c.relname
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diritti:
    tabelle: tuple[str, ...]
    sola_aggiunta: tuple[str, ...]


@transaction.atomic
def prepara_ruolo(*, nome: str, parola: str) -> Diritti:
    """Create the account or give it a new password, then exactly the rights it needs. Safe to repeat."""
    with connection.cursor() as cursore:
        cursore.execute(
            "SELECT current_user = %s, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [nome] * 2
        )
        proprietario, esiste = cursore.fetchone()
        if proprietario:
            raise DominioError("L'applicazione usa lo stesso account delle migrazioni: dagliene uno suo.")
        cursore.execute(_TABELLE)
        righe = cursore.fetchall()
        diritti = Diritti(
            tabelle=tuple(tabella for tabella, _ in righe),
            sola_aggiunta=tuple(tabella for tabella, ferma in righe if ferma),
        )
        ruolo = sql.Identifier(nome)
        crea = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            sql.SQL("ALTER" if esiste else "CREATE"), ruolo, sql.Literal(parola)
        )
        concedi = (
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
        )
        togli = (
            sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(tabella), ruolo)
            for tabella in diritti.sola_aggiunta
        )
        for comando in (crea, *(sql.SQL(testo).format(ruolo) for testo in concedi), *togli):
            cursore.execute(comando.as_string(None))
    return diritti
