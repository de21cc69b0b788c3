using Prebuilds.Grains;
using Prebuilds.Grains.Templates;
using Prebuilds.Templates;
using Prebuilds.Testing;

namespace Prebuilds.Silo.Tests.Client.Fakes.Grains;

/// <summary>Notes what it is told.</summary>
internal sealed class FakeTemplateGrain : ITemplateGrain
{
    public List<string> Commands { get; } = [];

    public TemplatePackage? Pushed { get; private set; }

    public PushOutcome? Answer { get; set; }

    public Task<PushOutcome> Push(TemplatePackage package, bool activate)
    {
        Pushed = package;
        Commands.Add($"push {activate}");
        return Task.FromResult(Answer ?? Accept(package, activate));
    }

    public Task<CommandOutcome> Promote(TemplateVersionId version) => Command($"promote {version}");

    public Task<CommandOutcome> Deprecate(bool deprecated) => Command($"deprecate {deprecated}");

    public Task<CommandOutcome> Delete() => Command("delete");

    private static PushOutcome.Pushed Accept(TemplatePackage package, bool activate)
    {
        var definition = TemplateReader.Read(package).Definition!;
        var id = TemplateIdentity.Of(definition.Name, package);
        return new PushOutcome.Pushed(new TemplateVersion(id, definition, HasClaimStep: false, A.Noon), activate);
    }

    private Task<CommandOutcome> Command(string command)
    {
        Commands.Add(command);
        return FakeCluster.Done($"Did {command}.");
    }
}
