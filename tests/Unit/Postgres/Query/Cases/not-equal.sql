select t0."code", t0."revision"
from "plan"."observations" t0
where (not (t0."unit" is not distinct from $1))
order by t0."code"
-- $1 Text 人
