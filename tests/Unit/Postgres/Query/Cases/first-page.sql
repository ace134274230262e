select t0."name", t0."code"
from "plan"."wards" t0
order by t0."code"
limit $1
-- $1 Bigint 51
