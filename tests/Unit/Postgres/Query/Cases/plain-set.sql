select t0."code", t0."name"
from "plan"."wards" t0
order by t0."code"
