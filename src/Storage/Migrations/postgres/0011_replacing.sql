-- When a hand-over began to replace what "replacements" says; null: it did not, it would have.
alter table build add column replacing_at timestamptz;

update build set replacing_at = finished_at where status = 3 and replacements is not null;

drop index build_replaced;
create index build_replaced on build (preset_id, workspace_id) where replacing_at is not null;

-- Whether it was told that the build fails and is tried again: that is told once.
alter table build add column failure_told boolean not null default false;
