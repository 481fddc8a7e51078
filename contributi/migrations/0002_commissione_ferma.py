"""What the commission decided does not change, and a vote enters only while it may: not even by direct SQL.

Electorate, exclusions and votes are only added; the pinned version, the window and the rules of an open session
are fixed; the outcome is written once; the clock is that of the database.
"""

from django.db import migrations

FUNZIONI = """
CREATE FUNCTION contributi_sola_aggiunta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Le righe della commissione non si modificano e non si cancellano (%).', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION contributi_rifiuta(motivo text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', motivo USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION contributi_elettore_nuovo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT stato FROM contributi_seduta WHERE id = NEW.seduta_id) <> 'odg_inviato' THEN
        PERFORM contributi_rifiuta('L''elettorato si forma all''apertura della votazione.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_esclusione_nuova() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM contributi_voceseduta v JOIN contributi_seduta s ON s.id = v.seduta_id
        WHERE v.id = NEW.voce_id AND s.stato IN ('chiusa', 'annullata')
    ) THEN
        PERFORM contributi_rifiuta('La votazione è chiusa: le esclusioni non cambiano più.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_voto_nuovo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seduta contributi_seduta%ROWTYPE;
    voce contributi_voceseduta%ROWTYPE;
    proposta contributi_proposta%ROWTYPE;
    elettore contributi_elettore%ROWTYPE;
    precedenti integer;
BEGIN
    SELECT * INTO seduta FROM contributi_seduta WHERE id = NEW.seduta_id FOR SHARE;
    SELECT * INTO voce FROM contributi_voceseduta WHERE id = NEW.voce_id;
    SELECT * INTO elettore FROM contributi_elettore WHERE id = NEW.elettore_id;
    SELECT * INTO proposta FROM contributi_proposta WHERE id = voce.proposta_id;
    IF voce.seduta_id <> seduta.id OR elettore.seduta_id <> seduta.id OR voce.tolta_il IS NOT NULL THEN
        PERFORM contributi_rifiuta('Il voto non è di questa seduta.');
    END IF;
    IF seduta.stato <> 'aperta' OR NEW.espresso_il < seduta.aperta_il OR NEW.espresso_il >= seduta.chiude_il
        OR clock_timestamp() >= seduta.chiude_il OR NEW.espresso_il > clock_timestamp()
    THEN
        PERFORM contributi_rifiuta('La votazione non è aperta.');
    END IF;
    IF (SELECT persona_fisica FROM organizzazione_utente WHERE id = NEW.utente_id) <> elettore.persona THEN
        PERFORM contributi_rifiuta('Ognuno vota per sé.');
    END IF;
    IF EXISTS (SELECT 1 FROM contributi_esclusione WHERE voce_id = voce.id AND persona = elettore.persona) THEN
        PERFORM contributi_rifiuta('Chi è escluso dalla decisione non vota.');
    END IF;
    IF voce.impronta = '' OR NEW.impronta_proposta <> voce.impronta OR proposta.impronta <> voce.impronta
        OR proposta.ritirata_il IS NOT NULL
    THEN
        PERFORM contributi_rifiuta('La proposta è cambiata dopo l''invio dell''ordine del giorno.');
    END IF;
    SELECT count(*) INTO precedenti FROM contributi_voto WHERE voce_id = voce.id AND elettore_id = elettore.id;
    IF NEW.versione <> precedenti + 1 OR (precedenti > 0 AND seduta.regole ->> 'voto_modificabile' <> 'si') THEN
        PERFORM contributi_rifiuta('Hai già votato: il primo voto resta.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_seduta_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY['aggiornato_il', 'aggiornato_da_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.stato <> 'convocata' THEN
            PERFORM contributi_rifiuta('Una seduta con l''ordine del giorno inviato non si cancella.');
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.stato IN ('convocata', 'odg_inviato') THEN
        RETURN NEW;
    END IF;
    IF OLD.stato = 'aperta' THEN
        mobili := mobili || ARRAY['stato', 'chiusa_il'];
        IF NEW.stato NOT IN ('aperta', 'chiusa') THEN
            PERFORM contributi_rifiuta('Una votazione aperta si può solo chiudere.');
        END IF;
    END IF;
    IF (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        PERFORM contributi_rifiuta('Durante e dopo la votazione la seduta non si cambia.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_voce_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY[]::text[];
    stato_seduta text;
BEGIN
    SELECT stato INTO stato_seduta FROM contributi_seduta
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.seduta_id ELSE OLD.seduta_id END;
    IF TG_OP <> 'UPDATE' THEN
        IF stato_seduta <> 'convocata' THEN
            PERFORM contributi_rifiuta('L''ordine del giorno è già stato inviato.');
        END IF;
        RETURN CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    END IF;
    IF stato_seduta IN ('convocata', 'odg_inviato') AND OLD.tolta_il IS NULL THEN
        mobili := mobili || ARRAY['tolta_il', 'motivo_tolta'];
    END IF;
    IF stato_seduta = 'convocata' THEN
        mobili := mobili || ARRAY['impronta', 'ordine'];
    END IF;
    IF stato_seduta = 'aperta' AND OLD.esito = '' THEN
        mobili := mobili || ARRAY['esito', 'scrutinio'];
    END IF;
    IF (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        PERFORM contributi_rifiuta('La versione fissata e l''esito di una proposta non si cambiano.');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_proposta_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contributi_voceseduta WHERE proposta_id = OLD.id AND impronta <> '')
        AND (TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'ritirata_il') IS DISTINCT FROM (to_jsonb(OLD) - 'ritirata_il'))
    THEN
        PERFORM contributi_rifiuta('Una proposta inviata alla commissione non si cambia: presentane una nuova.');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION contributi_verbale_fermo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY[]::text[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM contributi_rifiuta('Un verbale non si cancella.');
    END IF;
    IF OLD.documento_id IS NULL THEN
        mobili := mobili || ARRAY['documento_id'];
    END IF;
    IF OLD.registrazione_id IS NULL THEN
        mobili := mobili || ARRAY['registrazione_id'];
    END IF;
    IF OLD.trasmesso_il IS NULL THEN
        mobili := mobili || ARRAY['trasmesso_il'];
    END IF;
    IF (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        PERFORM contributi_rifiuta('Un verbale non si cambia.');
    END IF;
    RETURN NEW;
END $$;
"""

