-- What witnesses say about the log's heads: each cosignature for ever, and where each witness stands now.

-- CreateTable
CREATE TABLE "log_cosignature" (
    "size" BIGINT NOT NULL,
    "witness" TEXT NOT NULL,
    "vkey" TEXT NOT NULL,
    "time_s" BIGINT NOT NULL,
    "line" TEXT NOT NULL,
    "received_at_ms" BIGINT NOT NULL,

    CONSTRAINT "log_cosignature_pkey" PRIMARY KEY ("size","vkey","time_s")
);

-- CreateTable
CREATE TABLE "witness_state" (
    "vkey" TEXT NOT NULL,
    "old_size" BIGINT NOT NULL,
    "cosigned_size" BIGINT,
    "cosigned_time_s" BIGINT,
    "asked_at_ms" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "back_off_until_ms" BIGINT,
    "alarm_at_ms" BIGINT,
    "alarm_detail" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "witness_state_pkey" PRIMARY KEY ("vkey")
);

ALTER TABLE "log_cosignature" ADD CONSTRAINT "log_cosignature_shape" CHECK ("size" >= 0 AND "time_s" >= 0);

CREATE TRIGGER "log_cosignature_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_cosignature"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
