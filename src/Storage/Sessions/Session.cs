using System.Data.Common;
using Prebuilds.Storage.Dialects;

namespace Prebuilds.Storage.Sessions;

/// <summary>
/// One connection for one piece of work. Undoes what was not committed, and gives the connection back.
/// </summary>
internal sealed class Session(
    SqlDialect dialect, DbConnection connection, DbTransaction? transaction, Func<ValueTask> release) : IAsyncDisposable
{
    public SqlDialect Dialect { get; } = dialect;

    public Statement Sql(string text)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts are our own constants and dialects' fragments; values are always parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        command.CommandTimeout = (int)SqlDialect.Timeout.TotalSeconds;
        return new Statement(Dialect, command);
    }

    /// <summary>Makes the work durable. It is not cancelled half-way: the caller would not know what holds.</summary>
    public Task Commit() => transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }
        }
        finally
        {
            await release();
        }
    }
}
