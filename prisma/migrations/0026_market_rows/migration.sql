-- What lists of providers are sorted and filtered by, so that they read no forms.
-- AlterTable
ALTER TABLE "mark_row" ADD COLUMN     "high" INTEGER,
ADD COLUMN     "is_shut" BOOLEAN,
ADD COLUMN     "score" INTEGER,
ADD COLUMN     "steps" INTEGER,
ADD COLUMN     "tier" TEXT;

-- CreateTable
CREATE TABLE "provider_row" (
    "id" TEXT NOT NULL,
    "from_size" BIGINT NOT NULL,
    "to_size" BIGINT,
    "kind" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "jurisdiction" TEXT,
    "is_closing" BOOLEAN NOT NULL,
    "armed_ms" BIGINT,
    "signal_ms" BIGINT,

    CONSTRAINT "provider_row_pkey" PRIMARY KEY ("id","from_size")
);

-- CreateTable
CREATE TABLE "price_row" (
    "provider" TEXT NOT NULL,
    "from_size" BIGINT NOT NULL,
    "to_size" BIGINT,
    "line" INTEGER NOT NULL,
    "from_ms" BIGINT NOT NULL,
    "until_ms" BIGINT,
    "category" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "price" DECIMAL(40,6) NOT NULL,

    CONSTRAINT "price_row_pkey" PRIMARY KEY ("provider","from_size","line","from_ms")
);

-- CreateTable
CREATE TABLE "sale_row" (
    "service" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "from_size" BIGINT NOT NULL,
    "to_size" BIGINT,

    CONSTRAINT "sale_row_pkey" PRIMARY KEY ("service","instance","from_size")
);

-- CreateIndex
CREATE INDEX "provider_row_to_size_idx" ON "provider_row"("to_size");

-- CreateIndex
CREATE INDEX "price_row_category_unit_currency_idx" ON "price_row"("category", "unit", "currency");

-- CreateIndex
CREATE INDEX "sale_row_instance_idx" ON "sale_row"("instance");

-- What is projected lacks these rows: the next start writes it anew from the log.
UPDATE "projection" SET "fold_version" = -1;
