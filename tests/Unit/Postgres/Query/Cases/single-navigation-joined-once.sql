select t0."code", t0."revision", t1."name"
from "plan"."observations" t0
left join "plan"."indicators" t1 on t1."code" = t0."indicator_code"
left join "plan"."measures" t2 on t2."code" = t1."measure_code"
where ((t2."name" = $1) and (t2."code" = $2))
order by t1."name" desc, t0."code"
-- $1 Text a
-- $2 Text b
