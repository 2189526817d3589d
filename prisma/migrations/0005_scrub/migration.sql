-- CreateTable
CREATE TABLE "scrub" (
    "id" BIGSERIAL NOT NULL,
    "started_at_ms" BIGINT NOT NULL,
    "finished_at_ms" BIGINT NOT NULL,
    "size" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "first_bad_index" BIGINT,
    "detail" TEXT NOT NULL,

    CONSTRAINT "scrub_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "restore" (
    "id" BIGSERIAL NOT NULL,
    "restored_at_ms" BIGINT NOT NULL,
    "from_size" BIGINT NOT NULL,
    "size" BIGINT NOT NULL,

    CONSTRAINT "restore_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process_beat" (
    "process" TEXT NOT NULL,
    "seen_at_ms" BIGINT NOT NULL,

    CONSTRAINT "process_beat_pkey" PRIMARY KEY ("process")
);

-- CreateIndex
CREATE INDEX "log_checkpoint_signed_at_ms_idx" ON "log_checkpoint"("signed_at_ms");


ALTER TABLE "scrub" ADD CONSTRAINT "scrub_shape" CHECK (
    "size" >= 0 AND "finished_at_ms" >= "started_at_ms" AND "outcome" IN ('sound', 'damaged')
    AND ("outcome" = 'damaged') = ("first_bad_index" IS NOT NULL)
);
ALTER TABLE "restore" ADD CONSTRAINT "restore_shape" CHECK ("from_size" BETWEEN 0 AND "size");

-- A bad result stays in the record: nobody can take it back.
CREATE TRIGGER "scrub_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "scrub"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "restore_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "restore"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
