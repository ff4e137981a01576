namespace SemanticSearch.Cli.Output;

/// <summary>Rows of text -> lines with aligned columns, two blanks apart: readable on a terminal, easy to cut in a pipe.</summary>
internal static class Columns
{
    /// <param name="leftColumns">The first columns, which hold words, are aligned left; the others, which hold numbers, right.</param>
    public static IEnumerable<string> Align(IReadOnlyList<string[]> rows, int leftColumns)
    {
        var widths = new int[rows.Select(row => row.Length).DefaultIfEmpty(0).Max()];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        }
        foreach (var row in rows)
            yield return string.Join("  ", row.Select((cell, i) => i < leftColumns ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd();
    }
}
