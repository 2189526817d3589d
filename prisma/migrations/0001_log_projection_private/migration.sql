-- The log, its intake, its projection and the private tables. The tables are described in schema.prisma; the triggers
-- and checks at the end are what Prisma's schema language cannot say.

-- CreateTable
CREATE TABLE "log_entry" (
    "index" BIGINT NOT NULL,
    "leaf" BYTEA NOT NULL,
    "leaf_hash" BYTEA NOT NULL,
    "statement_hash" BYTEA NOT NULL,
    "logged_at_ms" BIGINT NOT NULL,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "log_tile" (
    "level" INTEGER NOT NULL,
    "number" BIGINT NOT NULL,
    "hashes" BYTEA NOT NULL,
    "root" BYTEA NOT NULL,

    CONSTRAINT "log_tile_pkey" PRIMARY KEY ("level","number")
);

-- CreateTable
CREATE TABLE "log_checkpoint" (
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at_ms" BIGINT NOT NULL,

    CONSTRAINT "log_checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "log_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" BIGINT NOT NULL,
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "last_logged_at_ms" BIGINT NOT NULL,
    "now_ms" BIGINT NOT NULL,
    "published_size" BIGINT NOT NULL,
    "health" TEXT NOT NULL,
    "health_detail" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "log_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promise" (
    "statement_hash" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "received_at_ms" BIGINT NOT NULL,
    "include_by_ms" BIGINT NOT NULL,

    CONSTRAINT "promise_pkey" PRIMARY KEY ("statement_hash")
);

-- CreateTable
CREATE TABLE "part" (
    "commit" BYTEA NOT NULL,
    "entry_index" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "nonce" BYTEA NOT NULL,
    "media_type" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,

    CONSTRAINT "part_pkey" PRIMARY KEY ("commit")
);

-- CreateTable
CREATE TABLE "inbox" (
    "seq" BIGSERIAL NOT NULL,
    "statement_hash" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "parts" BYTEA,
    "received_at_ms" BIGINT NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("statement_hash")
);

-- CreateTable
CREATE TABLE "inbox_dropped" (
    "id" BIGSERIAL NOT NULL,
    "statement_hash" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "dropped_at_ms" BIGINT NOT NULL,

    CONSTRAINT "inbox_dropped_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget" (
    "bucket" TEXT NOT NULL,
    "window_start_ms" BIGINT NOT NULL,
    "spent" INTEGER NOT NULL,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("bucket","window_start_ms")
);

-- CreateTable
CREATE TABLE "projection" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "size" BIGINT NOT NULL,
    "fold_version" INTEGER NOT NULL,

    CONSTRAINT "projection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entry_row" (
    "index" BIGINT NOT NULL,
    "statement_hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "logged_at_ms" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,

    CONSTRAINT "entry_row_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "aggregate_version" (
    "key" TEXT NOT NULL,
    "from_size" BIGINT NOT NULL,
    "to_size" BIGINT,
    "kind" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "chain_head" BYTEA NOT NULL,
    "chain_length" BIGINT NOT NULL,

    CONSTRAINT "aggregate_version_pkey" PRIMARY KEY ("key","from_size")
);

-- CreateTable
CREATE TABLE "chain" (
    "aggregate_key" TEXT NOT NULL,
    "entry_index" BIGINT NOT NULL,
    "chain_head" BYTEA NOT NULL,

    CONSTRAINT "chain_pkey" PRIMARY KEY ("aggregate_key","entry_index")
);

-- CreateTable
CREATE TABLE "account" (
    "did" TEXT NOT NULL,
    "label" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("did")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "step_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "challenge" (
    "nonce" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "challenge_pkey" PRIMARY KEY ("nonce")
);

-- CreateTable
CREATE TABLE "draft" (
    "id" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "log_entry_statement_hash_key" ON "log_entry"("statement_hash");

-- CreateIndex
CREATE INDEX "part_entry_index_idx" ON "part"("entry_index");

-- CreateIndex
CREATE INDEX "inbox_seq_idx" ON "inbox"("seq");

-- CreateIndex
CREATE INDEX "inbox_dropped_statement_hash_idx" ON "inbox_dropped"("statement_hash");

-- CreateIndex
CREATE INDEX "budget_window_start_ms_idx" ON "budget"("window_start_ms");

-- CreateIndex
CREATE UNIQUE INDEX "entry_row_statement_hash_key" ON "entry_row"("statement_hash");

-- CreateIndex
CREATE INDEX "entry_row_kind_index_idx" ON "entry_row"("kind", "index");

-- CreateIndex
CREATE INDEX "entry_row_issuer_index_idx" ON "entry_row"("issuer", "index");

-- CreateIndex
CREATE INDEX "entry_row_subject_index_idx" ON "entry_row"("subject", "index");

-- CreateIndex
CREATE INDEX "aggregate_version_kind_to_size_key_idx" ON "aggregate_version"("kind", "to_size", "key");

-- CreateIndex
CREATE INDEX "chain_entry_index_idx" ON "chain"("entry_index");

-- CreateIndex
CREATE INDEX "session_did_idx" ON "session"("did");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "challenge_expires_at_idx" ON "challenge"("expires_at");

-- CreateIndex
CREATE INDEX "draft_did_updated_at_idx" ON "draft"("did", "updated_at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;


-- There is one head and one cursor.
ALTER TABLE "log_head" ADD CONSTRAINT "log_head_one_row" CHECK ("id" = 1);
ALTER TABLE "projection" ADD CONSTRAINT "projection_one_row" CHECK ("id" = 1);

-- Nothing published can shrink, and nothing is published that is not there.
ALTER TABLE "log_head" ADD CONSTRAINT "log_head_published_within_size" CHECK ("published_size" BETWEEN 0 AND "size");

ALTER TABLE "log_entry" ADD CONSTRAINT "log_entry_shape" CHECK (
    "index" >= 0 AND octet_length("leaf") BETWEEN 1 AND 65535
    AND octet_length("leaf_hash") = 32 AND octet_length("statement_hash") = 32
);
ALTER TABLE "log_tile" ADD CONSTRAINT "log_tile_shape" CHECK (
    "level" BETWEEN 0 AND 63 AND "number" >= 0 AND octet_length("hashes") = 8192 AND octet_length("root") = 32
);
ALTER TABLE "log_checkpoint" ADD CONSTRAINT "log_checkpoint_shape" CHECK ("size" >= 0 AND octet_length("root") = 32);
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_shape" CHECK (octet_length("statement_hash") = 32);

-- The empty head: the root of no leaves is SHA-256 of nothing (RFC 6962 section 2.1).
INSERT INTO "log_head" ("id", "epoch", "size", "root", "last_logged_at_ms", "now_ms", "published_size", "health")
VALUES (1, 0, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, 0, 0, 'starting');

-- Log tables are never updated or deleted, by anyone: privileges bind the processes, these triggers the owner too.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "log_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "log_tile_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_tile"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "log_checkpoint_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_checkpoint"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "promise_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "promise"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "part_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "part"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "log_head_stays" BEFORE DELETE OR TRUNCATE ON "log_head"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The head only grows; its epoch never goes back (a replaced sequencer must stay replaced).
CREATE FUNCTION "refuse_shrink"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."size" < OLD."size" OR NEW."published_size" < OLD."published_size" OR NEW."epoch" < OLD."epoch"
        OR NEW."last_logged_at_ms" < OLD."last_logged_at_ms" THEN
        RAISE EXCEPTION 'the head never goes back' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER "log_head_grows" BEFORE UPDATE ON "log_head" FOR EACH ROW EXECUTE FUNCTION "refuse_shrink"();
