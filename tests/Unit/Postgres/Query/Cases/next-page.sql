select t0."name", t0."code"
from "plan"."wards" t0
where t0."code" > $1
order by t0."code"
limit $2
-- $1 Text 141313
-- $2 Bigint 51
