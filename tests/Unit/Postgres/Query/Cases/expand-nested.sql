select p1.c0, p1.c1, e3.j, case when e12.x is null then e11.j end, (select count(*) from "plan"."measures" t4
where t4."policy_code" = p1.c1), e12.x
from (select t0."name" as c0, t0."code" as c1, t0."basic_policy_code" as c2
from "plan"."policies" t0
order by t0."code"
limit $1) p1
left join lateral (select x.j as j
from (select row_to_json(r)::text as j
from (select $2 || 'basicPolicies(' || '''' || (select case when x.v ~ '^[A-Za-z0-9_.~-]*$' then x.v else (select string_agg(case when c.v ~ '[A-Za-z0-9_.~-]' then c.v else regexp_replace(upper(encode(convert_to(c.v, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by c.i) from regexp_split_to_table(x.v, '') with ordinality c(v, i)) end from (select replace(t2."code", '''', '''''') as v) x) || '''' || ')' as "@odata.id", t2."name" as "name"
from "plan"."basic_policies" t2
where t2."code" = p1.c2
order by t2."code") r) x) e3 on true
left join lateral (select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j
from (select '{' || array_to_string(array['"code":' || coalesce(to_json(p6.c0)::text, 'null'), case when e9.more then '"projects@odata.nextLink":' || coalesce(to_json($2 || 'measures(' || '''' || (select case when x.v ~ '^[A-Za-z0-9_.~-]*$' then x.v else (select string_agg(case when c.v ~ '[A-Za-z0-9_.~-]' then c.v else regexp_replace(upper(encode(convert_to(c.v, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by c.i) from regexp_split_to_table(x.v, '') with ordinality c(v, i)) end from (select replace(p6.c0, '''', '''''') as v) x) || '''' || ')' || $8)::text, 'null') end, '"projects":' || coalesce(e9.j, 'null'), '"indicators@odata.count":' || coalesce(to_json((select count(*) from "plan"."indicators" t10
where t10."measure_code" = p6.c0))::text, 'null')], ',') || '}' as j
from (select t5."code" as c0, t5."name" as c1
from "plan"."measures" t5
where t5."policy_code" = p1.c1
order by t5."name" desc, t5."code"
limit $3
offset $4) p6
left join lateral (select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j, case when count(*) = $5 then (select count(*) from "plan"."projects" t7
where t7."measure_code" = p6.c0) > $6 else false end as more
from (select row_to_json(r)::text as j
from (select $2 || 'projects(' || '''' || (select case when x.v ~ '^[A-Za-z0-9_.~-]*$' then x.v else (select string_agg(case when c.v ~ '[A-Za-z0-9_.~-]' then c.v else regexp_replace(upper(encode(convert_to(c.v, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by c.i) from regexp_split_to_table(x.v, '') with ordinality c(v, i)) end from (select replace(t8."code", '''', '''''') as v) x) || '''' || ')' as "@odata.id", t8."name" as "name"
from "plan"."projects" t8
where t8."measure_code" = p6.c0
order by t8."code"
limit $7) r) x) e9 on true
order by p6.c1 desc, p6.c0) x) e11 on true
left join lateral (select case when coalesce(octet_length(e11.j), 0)::bigint > 67108864 then 1 end as x) e12 on true
order by p1.c1
-- $1 Bigint 1
-- $2 Text 
-- $3 Bigint 5
-- $4 Bigint 1
-- $5 Bigint 10
-- $6 Bigint 10
-- $7 Bigint 10
-- $8 Text /projects?$skip=10
