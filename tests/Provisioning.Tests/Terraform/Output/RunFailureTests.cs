using Prebuilds.Builds;
using Prebuilds.Provisioning.Terraform.Output;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Terraform.Output;

public sealed class RunFailureTests
{
    private const string Line = "main.tf:3";
    private const string Resource = "aws_instance.dev";

    [Theory]
    [InlineData("Invalid expression", "Expected the start of an expression.", Line, null, ErrorClass.Permanent)]
    [InlineData("Reference to undeclared input variable", "It is not declared.", Line, null, ErrorClass.Permanent)]
    [InlineData("No value for required variable", "\"x\" is not set.", Line, null, ErrorClass.Permanent)]
    [InlineData("Invalid value for variable", "It must be below the quota.", Line, null, ErrorClass.Permanent)]
    [InlineData("Resource precondition failed", "bad", Line, null, ErrorClass.Permanent)]
    [InlineData("Invalid provider", "registry does not have a provider named x/y", null, null, ErrorClass.Permanent)]
    [InlineData("creating instance", "InstanceLimitExceeded: you have too many", Line, Resource, ErrorClass.Capacity)]
    [InlineData("creating instance", "InsufficientInstanceCapacity: none left", Line, Resource, ErrorClass.Capacity)]
    [InlineData("creating instance", "Quota 'CPUS' exceeded. Limit: 24.0", Line, Resource, ErrorClass.Capacity)]
    [InlineData("reading instance", "ThrottlingException: Rate exceeded", Line, Resource, ErrorClass.Capacity)]
    [InlineData("creating pod", "429 Too Many Requests", Line, Resource, ErrorClass.Capacity)]
    [InlineData("creating instance", "timeout while waiting for it", Line, Resource, ErrorClass.Transient)]
    [InlineData("waiting", "it exceeded the time limit", Line, Resource, ErrorClass.Transient)]
    [InlineData("local-exec provisioner error", "run --limit 5: exit status 1", Line, Resource, ErrorClass.Transient)]
    [InlineData("Failed to query available provider packages", "could not connect", null, null, ErrorClass.Transient)]
    [InlineData("Failed to download module", "connection refused", Line, null, ErrorClass.Transient)]
    [InlineData("Error acquiring the state lock", "resource temporarily unavailable", null, null, ErrorClass.Transient)]
    public void An_error_says_what_it_means(
        string summary, string detail, string? where, string? address, ErrorClass expected) =>
        Assert.Equal(expected, RunFailure.ClassOf([new Diagnostic(true, summary, detail, where, address)]));

    [Fact]
    public void Of_several_errors_the_one_that_no_repetition_helps_decides()
    {
        var quota = new Diagnostic(true, "creating", "quota", Line, Resource);
        var timeout = new Diagnostic(true, "creating", "timeout", Line, Resource);
        var invalid = new Diagnostic(true, "Invalid expression", "", Line, null);

        Assert.Equal(ErrorClass.Permanent, RunFailure.ClassOf([timeout, quota, invalid]));
        Assert.Equal(ErrorClass.Capacity, RunFailure.ClassOf([timeout, quota]));
        Assert.Equal(ErrorClass.Transient, RunFailure.ClassOf([]));
    }

    [Fact]
    public void The_message_has_what_was_said_first_and_no_echo_of_it()
    {
        var report = new RunReport();
        report.Add(new Diagnostic(true, "Invalid expression", "Expected a start.", Line, null));
        report.Add(new Diagnostic(true, "execution halted", "", null, null));
        report.Add(new Diagnostic(false, "a warning", "", null, null));

        Assert.Equal(
            "'terraform apply' failed with exit code 1. Invalid expression (main.tf:3): Expected a start.",
            RunFailure.Of("apply", 1, report).Message);
    }

    [Fact]
    public void The_message_is_bounded()
    {
        var report = new RunReport();
        for (var i = 0; i < 1000; i++)
        {
            report.Add(new Diagnostic(true, "broken", new string('x', 3_000), Line, Resource));
        }

        Assert.Equal(2_000, RunFailure.Of("apply", 1, report).Message.Length);
        Assert.Equal(RunReport.MaxErrors, report.Errors.Count);
    }

    [Fact]
    public void What_broke_without_a_word_in_a_known_form_is_told_by_its_last_lines()
    {
        var report = new RunReport();
        report.AddPlain("panic: something");

        Assert.Equal(
            "'terraform apply' failed with exit code 2. panic: something", RunFailure.Of("apply", 2, report).Message);
    }
}
