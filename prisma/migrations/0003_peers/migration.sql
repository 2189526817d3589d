-- Other logs: those that the operator names, the last head of each that was verified, and what this index cosigned for
-- them as their witness. The tables are described in schema.prisma.

-- CreateTable
CREATE TABLE "peer" (
    "origin" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "asked_at_ms" BIGINT,
    "answered_at_ms" BIGINT,
    "trouble" TEXT,
    "trouble_detail" TEXT NOT NULL DEFAULT '',
    "trouble_since_ms" BIGINT,

    CONSTRAINT "peer_pkey" PRIMARY KEY ("origin")
);

-- CreateTable
CREATE TABLE "peer_head" (
    "origin" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "seen_at_ms" BIGINT NOT NULL,

    CONSTRAINT "peer_head_pkey" PRIMARY KEY ("origin")
);

-- CreateTable
CREATE TABLE "witnessed_log" (
    "origin" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "cosigned_at_ms" BIGINT NOT NULL,

    CONSTRAINT "witnessed_log_pkey" PRIMARY KEY ("origin")
);

-- CreateTable
CREATE TABLE "witness_request" (
    "id" BIGSERIAL NOT NULL,
    "body" BYTEA NOT NULL,
    "received_at_ms" BIGINT NOT NULL,
    "status" INTEGER,
    "media_type" TEXT,
    "answer" TEXT,

    CONSTRAINT "witness_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "witness_conflict" (
    "note_sha256" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "cosigned_note" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "seen_at_ms" BIGINT NOT NULL,

    CONSTRAINT "witness_conflict_pkey" PRIMARY KEY ("note_sha256")
);

-- CreateIndex
CREATE INDEX "witness_conflict_origin_seen_at_ms_idx" ON "witness_conflict"("origin", "seen_at_ms");


ALTER TABLE "peer_head" ADD CONSTRAINT "peer_head_shape" CHECK ("size" >= 0 AND octet_length("root") = 32);
ALTER TABLE "witnessed_log" ADD CONSTRAINT "witnessed_log_shape" CHECK ("size" >= 0 AND octet_length("root") = 32);
ALTER TABLE "witness_request" ADD CONSTRAINT "witness_request_shape" CHECK (octet_length("body") <= 65536);

-- Evidence is kept as it came.
CREATE TRIGGER "witness_conflict_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "witness_conflict"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "peer_head_stays" BEFORE DELETE OR TRUNCATE ON "peer_head"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "witnessed_log_stays" BEFORE DELETE OR TRUNCATE ON "witnessed_log"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- What was seen of a log, or cosigned for it, never goes back and never changes its key or its root.
CREATE FUNCTION "refuse_to_forget"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."size" < OLD."size" OR NEW."origin" <> OLD."origin" OR NEW."vkey" <> OLD."vkey"
        OR (NEW."size" = OLD."size" AND NEW."root" <> OLD."root") THEN
        RAISE EXCEPTION 'the head of % never goes back', OLD."origin" USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "peer_head_grows" BEFORE UPDATE ON "peer_head" FOR EACH ROW EXECUTE FUNCTION "refuse_to_forget"();
CREATE TRIGGER "witnessed_log_grows" BEFORE UPDATE ON "witnessed_log" FOR EACH ROW EXECUTE FUNCTION "refuse_to_forget"();
