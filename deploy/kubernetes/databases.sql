-- Databases of the services on a PostgreSQL server that is there already. As its administrator, with the six passwords that the
-- Secrets hold in the environment:
--     psql --set=registry="$REGISTRY" --set=registry_owner="$REGISTRY_OWNER" (and finetune, audit likewise) --file=databases.sql
-- Tables are made by their owner when a service starts; the running service has a role that does its work and no more.
\set ON_ERROR_STOP on

create role registry_owner login password :'registry_owner';
create role registry login password :'registry';
create database registry owner registry_owner;
create role finetune_owner login password :'finetune_owner';
create role finetune login password :'finetune';
create database finetune owner finetune_owner;
create role audit_owner login password :'audit_owner';
create role audit login password :'audit';
create database audit owner audit_owner;

revoke all on database registry, finetune, audit from public;
grant connect on database registry to registry;
grant connect on database finetune to finetune;
grant connect on database audit to audit;

\connect registry
revoke all on schema public from public;
grant usage, create on schema public to registry_owner;
grant usage on schema public to registry;
alter default privileges for role registry_owner in schema public grant select, insert, update, delete on tables to registry;
alter default privileges for role registry_owner in schema public grant usage on sequences to registry;

\connect finetune
revoke all on schema public from public;
grant usage, create on schema public to finetune_owner;
grant usage on schema public to finetune;
alter default privileges for role finetune_owner in schema public grant select, insert, update, delete on tables to finetune;
alter default privileges for role finetune_owner in schema public grant usage on sequences to finetune;

\connect audit
revoke all on schema public from public;
grant usage, create on schema public to audit_owner;
grant usage on schema public to audit;
-- What was recorded is never changed or taken away.
alter default privileges for role audit_owner in schema public grant select, insert on tables to audit;
alter default privileges for role audit_owner in schema public grant usage on sequences to audit;
\ir chart/freehold/files/audit-mark.sql
