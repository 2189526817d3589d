-- What the ruling that stands found of a case: `against`, `cleared` or `open`; null while there is none.
-- AlterTable
ALTER TABLE "case_row" ADD COLUMN "finding" TEXT;

-- What is projected lacks it: the next start writes it anew from the log.
UPDATE "projection" SET "fold_version" = -1;
