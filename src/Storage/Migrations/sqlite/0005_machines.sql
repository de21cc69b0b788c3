-- Which machine has what a workspace is made of; null: not made yet, or before this was kept. Its builds go there.
alter table workspace add column machine text;
alter table build add column machine text;

create table machine (
    id      text primary key,
    seen_at integer not null
) strict, without rowid;
