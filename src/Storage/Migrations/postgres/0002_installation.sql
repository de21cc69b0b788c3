-- Which installation this is: what a machine holds belongs to one, and only that one may clear it away.
create table installation (id uuid primary key);
insert into installation (id) values (gen_random_uuid());
