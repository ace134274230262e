select p1.c0, p1.c1, e4.j
from (select t0."name" as c0, t0."code" as c1
from "plan"."policies" t0
order by t0."code"
limit $1) p1
left join lateral (select coalesce('[' || string_agg(x.j, ',') || ']', '[]') as j
from (select (select row_to_json(r)::text from (select p3.c0 as "code", p3.c1 as "name") r) as j
from (select t2."code" as c0, t2."name" as c1
from "plan"."measures" t2
where t2."policy_code" = p1.c1
order by t2."code") p3
order by p3.c0) x) e4 on true
order by p1.c1
-- $1 Bigint 21
