select p4.c0, p4.c1, p4.c2, p4.c3, p4.c4, e.c0
from (select (select count(*) from "plan"."observations" t0
left join "plan"."indicators" t1 on t1."code" = t0."indicator_code"
where ((plan.search_grams(t1."name") @> plan.search_probe($1) and ((select char_length(plan.search_text($1)) < 3) or strpos(plan.search_text(t1."name"), (select plan.search_text($1))) > 0)))) as c0) e
left join (select t2."value" as c0, t2."code" as c1, t2."revision" as c2, ((4 * plan.search_score(t3."name", (select plan.search_text($1))))) as c3, true as c4
from "plan"."observations" t2
left join "plan"."indicators" t3 on t3."code" = t2."indicator_code"
where ((plan.search_grams(t3."name") @> plan.search_probe($1) and ((select char_length(plan.search_text($1)) < 3) or strpos(plan.search_text(t3."name"), (select plan.search_text($1))) > 0)))
order by ((4 * plan.search_score(t3."name", (select plan.search_text($1))))) desc, t2."code"
limit $2) p4 on true
order by p4.c3 desc, p4.c1
-- $1 Text 町内会
-- $2 Bigint 51
