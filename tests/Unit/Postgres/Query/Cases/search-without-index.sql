select t0."name", t0."code"
from "plan"."themes" t0
where (((strpos(plan.search_text(t0."name"), (select plan.search_text($1))) > 0)) or (((strpos(plan.search_text(t0."name"), (select plan.search_text($2))) > 0)) is not true))
order by t0."code"
-- $1 Text a
-- $2 Text b
