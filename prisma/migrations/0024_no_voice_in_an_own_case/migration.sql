-- Whoever takes a seat, seals or opens a ballot in a case of an own provider, of an own report, or of a declared tie is
-- refused before anything is logged, whatever let it through. The fold decides the rest, and would make it void.
CREATE FUNCTION "refuse_own_case"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb;
    sides text[];
BEGIN
    BEGIN
        said := convert_from(NEW."bytes", 'UTF8')::jsonb;
    EXCEPTION WHEN OTHERS THEN
        -- No vote: those hold no text that jsonb cannot.
        RETURN NEW;
    END;
    IF said ->> 'kind' NOT IN ('panel.accept', 'vote.commit', 'vote.reveal') THEN
        RETURN NEW;
    END IF;
    SELECT ARRAY[c."provider", c."reporter", p."form"::jsonb ->> 'operator'] INTO sides
      FROM "case_row" c
      LEFT JOIN "aggregate_version" p ON p."key" = 'provider:' || c."provider" AND p."to_size" IS NULL
     WHERE c."id" = said ->> 'subject' AND c."to_size" IS NULL;
    IF said ->> 'issuer' = ANY(sides) OR EXISTS (
        SELECT 1 FROM "aggregate_version" m,
               jsonb_array_elements(coalesce(nullif(m."form"::jsonb -> 'interests', 'null') -> 'related', '[]')) tie
         WHERE m."key" = 'maintainer:' || (said ->> 'issuer') AND m."to_size" IS NULL AND tie ->> 'party' = ANY(sides)
    ) THEN
        RAISE EXCEPTION 'a maintainer has no voice in an own case' USING ERRCODE = 'TS001';
    END IF;
    RETURN NEW;
END
$$;

-- Canonical statements hold their kind in these very letters; within a text quotes are escaped.
CREATE TRIGGER "inbox_own_case" BEFORE INSERT ON "inbox" FOR EACH ROW
    WHEN (position('"kind":"vote.'::bytea IN NEW."bytes") > 0 OR position('"kind":"panel.accept"'::bytea IN NEW."bytes") > 0)
    EXECUTE FUNCTION "refuse_own_case"();
