-- The epoch that a preset begins with: above that of every preset whose row was removed, so that what one that is made
-- anew under the same id writes is never taken for what an activation of before writes.
alter table installation add column first_epoch integer not null default 0;
