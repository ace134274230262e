select p1.c0, p1.c1, case when e4.x is null then e3.j end, e4.x
from (select t0."name" as c0, t0."code" as c1
from "plan"."policies" t0
order by t0."code"
limit $1) p1
left join lateral (select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j
from (select row_to_json(r)::text as j
from (select t2."code" as "code", t2."name" as "name"
from "plan"."measures" t2
where t2."policy_code" = p1.c1
order by t2."code") r) x) e3 on true
left join lateral (select case when coalesce(octet_length(e3.j), 0)::bigint > 67108864 then 1 end as x) e4 on true
order by p1.c1
-- $1 Bigint 21
