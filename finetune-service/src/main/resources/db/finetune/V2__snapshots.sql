-- What is kept of a run's epochs; the files lie in the service's folder, under the id.
create table finetune_snapshot (
    tenant     text        not null,
    job        text        not null,
    id         text        not null,
    position   bigint      generated always as identity,
    created_at timestamptz not null,
    figures    jsonb       not null,
    lineage    jsonb       not null,
    leak_test  text        not null,
    bytes      bigint      not null check (bytes >= 0),
    registered text,
    primary key (tenant, id),
    foreign key (tenant, job) references finetune_job (tenant, id)
);
create index finetune_snapshot_listing on finetune_snapshot (tenant, job, position);
create index finetune_snapshot_age on finetune_snapshot (position);
