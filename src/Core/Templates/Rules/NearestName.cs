namespace Prebuilds.Templates.Rules;

/// <summary>What somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>Nobody means a longer one, and comparing takes time by the square of the length.</summary>
    private const int MaxLength = 64;

    /// <summary>The known name that a slip of the pen turns into the one written; null when none is near.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">What could have been meant; of equally near ones the first.</param>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length > MaxLength)
        {
            return null;
        }

        var allowed = Math.Max(1, written.Length / 3);
        return known
            .Where(name => Math.Abs(name.Length - written.Length) <= allowed)
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance: how many characters to add, drop or change.</summary>
    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(change, Math.Min(above[column], current[column - 1]) + 1);
            }

            above = current;
        }

        return above[right.Length];
    }
}
