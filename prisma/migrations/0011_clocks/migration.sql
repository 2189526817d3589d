-- CreateTable
CREATE TABLE "log_outage" (
    "from_ms" BIGINT NOT NULL,
    "to_ms" BIGINT NOT NULL,

    CONSTRAINT "log_outage_pkey" PRIMARY KEY ("from_ms")
);

-- AlterTable
ALTER TABLE "log_head" ADD COLUMN "worked_ms" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "aggregate_version" ADD COLUMN "due_ms" BIGINT;

-- CreateIndex
CREATE INDEX "aggregate_version_due_ms_idx" ON "aggregate_version"("due_ms")
    WHERE "to_size" IS NULL AND "due_ms" IS NOT NULL;


ALTER TABLE "log_outage" ADD CONSTRAINT "log_outage_shape" CHECK ("from_ms" > 0 AND "to_ms" - "from_ms" > 600000);
CREATE TRIGGER "log_outage_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_outage"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Until now the head's clock told when the sequencer worked last.
UPDATE "log_head" SET "worked_ms" = "now_ms";

-- What is projected lacks its next deadlines: the next start writes it anew from the log.
UPDATE "projection" SET "fold_version" = -1;
