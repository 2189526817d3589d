-- CreateTable
CREATE TABLE "case_row" (
    "id" TEXT NOT NULL,
    "from_size" BIGINT NOT NULL,
    "to_size" BIGINT,
    "filed_in" BIGINT NOT NULL,
    "provider" TEXT NOT NULL,
    "claim" TEXT NOT NULL,
    "reporter" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "verdict" TEXT,
    "reason" TEXT,
    "definition" TEXT,
    "joined_to" TEXT,
    "verdict_by" TEXT NOT NULL,
    "judged_at" TEXT,
    "rules_at" TEXT,

    CONSTRAINT "case_row_pkey" PRIMARY KEY ("id","from_size")
);

-- CreateTable
CREATE TABLE "case_count" (
    "claim" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL,
    "reports" BIGINT NOT NULL,

    CONSTRAINT "case_count_pkey" PRIMARY KEY ("claim","state","verdict","reason","late")
);

-- Lists ask for cases as they are now, and what has changed since an older size.
-- CreateIndex
CREATE INDEX "case_row_filed_in_idx" ON "case_row"("filed_in") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_provider_filed_in_idx" ON "case_row"("provider", "filed_in") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_claim_filed_in_idx" ON "case_row"("claim", "filed_in") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_reporter_filed_in_idx" ON "case_row"("reporter", "filed_in") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_state_filed_in_idx" ON "case_row"("state", "filed_in") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_definition_filed_in_idx" ON "case_row"("definition", "filed_in") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_joined_to_from_size_idx" ON "case_row"("joined_to", "from_size") WHERE "to_size" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_to_size_idx" ON "case_row"("to_size") WHERE "to_size" IS NOT NULL;

-- CreateIndex
CREATE INDEX "case_row_rules_at_idx" ON "case_row"("rules_at") WHERE "to_size" IS NULL AND "state" = 'proven';

-- CreateIndex
CREATE INDEX "case_row_verdict_by_idx" ON "case_row"("verdict_by") WHERE "to_size" IS NULL AND "judged_at" IS NULL;

-- CreateIndex
CREATE INDEX "case_row_judged_at_idx" ON "case_row"("judged_at") WHERE "to_size" IS NULL AND "judged_at" > "verdict_by";

-- What is projected lacks these rows: the next start writes it anew from the log.
UPDATE "projection" SET "fold_version" = -1;
