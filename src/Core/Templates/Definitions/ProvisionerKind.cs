namespace Prebuilds.Templates.Definitions;

/// <summary>What turns a template into a workspace.</summary>
public enum ProvisionerKind
{
    /// <summary>The template's own executables <c>create</c>, <c>ready</c>, <c>claim</c> and <c>delete</c>.</summary>
    Script,

    /// <summary>The real <c>terraform</c> binary.</summary>
    Terraform,
}
