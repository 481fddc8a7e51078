"""A proposal never changes, not even by direct SQL: it can only be marked as withdrawn, once."""

from django.db import migrations

FUNZIONE = """
CREATE FUNCTION contributi_proposta_immutabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Una proposta non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.ritirata_il IS NOT NULL
        OR (to_jsonb(NEW) - 'ritirata_il') IS DISTINCT FROM (to_jsonb(OLD) - 'ritirata_il') THEN
        RAISE EXCEPTION 'Una proposta presentata non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributi", "0004_denaro_fermo")]

    operations = [
        migrations.RunSQL(
            [
                FUNZIONE,
                "CREATE TRIGGER proposta_immutabile BEFORE UPDATE OR DELETE ON contributi_proposta"
                " FOR EACH ROW EXECUTE FUNCTION contributi_proposta_immutabile();",
            ],
            [
                "DROP TRIGGER proposta_immutabile ON contributi_proposta;",
                "DROP FUNCTION contributi_proposta_immutabile();",
            ],
        )
    ]
