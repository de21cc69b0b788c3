-- Which machine has what a workspace is made of; null: not made yet, or before this was kept. Its builds go there.
alter table workspace add column machine uuid;
alter table build add column machine uuid;

create table machine (
    id      uuid primary key,
    seen_at timestamptz not null
);
