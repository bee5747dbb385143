CREATE TABLE "retentions" (
    "organization_id" UUID NOT NULL,
    "facts" TEXT NOT NULL,
    "keep_months" INTEGER,
    "kept_since" DATE,

    CONSTRAINT "retentions_pkey" PRIMARY KEY ("organization_id", "facts")
);
ALTER TABLE "retentions" ADD CHECK ("keep_months" >= 13), ADD CHECK ("facts" IN ('usage', 'costs', 'audit_events'));

-- Makes the monthly partitions of a facts table that cover [from_day, to_day]. One maker waits for the other at the
-- parent's lock, after which each sees what the other made; readers and writers never wait.
CREATE OR REPLACE FUNCTION facts.ensure_months(table_name text, from_day date, to_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', from_day)::date;
  midnight text := CASE WHEN table_name = 'costs' THEN '' ELSE ' 00:00:00+00' END;
  partition text;
BEGIN
  WHILE month <= to_day LOOP
    partition := format('%s_%s', table_name, to_char(month, 'YYYY_MM'));
    IF to_regclass('facts.' || partition) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY facts.%I IN SHARE UPDATE EXCLUSIVE MODE', table_name);
      IF to_regclass('facts.' || partition) IS NULL THEN
        EXECUTE format('CREATE TABLE facts.%I (LIKE facts.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition, table_name);
        EXECUTE format(
          'ALTER TABLE facts.%I ATTACH PARTITION facts.%I FOR VALUES FROM (%L) TO (%L)', table_name, partition,
          to_char(month, 'YYYY-MM-DD') || midnight, to_char(month + interval '1 month', 'YYYY-MM-DD') || midnight
        );
      END IF;
    END IF;
    month := (month + interval '1 month')::date;
  END LOOP;
END $$;
