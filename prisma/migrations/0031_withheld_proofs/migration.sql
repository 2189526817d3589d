-- A proof of fraud can hold bytes and nonce of parts. When one of them is withheld, the bytes of the proof go; hash, kind,
-- heads and length stay.
ALTER TABLE "fraud_proof" ALTER COLUMN "bytes" DROP NOT NULL;
ALTER TABLE "fraud_proof" ADD COLUMN "length" INTEGER;
ALTER TABLE "fraud_proof" ADD COLUMN "withheld_in" BIGINT;

ALTER TABLE "fraud_proof" DISABLE TRIGGER "fraud_proof_append_only";
UPDATE "fraud_proof" SET "length" = octet_length("bytes");
ALTER TABLE "fraud_proof" ALTER COLUMN "length" SET NOT NULL;
ALTER TABLE "fraud_proof" ADD CONSTRAINT "fraud_proof_withheld" CHECK (("bytes" IS NULL) = ("withheld_in" IS NOT NULL));

-- Proofs are still deleted by nobody and changed by nobody, with one exception: the bytes go when an entry in force that
-- withholds a part is named as the reason.
DROP TRIGGER "fraud_proof_append_only" ON "fraud_proof";
CREATE TRIGGER "fraud_proof_append_only" BEFORE DELETE OR TRUNCATE ON "fraud_proof"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "refuse_unlogged_erasure"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF OLD."bytes" IS NULL OR NEW."bytes" IS NOT NULL
        OR (OLD."seq", OLD."sha256", OLD."kind", OLD."accused", OLD."verdict", OLD."heads", OLD."received_at_ms", OLD."length")
           IS DISTINCT FROM
           (NEW."seq", NEW."sha256", NEW."kind", NEW."accused", NEW."verdict", NEW."heads", NEW."received_at_ms", NEW."length")
        OR NOT EXISTS (
            SELECT 1 FROM "entry_row" r
             WHERE r."index" = NEW."withheld_in" AND r."kind" = 'part.withheld' AND r."status" = 'effective'
        )
    THEN
        RAISE EXCEPTION 'fraud_proof is append-only: no entry in force withholds a part of it, UPDATE refused'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "fraud_proof_erased_by_the_log_only" BEFORE UPDATE ON "fraud_proof"
    FOR EACH ROW EXECUTE FUNCTION "refuse_unlogged_erasure"();
