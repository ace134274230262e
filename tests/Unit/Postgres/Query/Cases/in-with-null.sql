select t0."code", t0."revision"
from "plan"."observations" t0
where (t0."unit" = any($1) or t0."unit" is null)
order by t0."code"
-- $1 -2147483629 人|%
