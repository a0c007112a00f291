-- A base with every weight tuned is whole weights that have a lineage.
alter table model_version drop constraint model_version_check;
alter table model_version add constraint an_adapter_has_a_lineage check (kind = 'base' or lineage is not null);
alter table model_version drop constraint what_writes_text_is_tested;
alter table model_version add constraint what_writes_text_is_tested
    check (lineage is null or leak_test <> 'not_applicable' or not tasks && array['chat', 'completions']);
