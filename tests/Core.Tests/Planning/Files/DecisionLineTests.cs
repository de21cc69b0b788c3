using System.Text.Json.Nodes;
using Prebuilds.Planning;
using Prebuilds.Planning.Files;
using Xunit;

namespace Prebuilds.Core.Tests.Planning.Files;

public sealed class DecisionLineTests
{
    private const string Member = """{"id":"m","createdAt":"2025-06-02T11:00:00Z","phase":"running"}""";

    [Theory]
    [InlineData("not json", "line: 'not json' is not JSON")]
    [InlineData("", "line: '' is not JSON")]
    [InlineData("[1]", "line: '[1]' is not an object. Write one JSON object a line.")]
    [InlineData("""{"now":"2025-06-02T12:00:00Z"}""",
        "preset: it is missing or no object. Write the preset as an object.")]
    [InlineData("""{"now":"2025-06-02T12:00:00Z","preset":3}""", "preset: '3' is not allowed here. Write an object.")]
    [InlineData("""{"preset":{}}""", "now: it is missing. Write an instant such as 2025-06-02T12:00:00Z.")]
    [InlineData("""{"now":null,"preset":{}}""", "now: it is missing")]
    [InlineData("""{"name":"\ud800","now":"2025-06-02T12:00:00Z","preset":{}}""",
        """line: '{"name":"\ud800","now":"2025-06-02T12:00:00Z","preset":{}}' has a text that is none""")]
    [InlineData("""{"\ud800":1,"now":"2025-06-02T12:00:00Z","preset":{}}""", "line: '")]
    [InlineData("""{"now":"\udfff","preset":{}}""", "line: '")]
    [InlineData("""{"now":"2025-06-02T12:00:00Z","preset":{"rollout":{"surge":"\ud83d"}}}""", "line: '")]
    [InlineData("""{"now":"2025-06-02T12:00:00Z","preset":{},"members":[{"id":"\ud800"}]}""", "line: '")]
    public void A_line_that_is_none_is_refused(string line, string problem)
    {
        var reading = DecisionLine.Parse(line);
        Assert.Null(reading.Case);
        Assert.Contains(reading.Problems, p => p.ToString().StartsWith(problem));
    }

