-- $search: text is folded (width, letter case, dashes, blanks) and found by its letters and pairs of letters, since Japanese has no blanks between
-- words and most of its words have two letters. The database folds both sides, so that they cannot differ. docs/decisions/0014 has the measurements.

-- NFKC makes full-width Latin and half-width katakana ordinary; dashes that it leaves alone become '-'; runs of blanks become one.
-- Collated "C": the same on every machine, which an index needs; letter case is folded for A to Z (after NFKC also for full-width ones).
-- To ask whether text is normalized already is cheaper than to normalize it. Not strict, so that it becomes part of the statement around it.
create function plan.search_text(value text) returns text
    language sql immutable parallel safe
    return lower(btrim(regexp_replace(regexp_replace(
        (case when value is nfkc normalized then value else normalize(value, nfkc) end) collate "C",
        '[‐‑‒–—―−]', '-', 'g'), '[\s\u0085]+', ' ', 'g')));

comment on function plan.search_text(text) is 'Text as $search compares it.';

-- What is indexed: every letter and every pair of neighbours. The cost keeps the planner from making letters of every row in a scan.
-- plpgsql: measured 10 µs for 40 letters where one statement with a window takes 27 µs.
create function plan.search_grams(value text) returns text[]
    language plpgsql immutable strict parallel safe cost 1000
as $$
declare
    grams text[] := string_to_array(plan.search_text(value), null);
    letters constant integer := cardinality(grams);
begin
    for i in 1 .. letters - 1 loop
        grams[letters + i] := grams[i] || grams[i + 1];
    end loop;
    return grams;
end
$$;

comment on function plan.search_grams(text) is 'Letters and pairs of letters of a text that $search looks in.';

-- What must be in the index for a text to be found: its pairs, or its only letter.
create function plan.search_probe(term text) returns text[]
    language plpgsql immutable strict parallel safe cost 1000
as $$
declare
    grams constant text[] := plan.search_grams(term);
    letters constant integer := (cardinality(grams) + 1) / 2;
begin
    return case when letters < 2 then grams else grams[letters + 1:] end;
end
$$;

comment on function plan.search_probe(text) is 'Letters or pairs of letters that a text must hold for $search to find the term in it.';

-- 100 if found, 50 more at the beginning, and the percentage of the text that the term makes up.
create function plan.search_score(value text, folded_term text) returns integer
    language plpgsql immutable parallel safe cost 200
as $$
declare
    -- Most texts are folded already or hold the term as it is: looking there first takes a tenth of the time.
    place integer := strpos(value, folded_term);
begin
    if place = 0 then
        place := strpos(plan.search_text(value), folded_term);
    end if;
    if place > 0 then
        return case when place = 1 then 150 else 100 end + least(100 * char_length(folded_term) / char_length(value), 100);
    end if;
    return 0;
end
$$;

comment on function plan.search_score(text, text) is 'How well a text matches a term of $search that is folded already; 0 for no match and for no text.';

create index ix_documents_title_search on plan.documents using gin (plan.search_grams(title));
create index ix_plans_name_search on plan.plans using gin (plan.search_grams(name));
create index ix_wards_name_search on plan.wards using gin (plan.search_grams(name));
create index ix_wards_name_en_search on plan.wards using gin (plan.search_grams(name_en));
create index ix_departments_name_search on plan.departments using gin (plan.search_grams(name));
create index ix_basic_policies_name_search on plan.basic_policies using gin (plan.search_grams(name));
create index ix_policies_name_search on plan.policies using gin (plan.search_grams(name));
create index ix_measures_name_search on plan.measures using gin (plan.search_grams(name));
create index ix_projects_name_search on plan.projects using gin (plan.search_grams(name));
create index ix_reform_pillars_name_search on plan.reform_pillars using gin (plan.search_grams(name));
create index ix_reform_items_name_search on plan.reform_items using gin (plan.search_grams(name));
create index ix_reform_tasks_name_search on plan.reform_tasks using gin (plan.search_grams(name));
create index ix_reform_tasks_department_text_search on plan.reform_tasks using gin (plan.search_grams(department_text));
create index ix_actions_text_search on plan.actions using gin (plan.search_grams(text));
create index ix_actions_group_search on plan.actions using gin (plan.search_grams("group"));
create index ix_indicators_name_search on plan.indicators using gin (plan.search_grams(name));
create index ix_grades_label_search on plan.grades using gin (plan.search_grams(label));
create index ix_fiscal_lines_name_search on plan.fiscal_lines using gin (plan.search_grams(name));
create index ix_themes_name_search on plan.themes using gin (plan.search_grams(name));
create index ix_discrepancies_description_search on plan.discrepancies using gin (plan.search_grams(description));
create index ix_passages_text_search on plan.passages using gin (plan.search_grams(text));
create index ix_status_reports_summary_search on plan.status_reports using gin (plan.search_grams(summary));
