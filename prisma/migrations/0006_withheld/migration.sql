-- CreateTable
CREATE TABLE "withheld_part" (
    "commit" BYTEA NOT NULL,
    "recorded_in" BIGINT NOT NULL,
    "removed_at_ms" BIGINT NOT NULL,

    CONSTRAINT "withheld_part_pkey" PRIMARY KEY ("commit")
);


ALTER TABLE "withheld_part" ADD CONSTRAINT "withheld_part_shape" CHECK (octet_length("commit") = 32 AND "recorded_in" > 0);
CREATE TRIGGER "withheld_part_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "withheld_part"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Parts are still never updated, and still deleted by nobody, with one exception: the log itself says, in an entry that
-- is in force, that this part is withheld. What is removed can so never be removed unseen, not even by the owner.
DROP TRIGGER "part_append_only" ON "part";
CREATE TRIGGER "part_append_only" BEFORE UPDATE OR TRUNCATE ON "part"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "refuse_unlogged_removal"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM "entry_row" r JOIN "log_entry" e ON e."index" = r."index"
         WHERE r."kind" = 'part.withheld' AND r."status" = 'effective'
           AND convert_from(e."leaf", 'UTF8')::json #>> '{statement,body,commit}' = encode(OLD."commit", 'hex')
    ) THEN
        RAISE EXCEPTION 'part is append-only: no entry in force withholds it, DELETE refused'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER "part_removed_by_the_log_only" BEFORE DELETE ON "part"
    FOR EACH ROW EXECUTE FUNCTION "refuse_unlogged_removal"();
