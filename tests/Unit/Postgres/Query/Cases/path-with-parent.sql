select p3.c0, p3.c1, e.c0
from (select exists (select 1 from "plan"."policies" t0
where (t0."code" = $1)) as c0) e
left join (select t1."code" as c0, true as c1
from "plan"."measures" t1
where exists (select 1 from "plan"."policies" t2
where (t2."code" = $1)
  and t1."policy_code" = t2."code")
order by t1."code") p3 on true
order by p3.c0
-- $1 Text 5-1
