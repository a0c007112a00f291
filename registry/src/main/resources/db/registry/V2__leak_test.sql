-- Whether a version was shown not to recite what it was tuned on. What was registered before could not write text.
alter table model_version add column leak_test text not null default 'not_applicable'
    check (leak_test in ('not_run', 'failed', 'passed', 'not_applicable'));
alter table model_version alter column leak_test drop default;
-- What was tuned and writes text can recite: nobody may say that the test does not apply to it.
alter table model_version add constraint what_writes_text_is_tested
    check (kind = 'base' or leak_test <> 'not_applicable' or not tasks && array['chat', 'completions']);

create or replace function model_version_moves() returns trigger language plpgsql as $$
begin
    if (old.tenant, old.digest, old.name, old.kind, old.tasks, old.licence, old.label, old.creator, old.lineage,
        old.leak_test, old.created)
       is distinct from
       (new.tenant, new.digest, new.name, new.kind, new.tasks, new.licence, new.label, new.creator, new.lineage,
        new.leak_test, new.created) then
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
    -- Policy asks for more than this; a bundle that forgot the rule still cannot let a leaking model through.
    if new.state = 'approved' and old.state <> 'approved' and new.leak_test not in ('passed', 'not_applicable') then
        raise exception 'a version that leaks, or that nobody tested for leaks, is not approved' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
