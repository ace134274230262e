select t0."code"
from "plan"."measures" t0
where exists (select 1 from "plan"."policies" t1
where (t1."code" = $1)
  and t0."policy_code" = t1."code")
order by t0."code"
-- $1 Text 5-1
