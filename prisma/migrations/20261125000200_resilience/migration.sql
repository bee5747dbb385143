-- What the pace of an endpoint template remembers, so that it finds its rate once and keeps it.
ALTER TABLE paces
  -- The span over which upstream counts, and the calls that were sent in the current one.
  ADD COLUMN window_ms integer NOT NULL DEFAULT 60000,
  ADD COLUMN window_at timestamptz(3) NOT NULL DEFAULT '-infinity',
  ADD COLUMN window_calls integer NOT NULL DEFAULT 0,
  -- The shortest interval that upstream refused; 0: none is known.
  ADD COLUMN refused_ms integer NOT NULL DEFAULT 0,
  -- Calls that went well in a row, and how many it takes until a shorter interval is tried again.
  ADD COLUMN good_calls integer NOT NULL DEFAULT 0,
  ADD COLUMN probe_after integer NOT NULL DEFAULT 30,
  -- The same after a refusal: the more often a trial failed, the longer.
  ADD COLUMN probe_rest integer NOT NULL DEFAULT 30,
  -- When the pause after the last refusal ends: calls with an earlier turn were under way when it came.
  ADD COLUMN resume_at timestamptz(3),
  -- Until when upstream asked for silence, by a Retry-After: a person's call isn't sent before, either.
  ADD COLUMN closed_until timestamptz(3),
  ADD COLUMN calls_total bigint NOT NULL DEFAULT 0,
  ADD COLUMN refusals_total bigint NOT NULL DEFAULT 0,
  ADD COLUMN refused_at timestamptz(3);

-- Times of a stream that were not observed, or that may have lost something.
CREATE TABLE blind_periods (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  stream text NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL DEFAULT '',
  from_at timestamptz(3) NOT NULL,
  -- Null: it lasts.
  to_at timestamptz(3),
  -- open, made_good (it was read afterwards) or lost (it never will be)
  outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'made_good', 'lost')),
  noted_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at timestamptz(3),
  CONSTRAINT blind_periods_pkey PRIMARY KEY (id),
  CONSTRAINT blind_periods_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX blind_periods_of_stream ON blind_periods (organization_id, stream, from_at);
CREATE UNIQUE INDEX blind_periods_open ON blind_periods (organization_id, stream, reason, detail)
  WHERE outcome = 'open' AND to_at IS NULL;

-- Counts of the mirror compared with upstream's, day by day, when a person asks for it.
CREATE TABLE comparisons (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  actor_label text NOT NULL,
  days integer NOT NULL,
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  cursor jsonb,
  progress_done integer NOT NULL DEFAULT 0,
  progress_total integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  error text,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  moved_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at timestamptz(3),
  CONSTRAINT comparisons_pkey PRIMARY KEY (id),
  CONSTRAINT comparisons_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX comparisons_of_organization ON comparisons (organization_id, started_at);
CREATE UNIQUE INDEX comparisons_running ON comparisons (organization_id) WHERE state = 'running';

CREATE TABLE comparison_counts (
  comparison_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  stream text NOT NULL,
  -- The UTC day; the first of January of the year 1 for lists, which have no days.
  day date NOT NULL,
  measure text NOT NULL,
  upstream numeric,
  mirror numeric,
  note text NOT NULL DEFAULT '',
  CONSTRAINT comparison_counts_pkey PRIMARY KEY (comparison_id, stream, day, measure),
  CONSTRAINT comparison_counts_comparison_id_fkey FOREIGN KEY (comparison_id)
    REFERENCES comparisons (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Whose roles were asked for, and when: with very many people a run asks for those that are due the most.
CREATE TABLE role_reads (
  organization_id uuid NOT NULL,
  project_id text NOT NULL DEFAULT '',
  principal_kind text NOT NULL,
  principal_id text NOT NULL,
  read_at timestamptz(3) NOT NULL,
  CONSTRAINT role_reads_pkey PRIMARY KEY (organization_id, project_id, principal_kind, principal_id),
  CONSTRAINT role_reads_organization_id_fkey FOREIGN KEY (organization_id)
    REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX role_reads_oldest ON role_reads (organization_id, principal_kind, read_at);

ALTER TABLE streams
  -- Stretches that are to be read again, whatever the cursor says.
  ADD COLUMN rereads jsonb NOT NULL DEFAULT '[]',
  -- When a worker last came to the stream, whatever came of it.
  ADD COLUMN moved_at timestamptz(3);
