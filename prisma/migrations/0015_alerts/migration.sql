-- CreateTable
CREATE TABLE "alert" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "entry_index" BIGINT NOT NULL,
    "logged_at_ms" BIGINT NOT NULL,
    "about" TEXT NOT NULL,
    "facts" TEXT NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_cursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "size" BIGINT NOT NULL,
    "marks_day" INTEGER,

    CONSTRAINT "alert_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow" (
    "did" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("did","provider_id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "seq" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "alert_id" TEXT,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "outcome" TEXT,
    "status" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_entry_index_idx" ON "alert"("entry_index");

-- CreateIndex
CREATE INDEX "alert_provider_id_entry_index_idx" ON "alert"("provider_id", "entry_index");

-- CreateIndex
CREATE INDEX "follow_provider_id_idx" ON "follow"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_did_url_key" ON "webhook"("did", "url");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_webhook_id_alert_id_key" ON "webhook_delivery"("webhook_id", "alert_id");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_seq_idx" ON "webhook_delivery"("webhook_id", "seq");

-- What waits to be sent; of all others nobody asks by time.
-- CreateIndex
CREATE INDEX "webhook_delivery_next_at_idx" ON "webhook_delivery"("next_at") WHERE "state" = 'pending';

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alert_cursor" ADD CONSTRAINT "alert_cursor_single" CHECK ("id" = 1);
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_shape" CHECK (
    "state" IN ('unconfirmed', 'active', 'dead') AND "url" LIKE 'https://%'
);
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_shape" CHECK (
    "state" IN ('pending', 'delivered', 'given-up') AND ("next_at" IS NOT NULL) = ("state" = 'pending')
);

-- What followers were told stays told: feeds never take an item back.
CREATE TRIGGER "alert_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "alert"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
