-- Questions whose answers somebody wants signed: web asks, the worker, which holds the answer key, computes and signs.
-- CreateTable
CREATE TABLE "answer_request" (
    "id" BIGSERIAL NOT NULL,
    "endpoint" TEXT NOT NULL,
    "params" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "received_at_ms" BIGINT NOT NULL,
    "outcome" TEXT,
    "answer" TEXT,

    CONSTRAINT "answer_request_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "answer_request" ADD CONSTRAINT "answer_request_shape" CHECK
    (length("endpoint") <= 64 AND length("params") <= 1024 AND length("query") <= 4096 AND ("outcome" IS NULL) = ("answer" IS NULL));
