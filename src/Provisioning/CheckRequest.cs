using Prebuilds.Templates;
using Prebuilds.Templates.Definitions;

namespace Prebuilds.Provisioning;

/// <summary>A template to look for problems in.</summary>
/// <param name="Package">Its files, within their limits.</param>
/// <param name="Definition">What its <c>template.yaml</c> says.</param>
/// <param name="FetchLimit">
/// The longest that it may take to fetch what the template needs, once nothing else is fetched on this machine.
/// </param>
public sealed record CheckRequest(TemplatePackage Package, TemplateDefinition Definition, TimeSpan FetchLimit);
