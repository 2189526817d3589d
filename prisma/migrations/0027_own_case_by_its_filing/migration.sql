-- What binds a maintainer to a case is told by its filing, and afterwards by what the maintainer does itself: a side that
-- hands the provider over, or a maintainer that takes a tie back, changes nothing here. The fold decides the rest.
CREATE OR REPLACE FUNCTION "refuse_own_case"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb;
    filed jsonb;
    sides text[];
    place jsonb;
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
    SELECT c."form"::jsonb INTO filed
      FROM "aggregate_version" c WHERE c."key" = 'case:' || (said ->> 'subject') AND c."to_size" IS NULL;
    IF filed IS NULL THEN
        RETURN NEW;
    END IF;
    sides := ARRAY[filed ->> 'provider', filed ->> 'reporter'] || ARRAY(
        SELECT jsonb_array_elements_text(coalesce(nullif(filed -> 'atFiling', 'null') -> 'accused', '[]'))
    );
    SELECT to_jsonb(m.nth - 1) INTO place
      FROM "aggregate_version" r, jsonb_array_elements(r."form"::jsonb -> 'members') WITH ORDINALITY m(member, nth)
     WHERE r."key" = 'roster:' || (filed ->> 'roster') AND r."to_size" IS NULL AND m.member ->> 'did' = said ->> 'issuer';
    IF said ->> 'issuer' = ANY(sides) OR EXISTS (
        SELECT 1 FROM jsonb_each(coalesce(nullif(filed -> 'atFiling', 'null') -> 'conflicts', '{}')) bound(reason, places)
         WHERE bound.places @> place
    ) OR EXISTS (
        SELECT 1 FROM "aggregate_version" m, jsonb_array_elements(m."form"::jsonb -> 'ties') tie
         WHERE m."key" = 'maintainer:' || (said ->> 'issuer') AND m."to_size" IS NULL
           AND tie ->> 'to' = ANY(sides) AND tie ->> 'from' >= filed ->> 'filedAt'
    ) OR EXISTS (
        SELECT 1 FROM "aggregate_version" p
         WHERE p."key" = 'provider:' || (filed ->> 'provider') AND p."to_size" IS NULL
           AND p."form"::jsonb ->> 'operator' = said ->> 'issuer'
    ) THEN
        RAISE EXCEPTION 'a maintainer has no voice in an own case' USING ERRCODE = 'TS001';
    END IF;
    RETURN NEW;
END
$$;
