-- CreateTable
CREATE TABLE "review_row" (
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "claim" TEXT NOT NULL,
    "verdict" TEXT,
    "reason" TEXT,
    "provider" TEXT NOT NULL,
    "filed_in" BIGINT NOT NULL,
    "filed_at" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "due_at" TEXT NOT NULL,

    CONSTRAINT "review_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_seat" (
    "case_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "maintainer" TEXT NOT NULL,
    "does" TEXT,
    "due_at" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "review_seat_pkey" PRIMARY KEY ("case_id","round","maintainer")
);

-- CreateTable
CREATE TABLE "precedent" (
    "case_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "claim" TEXT NOT NULL,
    "definition" TEXT,
    "by" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "attribution" TEXT,
    "severity" TEXT,
    "at" TEXT NOT NULL,
    "filed_at" TEXT NOT NULL,

    CONSTRAINT "precedent_pkey" PRIMARY KEY ("case_id","round")
);

-- The queue is read from what is due first.
-- CreateIndex
CREATE INDEX "review_row_due_at_id_idx" ON "review_row"("due_at", "id");

-- CreateIndex
CREATE INDEX "review_row_state_due_at_id_idx" ON "review_row"("state", "due_at", "id");

-- CreateIndex
CREATE INDEX "review_row_claim_due_at_id_idx" ON "review_row"("claim", "due_at", "id");

-- CreateIndex
CREATE INDEX "review_seat_maintainer_due_at_case_id_idx" ON "review_seat"("maintainer", "due_at", "case_id");

-- CreateIndex
CREATE INDEX "precedent_claim_at_idx" ON "precedent"("claim", "at" DESC);

-- Reasons are searched by their words.
CREATE INDEX "review_seat_words" ON "review_seat" USING GIN (to_tsvector('simple', "words")) WHERE "words" <> '';
