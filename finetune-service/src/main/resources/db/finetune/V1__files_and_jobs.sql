-- Uploaded files: what is known of them. Their rows, masked, are in the registry alone.
create table finetune_file (
    tenant      text        not null,
    id          text        not null,
    position    bigint      generated always as identity,
    created_at  timestamptz not null,
    dataset     text        not null,
    document    jsonb       not null,
    primary key (tenant, id)
);
create index finetune_file_listing on finetune_file (tenant, position);

create table finetune_job (
    tenant      text        not null,
    id          text        not null,
    position    bigint      generated always as identity,
    state       text        not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    attempts    integer     not null,
    job_order   jsonb       not null,
    finished_at timestamptz,
    failure     jsonb,
    result      jsonb,
    primary key (tenant, id),
    check ((finished_at is null) = (state in ('queued', 'running'))),
    check ((failure is null) = (state <> 'failed')),
    check ((result is null) = (state <> 'succeeded'))
);
create index finetune_job_listing on finetune_job (tenant, position);
create index finetune_job_open on finetune_job (position) where state in ('queued', 'running');

create table finetune_job_event (
    tenant      text        not null,
    job         text        not null,
    position    bigint      generated always as identity primary key,
    at          timestamptz not null,
    level       text        not null,
    message     text        not null,
    data        jsonb,
    foreign key (tenant, job) references finetune_job (tenant, id)
);
create index finetune_job_event_listing on finetune_job_event (tenant, job, position);
