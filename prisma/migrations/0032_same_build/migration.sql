-- Which build each provider says it runs: those of one build have one limit. Described in schema.prisma.

-- AlterTable
ALTER TABLE "provider_row" ADD COLUMN     "build" TEXT;

-- What is projected lacks it: the next start writes it anew from the log.
UPDATE "projection" SET "fold_version" = -1;
