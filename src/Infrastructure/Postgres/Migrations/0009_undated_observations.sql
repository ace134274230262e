-- Where a document prints no period, an observation has none: no kind is guessed. The kind stands with a period, and a period with its kind.
alter table plan.observations alter column period_kind drop not null;

update plan.observations set period_kind = null
where fiscal_year is null and last_fiscal_year is null and period_start is null and period_end is null;

alter table plan.observations add constraint ck_observations_period_of_kind check (
    (period_kind is null) = (fiscal_year is null and last_fiscal_year is null and period_start is null and period_end is null));

comment on column plan.observations.period_kind is '期間の種類 (Period kind) Null where the document prints no period.';
