select (select count(*) from "plan"."wards" t0
where (t0."name" = $1))
-- $1 Text 川崎区
