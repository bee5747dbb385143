-- What repeats from event to event, the browser or the email of who acted, is searched for here and not in each event:
-- an event's own text index holds what is its own. Events of before keep all their text there and are found as before.
CREATE TABLE facts.audit_values (
  organization_id uuid NOT NULL,
  -- Of the three that follow: what is known already is found by it.
  id uuid NOT NULL,
  -- The column of facts.audit_events by which an index finds the events, and what it holds in them.
  found_by text NOT NULL CHECK (found_by IN ('type', 'actor_id', 'ip', 'project_id')),
  value text NOT NULL,
  -- Text values of those events in lower case, a line each.
  text text NOT NULL,
  -- The month (UTC, its first day) of the last of them: what no kept month uses goes with the events.
  used_until date NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX audit_values_search ON facts.audit_values USING gin (text gin_trgm_ops);
CREATE INDEX audit_values_used ON facts.audit_values (organization_id, used_until);

-- What of an event's text is in facts.audit_values; search_text holds the rest.
ALTER TABLE facts.audit_events ADD COLUMN repeated_text text NOT NULL DEFAULT '';
