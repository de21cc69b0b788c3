namespace Prebuilds.Storage.Tests.Stores;

/// <summary>The suites that share one server.</summary>
[CollectionDefinition(nameof(PostgresSuites))]
public sealed class PostgresSuites : ICollectionFixture<PostgresFixture>;
