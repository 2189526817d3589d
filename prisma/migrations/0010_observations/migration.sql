-- CreateTable
CREATE TABLE "observation" (
    "provider_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "looked_at_ms" BIGINT NOT NULL,
    "outcome" TEXT NOT NULL,
    "misses" INTEGER NOT NULL,
    "next_at_ms" BIGINT NOT NULL,
    "said" TEXT,
    "said_at_ms" BIGINT,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("provider_id","type")
);

-- CreateTable
CREATE TABLE "probe_look" (
    "id" BIGSERIAL NOT NULL,
    "provider_id" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "latency_ms" INTEGER,

    CONSTRAINT "probe_look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation_request" (
    "provider_id" TEXT NOT NULL,
    "asked_at_ms" BIGINT NOT NULL,

    CONSTRAINT "observation_request_pkey" PRIMARY KEY ("provider_id")
);

-- CreateIndex
CREATE INDEX "probe_look_provider_id_at_ms_idx" ON "probe_look"("provider_id", "at_ms");


ALTER TABLE "observation" ADD CONSTRAINT "observation_shape" CHECK (
    "outcome" IN ('found', 'none', 'no-answer') AND "misses" >= 0 AND ("said" IS NULL) = ("said_at_ms" IS NULL)
);
ALTER TABLE "probe_look" ADD CONSTRAINT "probe_look_shape" CHECK ("latency_ms" IS NULL OR "latency_ms" >= 0);
