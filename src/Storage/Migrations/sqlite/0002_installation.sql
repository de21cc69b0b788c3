-- Which installation this is: what a machine holds belongs to one, and only that one may clear it away.
create table installation (id text primary key) strict;
insert into installation (id) values (
    lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
        || '-' || hex(randomblob(6))));
