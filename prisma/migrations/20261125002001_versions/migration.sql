-- What has changed, so that what was computed from it may be kept as long as it has not: a subject's version is the
-- sum of its counters, each raised in the very transaction that changes what the subject stands for.
CREATE TABLE facts.versions (
  organization_id uuid NOT NULL,
  -- A stream of facts (usage_<kind>, costs) or a table of the directory.
  subject text NOT NULL,
  slot smallint NOT NULL,
  counter bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (organization_id, subject, slot)
) WITH (fillfactor = 50);

-- Writers of one subject take a slot each, held to the end of their transaction: nobody waits for another's end.
CREATE FUNCTION facts.note_change(org uuid, changed_subject text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  free smallint := 0;
BEGIN
  WHILE free < 63 AND NOT pg_try_advisory_xact_lock(hashtext('facts.versions'), hashtext(org || changed_subject || free)) LOOP
    free := free + 1;
  END LOOP;
  INSERT INTO facts.versions AS v (organization_id, subject, slot) VALUES (org, changed_subject, free)
  ON CONFLICT (organization_id, subject, slot) DO UPDATE SET counter = v.counter + 1;
END $$;

-- A step of a stream writes its facts and moves its row in one transaction; so does the swap of rollups.
CREATE FUNCTION facts.note_stream() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM facts.note_change(NEW.organization_id, TG_ARGV[0] || NEW.kind);
  RETURN NULL;
END $$;
CREATE FUNCTION facts.note_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM facts.note_change(changed.organization_id, TG_TABLE_NAME) FROM (SELECT DISTINCT organization_id FROM rows) AS changed;
  RETURN NULL;
END $$;
CREATE TRIGGER version_of_new AFTER INSERT ON members REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON members REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON members REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_new AFTER INSERT ON projects REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON projects REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON projects REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_new AFTER INSERT ON api_keys REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON api_keys REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON api_keys REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER rollups_version AFTER INSERT OR UPDATE ON facts.rollups FOR EACH ROW EXECUTE FUNCTION facts.note_stream('usage_');
-- Last, as the sync takes them: whoever writes rows moves the stream afterwards.
CREATE TRIGGER streams_version AFTER INSERT OR UPDATE ON streams FOR EACH ROW
  WHEN (NEW.kind = 'costs' OR NEW.kind LIKE 'usage\_%') EXECUTE FUNCTION facts.note_stream('');
