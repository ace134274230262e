select t0."name", t0."code"
from "past"."themes"("past".moment($1)) t0
where ((strpos(plan.search_text(t0."name"), (select plan.search_text($2))) > 0))
order by t0."code"
-- $1 Date 04/01/2026
-- $2 Text 町内会
