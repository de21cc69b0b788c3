namespace Prebuilds.Storage.Sessions;

/// <summary>
/// Rows that a statement takes as input, however many, in one round trip: the statement reads them like a table
/// (<see cref="Dialects.SqlDialect.Source"/>).
/// </summary>
/// <param name="alias">What the statement calls them.</param>
internal sealed class RowBatch(string alias)
{
    private readonly List<(string Name, Array Values)> _columns = [];

    public string Alias { get; } = alias;

    public IReadOnlyList<(string Name, Array Values)> Columns => _columns;

    public int Count => _columns.Count == 0 ? 0 : _columns[0].Values.Length;

    /// <summary>Rows of one column.</summary>
    public static RowBatch Of<T>(string alias, string column, IEnumerable<T> values) =>
        new RowBatch(alias).Column(column, values);

    /// <summary>Adds a column; all columns are of the same length.</summary>
    public RowBatch Column<T>(string name, IEnumerable<T> values)
    {
        _columns.Add((name, values.ToArray()));
        return this;
    }
}
