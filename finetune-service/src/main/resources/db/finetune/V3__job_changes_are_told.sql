-- What has changed and is to be told to others, written in the transaction of the change itself, by triggers, so that neither
-- this service's code nor whoever comes past it can forget to. One row for each thing that ever changed: the last change of a
-- thing is what others need, and a table that nobody reads (no broker is configured) stays as small as what it is about.
create sequence change_revision;

create table change_outbox (
    tenant   text   not null,
    kind     text   not null,
    key      text   not null,
    revision bigint not null,
    facts    text   not null check (facts is json object),
    told     bigint not null default 0,
    primary key (tenant, kind, key)
);
create index change_outbox_waiting on change_outbox (revision) where told < revision;

-- Arguments: the kind, the column with the key, and the columns that are told beside it.
create function change_is_told() returns trigger language plpgsql as $$
declare
    changed jsonb;
    facts   jsonb;
begin
    if tg_op = 'UPDATE' and new is not distinct from old then
        return null;
    end if;
    changed := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
    select coalesce(jsonb_object_agg(name, changed -> name), '{}') into facts from unnest(tg_argv[2:]) as name;
    if tg_op = 'DELETE' then
        facts := facts || '{"gone": true}';
    end if;
    -- On conflict the number is drawn under the row's lock: a later change never gets a smaller one.
    insert into change_outbox (tenant, kind, key, revision, facts)
    values (changed ->> 'tenant', tg_argv[0], changed ->> tg_argv[1], nextval('change_revision'), facts::text)
    on conflict (tenant, kind, key)
    do update set revision = nextval('change_revision'), facts = excluded.facts;
    return null;
end
$$;

create trigger finetune_job_is_told after insert or update or delete on finetune_job
    for each row execute function change_is_told('job', 'id', 'state', 'attempts', 'finished_at');
