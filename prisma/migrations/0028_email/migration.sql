-- CreateTable
CREATE TABLE "email_address" (
    "did" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "confirm_hash" TEXT NOT NULL,
    "confirm_until" TIMESTAMPTZ(3) NOT NULL,
    "way_out" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_address_pkey" PRIMARY KEY ("did")
);

-- CreateTable
CREATE TABLE "email_delivery" (
    "seq" BIGSERIAL NOT NULL,
    "did" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_delivery_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "email_address_confirm_hash_key" ON "email_address"("confirm_hash");

-- CreateIndex
CREATE UNIQUE INDEX "email_address_way_out_key" ON "email_address"("way_out");

-- CreateIndex
CREATE UNIQUE INDEX "email_delivery_did_about_key" ON "email_delivery"("did", "about");

-- CreateIndex
CREATE INDEX "email_delivery_mailbox_created_at_idx" ON "email_delivery"("mailbox", "created_at");

-- CreateIndex
CREATE INDEX "email_delivery_created_at_idx" ON "email_delivery"("created_at");

-- AddForeignKey
ALTER TABLE "email_address" ADD CONSTRAINT "email_address_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_delivery" ADD CONSTRAINT "email_delivery_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "email_address" ADD CONSTRAINT "email_address_shape" CHECK (
    "state" IN ('unconfirmed', 'confirmed', 'refused') AND ("confirmed_at" IS NOT NULL OR "state" <> 'confirmed')
);
-- What was sent, or will not be, holds no words any more.
ALTER TABLE "email_delivery" ADD CONSTRAINT "email_delivery_shape" CHECK (
    "state" IN ('pending', 'delivered', 'given-up')
    AND ("next_at" IS NOT NULL) = ("state" = 'pending')
    AND ("content" = '') = ("state" <> 'pending')
);
