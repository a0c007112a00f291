-- Names of tenants, models and use cases are checked here too: a row that code would refuse to read must not come to be.

create table use_case (
    tenant          text        not null check (tenant ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    id              text        not null check (id ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    owner           text        not null check (length(owner) between 1 and 200),
    purpose         text        not null check (length(purpose) between 1 and 2000),
    data_categories text[]      not null,
    models          text[]      not null,
    clearance       text        not null check (clearance in ('public', 'internal', 'confidential', 'restricted')),
    retention_days  integer     not null check (retention_days >= 183),
    daily_calls     bigint      not null check (daily_calls >= 1),
    created         timestamptz not null,
    primary key (tenant, id)
);

-- The secret is never here: only its SHA-256, which is enough, since a key has 256 bits of randomness.
create table api_key (
    tenant   text        not null check (tenant ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    id       text        not null check (id ~ '^[0-9a-f]{8}$'),
    subject  text        not null check (length(subject) between 1 and 200),
    roles    text[]      not null check (cardinality(roles) between 1 and 16),
    use_case text,
    hash     text        not null unique check (hash ~ '^sha256:[0-9a-f]{64}$'),
    created  timestamptz not null,
    revoked  timestamptz,
    primary key (tenant, id),
    foreign key (tenant, use_case) references use_case (tenant, id)
);
create index api_key_subject on api_key (tenant, subject) where revoked is null;

create table model_version (
    tenant     text        not null check (tenant ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    digest     text        not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
    name       text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    kind       text        not null check (kind in ('base', 'adapter')),
    state      text        not null check (state in ('quarantined', 'vetted', 'approved', 'retired', 'revoked')),
    tasks      text[]      not null,
    licence    text        not null,
    label      text        not null check (label is json object),
    creator    text        not null,
    lineage    text        check (lineage is json object),
    evaluation text        check (evaluation is json object),
    created    timestamptz not null,
    primary key (tenant, digest),
    unique (tenant, name, digest),
    unique (tenant, digest, creator),
    check ((kind = 'adapter') = (lineage is not null)),
    check (state not in ('vetted', 'approved') or evaluation is not null)
);

create table model_file (
    tenant text   not null,
    model  text   not null,
    path   text   not null check (path ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'),
    digest text   not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
    size   bigint not null check (size >= 0),
    primary key (tenant, model, path),
    foreign key (tenant, model) references model_version (tenant, digest)
);

-- The second person, as the database sees it: the key ties an approval to the true creator, the check forbids that it is the approver.
create table approval (
    tenant   text        not null,
    model    text        not null,
    creator  text        not null,
    approver text        not null,
    decision text        not null check (decision in ('approved', 'retired', 'revoked')),
    at       timestamptz not null,
    primary key (tenant, model, decision),
    foreign key (tenant, model, creator) references model_version (tenant, digest, creator),
    constraint approval_needs_a_second_person check (decision <> 'approved' or approver <> creator)
);

create table alias (
    tenant text        not null,
    name   text        not null,
    digest text        not null,
    moved  timestamptz not null,
    primary key (tenant, name),
    foreign key (tenant, name, digest) references model_version (tenant, name, digest)
);

create table alias_move (
    number   bigint generated always as identity primary key,
    tenant   text        not null,
    name     text        not null,
    digest   text        not null,
    previous text,
    mover    text        not null,
    at       timestamptz not null,
    foreign key (tenant, name, digest) references model_version (tenant, name, digest)
);
create index alias_move_name on alias_move (tenant, name, number);

create table dataset_version (
    tenant  text        not null check (tenant ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    digest  text        not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
    name    text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    size    bigint      not null check (size >= 0),
    rows    bigint      not null check (rows >= 0),
    masked  bigint      not null check (masked >= 0),
    label   text        not null check (label is json object),
    creator text        not null,
    created timestamptz not null,
    primary key (tenant, digest)
);

create table model_import (
    id      uuid        primary key,
    tenant  text        not null check (tenant ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name    text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,95}$'),
    status  text        not null check (status in ('running', 'vetted', 'failed')),
    message text        not null check (length(message) <= 2000),
    digest  text        check (digest ~ '^sha256:[0-9a-f]{64}$'),
    creator text        not null,
    created timestamptz not null,
    updated timestamptz not null,
    check (status <> 'vetted' or digest is not null)
);
create index model_import_running on model_import (status) where status = 'running';

-- The lifecycle, as the database sees it. The same table stands in the types of package model.
create function model_version_moves() returns trigger language plpgsql as $$
begin
    if (old.tenant, old.digest, old.name, old.kind, old.tasks, old.licence, old.label, old.creator, old.lineage, old.created)
       is distinct from
       (new.tenant, new.digest, new.name, new.kind, new.tasks, new.licence, new.label, new.creator, new.lineage, new.created) then
        raise exception 'a model version is immutable but for its state and evaluation' using errcode = 'check_violation';
    end if;
    if new.evaluation is distinct from old.evaluation and (old.state, new.state) <> ('quarantined', 'vetted') then
        raise exception 'an evaluation is written when a version is vetted, and never again' using errcode = 'check_violation';
    end if;
    if new.state <> old.state
       and (old.state, new.state) not in (
           ('quarantined', 'vetted'), ('vetted', 'approved'), ('approved', 'retired'),
           ('quarantined', 'revoked'), ('vetted', 'revoked'), ('approved', 'revoked'), ('retired', 'revoked')) then
        raise exception 'a version cannot go from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    if new.state = 'approved' and old.state <> 'approved' and not exists (
           select 1 from approval
           where tenant = new.tenant and model = new.digest and decision = 'approved') then
        raise exception 'a version is approved by somebody' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger model_version_moves before update on model_version for each row execute function model_version_moves();

create function model_version_begins() returns trigger language plpgsql as $$
begin
    if new.state <> 'quarantined' then
        raise exception 'a version begins in quarantine' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger model_version_begins before insert on model_version for each row execute function model_version_begins();
