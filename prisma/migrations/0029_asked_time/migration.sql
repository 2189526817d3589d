-- How far visitors of a demonstration that is played asked time to go; who plays it lets it go there bit by bit.
-- AlterTable
ALTER TABLE "simulated_clock" ADD COLUMN "asked_ms" BIGINT;
