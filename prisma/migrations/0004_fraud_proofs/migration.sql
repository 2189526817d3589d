-- Proofs of fraud that verified here, and the statements by which the worker logged them. Both append only: what was
-- proven stays, also when it is this index that stands convicted.

-- CreateTable
CREATE TABLE "fraud_proof" (
    "seq" BIGSERIAL NOT NULL,
    "sha256" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "accused" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "heads" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "received_at_ms" BIGINT NOT NULL,

    CONSTRAINT "fraud_proof_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "fraud_proof_statement" (
    "sha256" BYTEA NOT NULL,
    "statement_hash" BYTEA NOT NULL,
    "submitted_at_ms" BIGINT NOT NULL,

    CONSTRAINT "fraud_proof_statement_pkey" PRIMARY KEY ("sha256","statement_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "fraud_proof_seq_key" ON "fraud_proof"("seq");

-- CreateIndex
CREATE INDEX "fraud_proof_accused_seq_idx" ON "fraud_proof"("accused", "seq");

ALTER TABLE "fraud_proof" ADD CONSTRAINT "fraud_proof_shape" CHECK (
    octet_length("sha256") = 32 AND "verdict" IN ('tampered', 'equivocation') AND octet_length("bytes") > 0
);
ALTER TABLE "fraud_proof_statement" ADD CONSTRAINT "fraud_proof_statement_shape" CHECK (
    octet_length("sha256") = 32 AND octet_length("statement_hash") = 32
);

CREATE TRIGGER "fraud_proof_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "fraud_proof"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "fraud_proof_statement_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "fraud_proof_statement"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
