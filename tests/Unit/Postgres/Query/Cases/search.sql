select t0."name", t0."code", ((4 * plan.search_score(t0."name", (select plan.search_text($1)))))
from "plan"."indicators" t0
where ((plan.search_grams(t0."name") @> plan.search_probe($1) and ((select char_length(plan.search_text($1)) < 3) or strpos(plan.search_text(t0."name"), (select plan.search_text($1))) > 0)))
order by ((4 * plan.search_score(t0."name", (select plan.search_text($1))))) desc, t0."code"
limit $2
-- $1 Text 町内会
-- $2 Bigint 51
