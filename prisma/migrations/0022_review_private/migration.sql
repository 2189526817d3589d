-- CreateTable
CREATE TABLE "review_triage" (
    "did" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_triage_pkey" PRIMARY KEY ("did","case_id")
);

-- CreateTable
CREATE TABLE "review_view" (
    "did" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_view_pkey" PRIMARY KEY ("did","name")
);

-- CreateTable
CREATE TABLE "ballot_box" (
    "did" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "box" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ballot_box_pkey" PRIMARY KEY ("did","case_id","round")
);

-- CreateIndex
CREATE INDEX "review_triage_did_state_idx" ON "review_triage"("did", "state");

-- AddForeignKey
ALTER TABLE "review_triage" ADD CONSTRAINT "review_triage_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_view" ADD CONSTRAINT "review_view_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ballot_box" ADD CONSTRAINT "ballot_box_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- A case that was put aside comes back: without a day it would be lost.
ALTER TABLE "review_triage" ADD CONSTRAINT "review_triage_shape" CHECK (
    "state" IN ('pending', 'snoozed', 'accepted', 'declined', 'duplicate', 'needs-info')
    AND ("until" IS NOT NULL) = ("state" = 'snoozed')
);
