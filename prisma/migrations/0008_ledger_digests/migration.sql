-- Ledger digests: rows of all series, read from the entries and their public parts by the worker. Like the projection
-- these tables can be emptied and written again from the log, row for row the same.

-- CreateTable
CREATE TABLE "ledger_entry" (
    "entry_index" BIGINT NOT NULL,
    "provider" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "logged_at_ms" BIGINT NOT NULL,
    "part" BYTEA,
    "state" TEXT NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("entry_index")
);

-- CreateTable
CREATE TABLE "ledger_row" (
    "entry_index" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "observer" TEXT NOT NULL,
    "block" BIGINT,
    "hash" BYTEA,
    "commit_ticks" BIGINT,
    "digest_ticks" BIGINT,
    "signature" TEXT,
    "consistency" TEXT,
    "fault" TEXT,

    CONSTRAINT "ledger_row_pkey" PRIMARY KEY ("entry_index","position")
);

-- CreateTable
CREATE TABLE "ledger_report" (
    "provider" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "report" TEXT NOT NULL,

    CONSTRAINT "ledger_report_pkey" PRIMARY KEY ("provider","series")
);

-- CreateTable
CREATE TABLE "ledger_cursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "size" BIGINT NOT NULL,
    "fold_version" INTEGER NOT NULL,

    CONSTRAINT "ledger_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ledger_entry_provider_series_idx" ON "ledger_entry"("provider", "series", "entry_index");

-- CreateIndex
CREATE INDEX "ledger_entry_part_idx" ON "ledger_entry"("part");

-- CreateIndex
CREATE INDEX "ledger_row_provider_series_idx" ON "ledger_row"("provider", "series", "entry_index", "position");

ALTER TABLE "ledger_cursor" ADD CONSTRAINT "ledger_cursor_one_row" CHECK ("id" = 1);
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_shape" CHECK ("state" IN ('whole', 'differs', 'absent'));
ALTER TABLE "ledger_row" ADD CONSTRAINT "ledger_row_shape" CHECK (
    ("fault" IS NULL) = ("block" IS NOT NULL AND octet_length("hash") = 32 AND "signature" IS NOT NULL)
    AND ("commit_ticks" IS NULL) = ("digest_ticks" IS NULL)
);
