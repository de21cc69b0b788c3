-- Why a build was cancelled; null: it was not, or before this was kept.
alter table build add column reason text;

-- What workers have under way, to count it under limits: few rows, however long the queue and the history are.
create index build_leased on build (preset_id) where lease_id is not null;
create index build_preset on build (preset_id, id);
