-- CreateTable
CREATE TABLE "mark_row" (
    "provider" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "size" BIGINT NOT NULL,
    "form" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "mark_row_pkey" PRIMARY KEY ("provider","day")
);

-- CreateIndex
CREATE INDEX "mark_row_day_size_idx" ON "mark_row"("day", "size");

-- What is projected lacks these rows: the next start writes it anew from the log.
UPDATE "projection" SET "fold_version" = -1;
