namespace Prebuilds.Client.Output;

/// <summary>A row of a list that comes in pages.</summary>
/// <typeparam name="TId">What the rows are told apart by.</typeparam>
internal interface IListed<TId>
{
    /// <summary>The headings of the table, one for each cell of a row.</summary>
    static abstract string[] Headings { get; }

    /// <summary>By this the next page begins behind it.</summary>
    TId Id { get; }

    /// <summary>The cells of its row in the table.</summary>
    string[] Row();
}
