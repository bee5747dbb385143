-- The dimensions that only some kinds of usage have, a column each: pages group and filter by them. A constant
-- default is not written to the rows, so that a large table is locked for a moment only.
ALTER TABLE facts.usage
  ADD COLUMN size text NOT NULL DEFAULT '',
  ADD COLUMN source text NOT NULL DEFAULT '',
  ADD COLUMN context_level text NOT NULL DEFAULT '',
  ADD COLUMN vector_store_id text NOT NULL DEFAULT '';
