-- What the list of projects and the coverage of the roles are made of. Each table has its own versions: see facts.note_rows.
CREATE TRIGGER version_of_new AFTER INSERT ON project_members REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON project_members REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON project_members REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_new AFTER INSERT ON service_accounts REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON service_accounts REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON service_accounts REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_new AFTER INSERT ON groups REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON groups REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON groups REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_new AFTER INSERT ON project_groups REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON project_groups REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON project_groups REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_new AFTER INSERT ON role_reads REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_other AFTER UPDATE ON role_reads REFERENCING NEW TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
CREATE TRIGGER version_of_gone AFTER DELETE ON role_reads REFERENCING OLD TABLE AS rows
  FOR EACH STATEMENT EXECUTE FUNCTION facts.note_rows();
-- The audit log's stream, too, writes its facts in the transaction that moves its row.
CREATE OR REPLACE TRIGGER streams_version AFTER INSERT OR UPDATE ON streams FOR EACH ROW
  WHEN (NEW.kind IN ('costs', 'audit_log') OR NEW.kind LIKE 'usage\_%') EXECUTE FUNCTION facts.note_stream('');
