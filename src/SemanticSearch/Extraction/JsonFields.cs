using System.Globalization;
using System.Text.Json;

namespace SemanticSearch.Extraction;

/// <summary>The fields of one JSON object, at the top or in its <c>metadata</c>. A field of the wrong type is left out and noted in <see cref="Doubts"/>.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _root;
    private readonly JsonElement _metadata;
    private List<string>? _doubts;

    public JsonFields(JsonElement root)
    {
        _root = root;
        if (root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
            _metadata = metadata;
    }

    public IReadOnlyList<string> Doubts => _doubts ?? (IReadOnlyList<string>)[];

    public void Doubt(string doubt) => (_doubts ??= []).Add(doubt);

    /// <summary>"an array" and the like, for messages.</summary>
    public static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a string",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>The complaint that a field is there and is no string; null when all is well.</summary>
    public string? WrongText(string name) =>
        Find(name) is { } value && value.ValueKind != JsonValueKind.String ? $"{name} is {Name(value)}, not a string" : null;

    /// <summary>The trimmed string; null when missing, blank or of another type.</summary>
    public string? Text(string name) => Verbatim(name)?.Trim();

    /// <summary>The string as it stands; null when missing, blank or of another type.</summary>
    public string? Verbatim(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (WrongText(name) is { } wrong)
        {
            Doubt($"{wrong}; it was left out");
            return null;
        }
        var text = value.GetString();
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>Like <see cref="Text"/>; a whole number is taken as its digits.</summary>
    public string? TextOrWholeNumber(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } value => NotBlank(value.GetString()),
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A year from 1000 to 2999, written as a number or a string.</summary>
    public int? Year(string name)
    {
        if (Find(name) is not { } value)
            return null;
        var digits = TextOrWholeNumber(name);
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and < 3000)
            return year;
        Doubt($"{name} is {Name(value)} that is no year; it was left out");
        return null;
    }

    /// <summary>The first of these fields that is there: an array of strings, or one string.</summary>
    public string[] Names(params ReadOnlySpan<string> alternatives)
    {
        foreach (var name in alternatives)
        {
            var lists = NameLists(name);
            if (lists.Count > 0)
                return [.. lists.SelectMany(list => list).Distinct(StringComparer.Ordinal)];
        }
        return [];
    }

    /// <summary>An array of strings is one list, an array of arrays several, a string a list of one. Blank names go.</summary>
    public IReadOnlyList<string[]> NameLists(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return NotBlank(value.GetString()) is { } only ? [[only]] : [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            Doubt($"{name} is {Name(value)}, not an array or a string; it was left out");
            return [];
        }
        if (value.GetArrayLength() > 0 && value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.Array))
            return [.. value.EnumerateArray().Select(element => Strings(name, element))];
        return Strings(name, value) is { Length: > 0 } names ? [names] : [];
    }

    private string[] Strings(string name, JsonElement array)
    {
        var strings = new List<string>();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.String)
                Doubt($"{name} holds {Name(element)}, not a string; it was left out");
            else if (NotBlank(element.GetString()) is { } text)
                strings.Add(text);
        }
        return [.. strings];
    }

    private JsonElement? Find(string name) => In(_root, name) ?? In(_metadata, name);

    private static JsonElement? In(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
