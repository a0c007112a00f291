create function audit_mark() returns event_trigger language plpgsql as $mark$
begin
    -- How far the index has read each ledger is a mark, not a record: it moves.
    if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.covered') then
        grant update on public.covered to audit;
    end if;
end
$mark$;
--
create event trigger audit_mark on ddl_command_end when tag in ('CREATE TABLE') execute function audit_mark();
