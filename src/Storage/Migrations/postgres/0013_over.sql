-- When all that a lease's worker has started has ended, even if the worker is lost; null: nothing of it runs.
alter table build add column over_at timestamptz;
