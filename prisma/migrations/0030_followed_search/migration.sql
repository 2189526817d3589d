-- Searches of the table of providers that an account follows: alerts of whoever fits go to its webhooks. Described in schema.prisma.

-- CreateTable
CREATE TABLE "followed_search" (
    "did" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "followed_search_pkey" PRIMARY KEY ("did","id")
);

-- CreateIndex
CREATE INDEX "followed_search_id_idx" ON "followed_search"("id");

-- AddForeignKey
ALTER TABLE "followed_search" ADD CONSTRAINT "followed_search_did_fkey" FOREIGN KEY ("did") REFERENCES "account"("did") ON DELETE CASCADE ON UPDATE CASCADE;
