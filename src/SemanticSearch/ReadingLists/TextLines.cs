namespace SemanticSearch.ReadingLists;

/// <summary>Lines of a text as Markdown counts them: ended by LF, CR LF or CR.</summary>
internal static class TextLines
{
    public static string[] Split(string text) => text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
}
