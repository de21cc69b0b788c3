using Prebuilds.Provisioning.Script;
using Prebuilds.Provisioning.Tests.Scene;
using Xunit;

namespace Prebuilds.Provisioning.Tests.Script;

public sealed class InheritedEnvironmentTests
{
    [Fact]
    public void Only_listed_names_are_inherited()
    {
        var host = new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["HOME"] = "/home/silo",
            ["ConnectionStrings__Prebuilds"] = "secret",
            ["DOTNET_ConnectionStrings__Prebuilds"] = "secret",
            ["ASPNETCORE_Kestrel__Certificates__Default__Password"] = "secret",
            ["PGPASSWORD"] = "secret",
            ["PREBUILDS_ANYTHING"] = "secret",
        };

        var inherited = InheritedEnvironment.Of(host, []);

        Assert.Equal(["HOME", "LANG", "PATH"], inherited.Keys);
        Assert.Equal("/bin", inherited["PATH"]);
    }

    [Fact]
    public void The_operator_may_add_names()
    {
        var host = new Dictionary<string, string> { ["KUBECONFIG"] = "x" };

        Assert.Equal("x", InheritedEnvironment.Of(host, ["KUBECONFIG"])["KUBECONFIG"]);
    }

    [Fact]
    public void An_empty_host_gives_what_every_script_needs()
    {
        var inherited = InheritedEnvironment.Of(new Dictionary<string, string>(), ["NOT_THERE"]);

        Assert.Equal(["LANG", "PATH"], inherited.Keys);
        Assert.Equal(InheritedEnvironment.DefaultPath, inherited["PATH"]);
    }

    [Fact]
    public async Task No_secret_of_the_silo_reaches_an_executable()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__Prebuilds", "Host=db;Password=open-sesame");
        using var machine = new Machine();

        await machine.Provisioner.Create(machine.Request(("create", "env; cat /proc/$$/environ")), default);

        Assert.Contains("PREBUILDS_WORKSPACE_ID", machine.Log.Text);
        Assert.DoesNotContain("open-sesame", machine.Log.Text);
    }
}
