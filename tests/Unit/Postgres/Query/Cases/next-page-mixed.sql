select t0."value", t0."code", t0."revision", t0."fiscal_year"
from "plan"."observations" t0
where ((t0."value" < $1 or t0."value" is null) or (t0."value" = $1 and (t0."fiscal_year" is not null or (t0."fiscal_year" is null and t0."code" > $2))))
order by t0."value" desc nulls last, t0."fiscal_year" nulls first, t0."code"
limit $3
-- $1 Numeric 1.5
-- $2 Text x
-- $3 Bigint 51
