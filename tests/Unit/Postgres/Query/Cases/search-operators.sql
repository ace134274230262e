select t0."name", t0."code"
from "plan"."reform_tasks" t0
where ((((plan.search_grams(t0."name") @> plan.search_probe($1) and ((select char_length(plan.search_text($1)) < 3) or strpos(plan.search_text(t0."name"), (select plan.search_text($1))) > 0)) or (plan.search_grams(t0."department_text") @> plan.search_probe($1) and ((select char_length(plan.search_text($1)) < 3) or strpos(plan.search_text(t0."department_text"), (select plan.search_text($1))) > 0))) or ((plan.search_grams(t0."name") @> plan.search_probe($2) and ((select char_length(plan.search_text($2)) < 3) or strpos(plan.search_text(t0."name"), (select plan.search_text($2))) > 0)) or (plan.search_grams(t0."department_text") @> plan.search_probe($2) and ((select char_length(plan.search_text($2)) < 3) or strpos(plan.search_text(t0."department_text"), (select plan.search_text($2))) > 0)))) and (((strpos(plan.search_text(t0."name"), (select plan.search_text($3))) > 0) or (strpos(plan.search_text(t0."department_text"), (select plan.search_text($3))) > 0)) is not true))
order by t0."code"
-- $1 Text a
-- $2 Text b
-- $3 Text c