SOLO_AGGIUNTE = ("elettore", "esclusione", "voto")
TRIGGER = [
    *(
        f"CREATE TRIGGER sola_aggiunta BEFORE UPDATE OR DELETE ON contributi_{tabella}"
        " FOR EACH ROW EXECUTE FUNCTION contributi_sola_aggiunta();"
        for tabella in SOLO_AGGIUNTE
    ),
    *(
        f"CREATE TRIGGER mai_svuotata BEFORE TRUNCATE ON contributi_{tabella}"
        " FOR EACH STATEMENT EXECUTE FUNCTION contributi_sola_aggiunta();"
        for tabella in (*SOLO_AGGIUNTE, "verbale", "voceseduta", "seduta")
    ),
    *(
        f"CREATE TRIGGER nuova BEFORE INSERT ON contributi_{tabella} FOR EACH ROW EXECUTE FUNCTION {funzione}();"
        for tabella, funzione in (
            ("elettore", "contributi_elettore_nuovo"),
            ("esclusione", "contributi_esclusione_nuova"),
            ("voto", "contributi_voto_nuovo"),
        )
    ),
    "CREATE TRIGGER ferma BEFORE UPDATE OR DELETE ON contributi_seduta"
    " FOR EACH ROW EXECUTE FUNCTION contributi_seduta_ferma();",
    "CREATE TRIGGER ferma BEFORE INSERT OR UPDATE OR DELETE ON contributi_voceseduta"
    " FOR EACH ROW EXECUTE FUNCTION contributi_voce_ferma();",
    "CREATE TRIGGER ferma_se_inviata BEFORE UPDATE OR DELETE ON contributi_proposta"
    " FOR EACH ROW EXECUTE FUNCTION contributi_proposta_ferma();",
    "CREATE TRIGGER fermo BEFORE UPDATE OR DELETE ON contributi_verbale"
    " FOR EACH ROW EXECUTE FUNCTION contributi_verbale_fermo();",
]
ANNULLA = [
    *(f"DROP TRIGGER sola_aggiunta ON contributi_{tabella};" for tabella in SOLO_AGGIUNTE),
    *(f"DROP TRIGGER nuova ON contributi_{tabella};" for tabella in SOLO_AGGIUNTE),
    *(
        f"DROP TRIGGER mai_svuotata ON contributi_{tabella};"
        for tabella in (*SOLO_AGGIUNTE, "verbale", "voceseduta", "seduta")
    ),
    "DROP TRIGGER ferma ON contributi_seduta;",
    "DROP TRIGGER ferma ON contributi_voceseduta;",
    "DROP TRIGGER ferma_se_inviata ON contributi_proposta;",
    "DROP TRIGGER fermo ON contributi_verbale;",
    "DROP FUNCTION contributi_verbale_fermo();",
    "DROP FUNCTION contributi_proposta_ferma();",
    "DROP FUNCTION contributi_voce_ferma();",
    "DROP FUNCTION contributi_seduta_ferma();",
    "DROP FUNCTION contributi_voto_nuovo();",
    "DROP FUNCTION contributi_esclusione_nuova();",
    "DROP FUNCTION contributi_elettore_nuovo();",
    "DROP FUNCTION contributi_rifiuta(text);",
    "DROP FUNCTION contributi_sola_aggiunta();",
]


class Migration(migrations.Migration):
    dependencies = [("contributi", "0001_initial"), ("organizzazione", "0004_una_persona_piu_account")]
    operations = [migrations.RunSQL(FUNZIONI + "\n".join(TRIGGER), "\n".join(ANNULLA))]
