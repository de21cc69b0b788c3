namespace Prebuilds.Silo.Demo;

/// <summary>Something to claim for whoever tries Prebuilds for the first time.</summary>
internal static class DemoRegistration
{
    /// <summary>In Development: pushes the example template to an empty store.</summary>
    public static void AddDemoTemplate(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddHostedService<DemoTemplate>();
        }
    }
}
