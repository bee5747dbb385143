-- What did this address do, what was done with this key: the two questions of an incident that no index answered.
-- Most events carry an address and few are made with a key; empty ones stay out.
CREATE INDEX audit_events_ip ON facts.audit_events (organization_id, ip, effective_at, id) WHERE ip <> '';
CREATE INDEX audit_events_actor_key ON facts.audit_events (organization_id, actor_api_key_id, effective_at, id)
  WHERE actor_api_key_id <> '';
