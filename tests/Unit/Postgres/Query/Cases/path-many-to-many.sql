select t0."code"
from "plan"."reform_tasks" t0
where exists (select 1 from "plan"."departments" t1
where (t1."code" = $1)
  and exists (select 1 from "plan"."reform_task_departments" t2
where t2."department_code" = t1."code"
  and t0."code" = t2."reform_task_code"))
order by t0."code"
-- $1 Text x
