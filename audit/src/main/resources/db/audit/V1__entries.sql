-- What can be searched for in the ledgers. Everything here is read from them and can be read again.

create table entry (
    tenant   text        not null,
    index    bigint      not null,
    id       text        not null,
    time     timestamptz not null,
    type     text        not null,
    action   text        not null,
    actor    text        not null,
    use_case text,
    resource text,
    decision text,
    status   text        not null,
    code     text,
    source   text        not null,
    epoch    bigint      not null,
    seq      bigint      not null,
    intent   text,
    primary key (tenant, index)
);

-- One for each filter of a search, newest first within it.
create index entry_id on entry (tenant, id);
create index entry_type on entry (tenant, type, index desc);
create index entry_action on entry (tenant, action, index desc);
create index entry_use_case on entry (tenant, use_case, index desc);
create index entry_status on entry (tenant, status, index desc);
create index entry_decision on entry (tenant, decision, index desc);
create index entry_time on entry (tenant, time desc);

-- How much of each ledger has been read, and the root that it had there: a ledger with another root is another ledger.
create table covered (
    tenant text   primary key,
    size   bigint not null,
    root   text   not null
);
