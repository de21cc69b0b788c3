using System.Text;
using Prebuilds.Builds;
using Prebuilds.Storage.Builds;
using Prebuilds.Storage.Mapping;
using Prebuilds.Storage.Sessions;

namespace Prebuilds.Storage.Sql;

internal sealed partial class PrebuildStore
{
    public Task AppendLog(BuildId build, string text, CancellationToken stop) => Change(
        async session =>
        {
            // The build's row is locked, so that two who append to one log take turns.
            var known = await session.Sql($"select id from build where id = @id{dialect.ForUpdate}")
                .With("id", build.Value)
                .List(Rows.Id, stop);
            if (known is [])
            {
                return 0;
            }

            var length = await ReadLogLength(session, build, stop);
            var pieces = LogText.Pieces(LogText.Fitting(StoredText.Clean(text), length)).ToList();
            var rows = new RowBatch("r")
                .Column("position", pieces.Select((_, i) => length + pieces.Take(i).Sum(piece => piece.Length)))
                .Column("length", pieces.Select(piece => piece.Length))
                .Column("text", pieces);
            return await session.Sql(
                $"""
                insert into build_log (build_id, position, length, text)
                select @id, r.position, r.length, r.text from {dialect.Source(rows)}
                """)
                .With("id", build.Value)
                .With(rows)
                .Execute(stop);
        },
        stop);

    public Task<string> ReadLog(BuildId build, int offset, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Read(
            Access.Statement,
            async session =>
            {
                var pieces = await session.Sql(
                    """
                    select position, text from build_log
                    where build_id = @id and position + length > @offset and position < @end order by position
                    """)
                    .With("id", build.Value)
                    .With("offset", offset)
                    .With("end", (long)offset + LogText.MaxPiece)
                    .List(row => (Position: row.GetInt32(0), Text: row.GetString(1)), stop);
                var text = new StringBuilder();
                foreach (var (position, piece) in pieces)
                {
                    text.Append(piece.AsSpan(Math.Max(offset - position, 0)));
                }

                var read = text.ToString();
                return read[..LogText.Cut(read, Math.Min(read.Length, LogText.MaxPiece))];
            },
            stop);
    }

    private static async Task<int> ReadLogLength(Session session, BuildId build, CancellationToken stop) =>
        (await session.Sql(
            "select position + length from build_log where build_id = @id order by position desc limit 1")
            .With("id", build.Value)
            .List(row => row.GetInt32(0), stop)).SingleOrDefault();
}
