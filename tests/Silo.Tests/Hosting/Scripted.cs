using System.Reflection;

namespace Prebuilds.Silo.Tests.Hosting;

/// <summary>An interface of which a test needs one member: every call of it is answered by one function.</summary>
public class Scripted : DispatchProxy
{
    private Func<string, object?[], object?> _answer = (_, _) => null;

    /// <summary>Makes one.</summary>
    public static T Of<T>(Func<string, object?[], object?> answer)
        where T : class
    {
        var proxy = Create<T, Scripted>();
        ((Scripted)(object)proxy)._answer = answer;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _answer(targetMethod!.Name, args ?? []);
}