    [Theory]
    [InlineData("name", "3", "name: '3' is not allowed here. Write a text in double quotes.")]
    [InlineData("now", "\"noon\"", "now: 'noon' is not allowed here. Write an instant such as 2025-06-02T12:00:00Z.")]
    [InlineData("now", "\"06/02/2025\"", "now: '06/02/2025' is not allowed here")]
    [InlineData("now", "1", "now: '1' is not allowed here")]
    [InlineData("settings", "[]", "settings: '[]' is not allowed here. Write an object.")]
    [InlineData("settings", """{"backoffIntervalSeconds":-1}""",
        "settings.backoffIntervalSeconds: '-1' is not allowed here. Write a number of seconds from 0 to 3153600000.")]
    [InlineData("settings", """{"backoffIntervalSeconds":3153600001}""",
        "settings.backoffIntervalSeconds: '3153600001'")]
    [InlineData("settings", """{"backoffIntervalSeconds":"5"}""", "settings.backoffIntervalSeconds: '\"5\"'")]
    [InlineData("preset", """{"desiredInstances":-1}""",
        "preset.desiredInstances: '-1' is not allowed here. Write a whole number from 0 to 100000.")]
    [InlineData("preset", """{"desiredInstances":100001}""", "preset.desiredInstances: '100001' is not allowed here")]
    [InlineData("preset", """{"desiredInstances":1.5}""", "preset.desiredInstances: '1.5' is not allowed here")]
    [InlineData("preset", """{"desiredInstances":"1"}""", "preset.desiredInstances: '\"1\"' is not allowed here")]
    [InlineData("preset", """{"isActiveVersion":"yes"}""",
        "preset.isActiveVersion: '\"yes\"' is not allowed here. Write true or false.")]
    [InlineData("preset", """{"ttlSeconds":true}""", "preset.ttlSeconds: 'true' is not allowed here")]
    [InlineData("preset", """{"ttlSeconds":1e99}""", "preset.ttlSeconds: '1e99' is not allowed here")]
    [InlineData("preset", """{"invalidatedAt":"2025-13-02T12:00:00Z"}""",
        "preset.invalidatedAt: '2025-13-02T12:00:00Z'")]
    [InlineData("preset", """{"schedules":{}}""", "preset.schedules: '{}' is not allowed here. Write a list.")]
    [InlineData("preset", """{"schedules":[{},3]}""", "preset.schedules[1]: '3' is not allowed here. Write an object.")]
    [InlineData("preset", """{"schedules":[{"instances":-3}]}""", "preset.schedules[0].instances: '-3'")]
    [InlineData("preset", """{"schedules":[{"cron":3}]}""", "preset.schedules[0].cron: '3' is not allowed here")]
    [InlineData("preset", """{"schedules":[{}],"timeZone":3}""", "preset.timeZone: '3' is not allowed here")]
    [InlineData("preset", """{"backoff":{"failedCount":1000001,"lastFailedAt":"2025-06-02T12:00:00Z"}}""",
        "preset.backoff.failedCount: '1000001' is not allowed here")]
    [InlineData("preset", """{"backoff":{"failedCount":1}}""", "preset.backoff.lastFailedAt: it is missing")]
    [InlineData("preset", """{"version":3}""", "preset.version: '3' is not allowed here. Write a text")]
    [InlineData("preset", """{"rollout":"rolling"}""",
        "preset.rollout: '\"rolling\"' is not allowed here. Write an object.")]
    [InlineData("preset", """{"rollout":{"strategy":"blue"}}""",
        "preset.rollout.strategy: 'blue' is not allowed here. Write rolling or recreate.")]
    [InlineData("preset", """{"rollout":{"surge":0}}""",
        "preset.rollout.surge: '0' is not allowed here. "
        + "Write a number of members from 1, or a share of the target such as \"25%\".")]
    [InlineData("preset", """{"rollout":{"surge":true}}""", "preset.rollout.surge: 'true' is not allowed here")]
    [InlineData("members", "[3]", "members[0]: '3' is not allowed here. Write an object.")]
    [InlineData("members", """[{"createdAt":"2025-06-02T11:00:00Z","phase":"running"}]""", "members[0].id: '' is not")]
    [InlineData("members", $"[{Member},{Member}]",
        "members[1].id: 'm' is not allowed here. Write an id that no other member has, such as a UUID.")]
    [InlineData("members", """[{"id":"m","phase":"running"}]""", "members[0].createdAt: it is missing")]
    [InlineData("members", """[{"id":"m","createdAt":"2025-06-02T11:00:00Z"}]""",
        "members[0].phase: '' is not allowed")]
    [InlineData("members", """[{"id":"m","createdAt":"2025-06-02T11:00:00Z","phase":"Running"}]""",
        "members[0].phase: 'Running' is not allowed here. "
        + "Write queued, starting, running, stopping, stopped, deleting or failed.")]
    [InlineData("members", """[{"id":"m","createdAt":"2025-06-02T11:00:00Z","phase":"running","ready":1}]""",
        "members[0].ready: '1' is not allowed here. Write true or false.")]
    public void A_field_that_is_wrong_is_named_with_its_value(string field, string value, string problem)
    {
        var line = JsonNode.Parse("""{"name":"n","now":"2025-06-02T12:00:00Z","preset":{},"members":[]}""")!.AsObject();
        line[field] = JsonNode.Parse(value);
        var reading = DecisionLine.Parse(line.ToJsonString());
        Assert.Null(reading.Case);
        Assert.StartsWith(problem, Assert.Single(reading.Problems).ToString());
    }

    [Fact]
    public void All_problems_of_a_line_are_told_at_once() => Assert.Equal(
        ["now", "preset.desiredInstances", "preset.isActiveVersion"],
        DecisionLine.Parse("""{"preset":{"isActiveVersion":1,"desiredInstances":"x"}}""").Problems
            .Select(p => p.Where).Order());

    [Fact]
    public void What_is_absent_has_a_default()
    {
        var decision = DecisionLine.Parse("""{"now":"2025-06-02T12:00:00","preset":{"desiredInstances":1}}""").Case!;
        Assert.Equal(PoolSketch.Now, decision.Now);
        Assert.Equal(
            """{"name":"","state":{"actual":0,"expired":0,"desired":1,"eligible":0,"extraneous":0,"starting":0,"""
            + "\"stopping\":0,\"deleting\":0},\"actions\":[{\"type\":\"create\",\"count\":1}],"
            + "\"notes\":[\"creating 1 member\"]}",
            DecisionLine.Answer(decision));
    }

    [Theory]
    [InlineData("", "delete a (inactive); create 3")]
    [InlineData(""","rollout":null""", "delete a (inactive); create 3")]
    [InlineData(""","rollout":{"strategy":"recreate","surge":2}""", "delete a (inactive); create 3")]
    [InlineData(""","rollout":{}""", "create 3")]
    [InlineData(""","rollout":{"strategy":"rolling","surge":1}""", "create 3")]
    public void Older_versions_go_at_once_unless_the_line_says_otherwise(string rollout, string plan)
    {
        var decision = DecisionLine.Parse(Line(
            $$"""{"desiredInstances":3{{rollout}},"version":"v2"}""",
            """{"id":"00000061-0000-0000-0000-000000000000","version":"v1","ready":true,"""
            + """ "createdAt":"2025-06-02T11:00:00Z","phase":"running"}""")).Case!;
        Assert.Equal(plan, PoolSketch.Draw(DecisionLine.Plan(decision).Actions));
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("\"2\"", 2)]
    [InlineData("\"100%\"", 8)]
    [InlineData("null", 2)]
    public void A_surge_is_a_number_or_a_share_of_the_target(string surge, int members) => Assert.Equal(
        members,
        DecisionLine.Parse(Line($$"""{"rollout":{"surge":{{surge}} } }""", "")).Case!
            .Snapshot.Preset.Pool.Rollout.Surge.Of(8));

