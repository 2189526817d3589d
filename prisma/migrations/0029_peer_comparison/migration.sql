-- What a peer that is an index says of those that are rated here too, as it was last compared. Described in schema.prisma.

-- AlterTable
ALTER TABLE "peer" ADD COLUMN     "comparison" TEXT;
