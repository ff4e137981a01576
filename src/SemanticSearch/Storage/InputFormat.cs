namespace SemanticSearch.Storage;

/// <summary>What an <see cref="InputFile"/> is, by its name, else by its first bytes.</summary>
internal enum InputFormat
{
    Unknown,
    JsonLines,
    Markdown,
    Binary,
    WebArchive,
}

internal static class InputFormats
{
    public static InputFormat Recognise(string path, ReadOnlySpan<byte> head)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        if (Path.GetExtension(name) is ".md" or ".markdown")
            return InputFormat.Markdown;
        if (Path.GetExtension(name) is ".warc" or ".arc" || head.StartsWith("WARC/"u8) || head.StartsWith("filedesc://"u8))
            return InputFormat.WebArchive;
        // A zero byte stands in no UTF-8 text.
        if (head.Contains((byte)0))
            return InputFormat.Binary;
        if (Path.GetExtension(name) is ".jsonl" or ".ndjson" or ".json")
            return InputFormat.JsonLines;
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        return head.StartsWith("{"u8) ? InputFormat.JsonLines : head.IndexOf("](http"u8) >= 0 ? InputFormat.Markdown : InputFormat.Unknown;
    }
}
