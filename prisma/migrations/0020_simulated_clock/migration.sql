-- How far ahead somebody asked the clock of a demonstration to go.
-- CreateTable
CREATE TABLE "simulated_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "wanted_ms" BIGINT NOT NULL,

    CONSTRAINT "simulated_clock_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "simulated_clock_one" CHECK ("id" = 1)
);
