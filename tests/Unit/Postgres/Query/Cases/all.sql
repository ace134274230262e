select t0."code"
from "plan"."indicators" t0
where (not exists (select 1 from "plan"."observations" t1
where t1."indicator_code" = t0."code"
  and ((t1."value" > $1)) is not true))
order by t0."code"
-- $1 Numeric 1
