select p8.c0, case when e12.x is null then e11.j end, e12.x, p8.c1, e.c0
from (select (select count(*) from "past"."reform_tasks"($1) t0
where exists (select 1 from "past"."departments"($1) t1
left join "past"."wards"($1) t2 on t2."code" = t1."ward_code"
where (t2."name" = $2)
  and exists (select 1 from "past"."reform_task_departments"($1) t3
where t3."department_code" = t1."code"
  and t0."code" = t3."reform_task_code"))) as c0) e
left join (select t4."code" as c0, true as c1
from "past"."reform_tasks"($1) t4
where exists (select 1 from "past"."departments"($1) t5
left join "past"."wards"($1) t6 on t6."code" = t5."ward_code"
where (t6."name" = $2)
  and exists (select 1 from "past"."reform_task_departments"($1) t7
where t7."department_code" = t5."code"
  and t4."code" = t7."reform_task_code"))
order by t4."code") p8 on true
left join lateral (select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j
from (select row_to_json(r)::text as j
from (select $3 || 'departments(' || '''' || (select case when x.v ~ '^[A-Za-z0-9_.~-]*$' then x.v else (select string_agg(case when c.v ~ '[A-Za-z0-9_.~-]' then c.v else regexp_replace(upper(encode(convert_to(c.v, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by c.i) from regexp_split_to_table(x.v, '') with ordinality c(v, i)) end from (select replace(t9."code", '''', '''''') as v) x) || '''' || ')' as "@odata.id", t9."name" as "name"
from "past"."departments"($1) t9
where exists (select 1 from "past"."reform_task_departments"($1) t10
where t10."reform_task_code" = p8.c0
  and t9."code" = t10."department_code")
order by t9."code") r) x) e11 on true
left join lateral (select case when coalesce(octet_length(e11.j), 0)::bigint > 67108864 then 1 end as x) e12 on true
order by p8.c0
-- $1 TimestampTz 04/01/2026 03:00:00 +00:00
-- $2 Text 川崎区
-- $3 Text