    [Fact]
    public void A_version_is_a_uuid_or_any_text_and_a_member_without_one_is_of_the_presets()
    {
        const string Uuid = "d45002d7-4499-5403-be08-d272efa86de3";
        var pool = DecisionLine.Parse(Line(
            $$"""{"version":"{{Uuid}}"}""",
            """{"id":"a","createdAt":"2025-06-02T11:00:00Z","phase":"queued"},"""
            + """{"id":"b","createdAt":"2025-06-02T11:00:00Z","phase":"queued","version":"v1"},"""
            + """{"id":"c","createdAt":"2025-06-02T11:00:00Z","phase":"queued","version":"v1"}""")).Case!.Snapshot;
        Assert.Equal(Guid.Parse(Uuid), pool.Preset.Version.Value);
        Assert.Equal([true, false, false], pool.Members.Select(m => m.Version == pool.Preset.Version));
        Assert.Equal(pool.Members[1].Version, pool.Members[2].Version);
    }

    [Fact]
    public void An_interval_that_is_absent_is_a_minute() => Assert.Contains(
        "\"until\":\"2025-06-02T12:02:00.5Z\"",
        Answer("""{"desiredInstances":1,"backoff":{"failedCount":2,"lastFailedAt":"2025-06-02T12:00:00.5Z"}}""", ""));

    [Fact]
    public void The_greatest_values_are_allowed() => Assert.Empty(DecisionLine.Parse(Line(
        """
        {"desiredInstances":100000,"ttlSeconds":3153600000,
        "backoff":{"failedCount":1000000,"lastFailedAt":"2025-06-02T12:00:00Z"}}
        """,
        "")).Problems);

    [Fact]
    public void A_preset_without_windows_has_no_schedule() =>
        Assert.Contains("the preset's target is 0", Answer("""{"schedules":[]}""", ""));

    [Fact]
    public void Ids_of_a_plan_count_upwards() => Assert.Equal(
        ["prebuild-000000000001", "prebuild-000000000003"],
        DecisionLine.Plan(DecisionLine.Parse(Line("""{"desiredInstances":2}""", "")).Case!).Actions
            .OfType<PlanAction.Create>().Single().Members.Select(m => m.Name));

    [Fact]
    public void Fields_that_are_not_known_are_ignored() => Assert.Contains(
        "\"actions\":[]", Answer("""{"desiredInstances":0,"color":{"is":["blue"]}}""", "", ",\"expect\":3,\"x\":null"));

    [Fact]
    public void Ids_are_printed_as_they_were_written_and_need_not_be_uuids() => Assert.Contains(
        """{"type":"delete","ids":["Größe <1>","D45002D744995403BE08D272EFA86DE3"],"reason":"surplus"}""",
        Answer(
            "{}",
            """{"id":"D45002D744995403BE08D272EFA86DE3","createdAt":"2025-06-02T11:00:00Z","phase":"running","""
            + """ "ready":true},"""
            + """{"id":"Größe <1>","createdAt":"2025-06-02T11:30:00Z","phase":"running"}"""));

    [Fact]
    public void The_same_uuid_in_two_spellings_is_one_id() => Assert.Equal(
        "members[1].id",
        Assert.Single(DecisionLine.Parse(Line(
            "{}",
            """{"id":"d45002d7-4499-5403-be08-d272efa86de3","createdAt":"2025-06-02T11:00:00Z","phase":"running"},"""
            + """{"id":"D45002D744995403BE08D272EFA86DE3","createdAt":"2025-06-02T11:00:00Z","phase":"running"}"""))
            .Problems).Where);

    [Fact]
    public void A_time_to_live_may_have_fractions_and_may_be_negative()
    {
        var pool = DecisionLine.Parse(Line("""{"ttlSeconds":0.0000015}""", "")).Case!.Snapshot.Preset.Pool;
        Assert.Equal(TimeSpan.FromTicks(15), pool.Ttl);
        pool = DecisionLine.Parse(Line("""{"ttlSeconds":-5}""", "")).Case!.Snapshot.Preset.Pool;
        Assert.Equal(TimeSpan.FromSeconds(-5), pool.Ttl);
    }

    private static string Answer(string preset, string members, string more = "") =>
        DecisionLine.Answer(DecisionLine.Parse(Line(preset, members, more)).Case!);

    private static string Line(string preset, string members, string more = "") =>
        $$"""{"name":"n","now":"2025-06-02T12:00:00Z","preset":{{preset}},"members":[{{members}}]{{more}}}""";
}
