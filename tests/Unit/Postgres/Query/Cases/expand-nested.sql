select p1.c0, p1.c1, e4.j, e12.j, (select count(*) from "plan"."measures" t5
where t5."policy_code" = p1.c1)
from (select t0."name" as c0, t0."code" as c1, t0."basic_policy_code" as c2
from "plan"."policies" t0
order by t0."code"
limit $1) p1
left join lateral (select (select row_to_json(r)::text from (select p3.c0 as "name") r) as j
from (select t2."name" as c0, t2."code" as c1
from "plan"."basic_policies" t2
where t2."code" = p1.c2
order by t2."code") p3
order by p3.c1) e4 on true
left join lateral (select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j
from (select left((select row_to_json(r)::text from (select p7.c0 as "code") r), -1) || case when e10.more then ',"projects@odata.nextLink":' || to_json($7 || 'measures(' || '''' || replace(p7.c0, '''', '''''') || '''' || ')' || $6) else '' end || ',"projects":' || coalesce(e10.j, 'null') || ',"indicators@odata.count":' || to_json((select count(*) from "plan"."indicators" t11
where t11."measure_code" = p7.c0))::text || '}' as j
from (select t6."code" as c0, t6."name" as c1
from "plan"."measures" t6
where t6."policy_code" = p1.c1
order by t6."name" desc, t6."code"
limit $2
offset $3) p7
left join lateral (select coalesce('[' || string_agg(x.j, ',') filter (where x.n <= $4) || ']', '[]') as j, count(*) > $4 as more
from (select (select row_to_json(r)::text from (select p9.c0 as "name") r) as j, row_number() over () as n
from (select t8."name" as c0, t8."code" as c1
from "plan"."projects" t8
where t8."measure_code" = p7.c0
order by t8."code"
limit $5) p9
order by p9.c1) x) e10 on true
order by p7.c1 desc, p7.c0) x) e12 on true
order by p1.c1
-- $1 Bigint 1
-- $2 Bigint 5
-- $3 Bigint 1
-- $4 Bigint 10
-- $5 Bigint 11
-- $6 Text /projects?$skip=10
-- $7 Text
