select p2.c0, p2.c1, p2.c2, e.c0
from (select (select count(*) from "plan"."wards" t0
where (t0."name" = $1)) as c0) e
left join (select t1."name" as c0, t1."code" as c1, true as c2
from "plan"."wards" t1
where (t1."name" = $1)
order by t1."code"
limit $2) p2 on true
order by p2.c1
-- $1 Text 川崎区
-- $2 Bigint 0
