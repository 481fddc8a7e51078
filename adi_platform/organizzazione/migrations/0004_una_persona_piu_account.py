"""Accounts with the same codice fiscale belong to one person: now, and whenever one is written."""

from django.db import migrations

CREA = """
UPDATE organizzazione_utente AS u SET persona_fisica = primo.persona_fisica
FROM (
    SELECT DISTINCT ON (upper(codice_fiscale)) upper(codice_fiscale) AS codice, persona_fisica
    FROM organizzazione_utente WHERE codice_fiscale <> '' ORDER BY upper(codice_fiscale), id
) AS primo
WHERE upper(u.codice_fiscale) = primo.codice;

CREATE FUNCTION organizzazione_stessa_persona() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gia uuid;
BEGIN
    IF NEW.codice_fiscale = '' THEN
        RETURN NEW;
    END IF;
    -- Two accounts of one person written at the same moment must still meet.
    PERFORM pg_advisory_xact_lock(hashtext('persona_fisica:' || upper(NEW.codice_fiscale)));
    SELECT persona_fisica INTO gia FROM organizzazione_utente
        WHERE upper(codice_fiscale) = upper(NEW.codice_fiscale) AND id IS DISTINCT FROM NEW.id ORDER BY id LIMIT 1;
    IF gia IS NOT NULL THEN
        NEW.persona_fisica := gia;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER stessa_persona BEFORE INSERT OR UPDATE ON organizzazione_utente
    FOR EACH ROW EXECUTE FUNCTION organizzazione_stessa_persona();
"""
TOGLIE = """
DROP TRIGGER stessa_persona ON organizzazione_utente;
DROP FUNCTION organizzazione_stessa_persona();
"""


class Migration(migrations.Migration):
    dependencies = [("organizzazione", "0003_persona_fisica")]
    operations = [migrations.RunSQL(CREA, TOGLIE)]
