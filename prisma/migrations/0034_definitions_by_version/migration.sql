-- Every form of a definition that ever had a version, by the version's hash: what judges, readers and agents ask for
-- (read-known-definition.ts). schema.prisma has no word for an index over an expression.
-- Without fastupdate: what waits in its list counts as costs of reading, and the planner then reads all forms instead.

-- CreateIndex
CREATE INDEX "aggregate_version_definition_idx" ON "aggregate_version" USING GIN (("form"::jsonb) jsonb_path_ops)
    WITH (fastupdate = off)
    WHERE "kind" = 'definition';
