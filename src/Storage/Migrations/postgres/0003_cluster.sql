-- The cluster's members. Orleans reads one thing only, the view orleansquery: a text under each key, run with named
-- parameters, its columns read by name. Tables, columns and statements are ours. Every change but a heartbeat names the
-- version that it saw, and raises it.

create table cluster_membership (
    cluster_id text primary key,
    version integer not null
);

create table silo (
    cluster_id text not null references cluster_membership on delete cascade,
    address text not null,
    port integer not null,
    generation integer not null,
    silo_name text not null,
    host_name text not null,
    -- As Orleans counts: 3 is active, 6 is dead.
    status integer not null,
    proxy_port integer not null,
    suspect_times text,
    start_time timestamptz not null,
    alive_time timestamptz not null,
    primary key (cluster_id, address, port, generation)
);

create view orleansquery (querykey, querytext) as values
('InsertMembershipVersionKey', $sql$
    with created as (
        insert into cluster_membership (cluster_id, version) values (@DeploymentId, 0)
        on conflict do nothing
        returning 1)
    select exists (select from created)
$sql$),
('MembershipReadAllKey', $sql$
    select m.version as "Version", s.address as "Address", s.port as "Port", s.generation as "Generation",
        s.silo_name as "SiloName", s.host_name as "HostName", s.status as "Status", s.proxy_port as "ProxyPort",
        s.suspect_times as "SuspectTimes", s.start_time as "StartTime", s.alive_time as "IAmAliveTime"
    from cluster_membership m
    left join silo s on s.cluster_id = m.cluster_id
    where m.cluster_id = @DeploymentId
$sql$),
('MembershipReadRowKey', $sql$
    select m.version as "Version", s.address as "Address", s.port as "Port", s.generation as "Generation",
        s.silo_name as "SiloName", s.host_name as "HostName", s.status as "Status", s.proxy_port as "ProxyPort",
        s.suspect_times as "SuspectTimes", s.start_time as "StartTime", s.alive_time as "IAmAliveTime"
    from cluster_membership m
    left join silo s on s.cluster_id = m.cluster_id
        and s.address = @Address and s.port = @Port and s.generation = @Generation
    where m.cluster_id = @DeploymentId
$sql$),
('InsertMembershipKey', $sql$
    with bumped as (
        update cluster_membership m set version = m.version + 1
        where m.cluster_id = @DeploymentId and m.version = @Version
            and not exists (
                select from silo s
                where s.cluster_id = m.cluster_id
                    and s.address = @Address and s.port = @Port and s.generation = @Generation)
        returning m.cluster_id),
    joined as (
        insert into silo (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port,
            start_time, alive_time)
        select cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
            @StartTime, @IAmAliveTime
        from bumped
        returning 1)
    select exists (select from joined)
$sql$),
('UpdateMembershipKey', $sql$
    with bumped as (
        update cluster_membership m set version = m.version + 1
        where m.cluster_id = @DeploymentId and m.version = @Version
            and exists (
                select from silo s
                where s.cluster_id = m.cluster_id
                    and s.address = @Address and s.port = @Port and s.generation = @Generation)
        returning m.cluster_id),
    changed as (
        update silo s
        set status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime
        from bumped
        where s.cluster_id = bumped.cluster_id
            and s.address = @Address and s.port = @Port and s.generation = @Generation
        returning 1)
    select exists (select from changed)
$sql$),
('UpdateIAmAlivetimeKey', $sql$
    update silo set alive_time = @IAmAliveTime
    where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$sql$),
('GatewaysQueryKey', $sql$
    select address as "Address", proxy_port as "ProxyPort", generation as "Generation"
    from silo
    where cluster_id = @DeploymentId and status = @Status and proxy_port > 0
$sql$),
('DeleteMembershipTableEntriesKey', $sql$
    delete from cluster_membership where cluster_id = @DeploymentId
$sql$),
('CleanupDefunctSiloEntriesKey', $sql$
    delete from silo where cluster_id = @DeploymentId and status = 6 and alive_time < @IAmAliveTime
$sql$);
