-- What the check of a version chose for it, so that every machine builds it with the same: its provisioner's to read.
alter table template_version add column pins bytea;
