-- Alerts of marks follow the same entries as all others.
-- AlterTable
ALTER TABLE "alert_cursor" DROP COLUMN "marks_day";
