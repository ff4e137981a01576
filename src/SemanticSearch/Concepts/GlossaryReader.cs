using SemanticSearch.Documents;

namespace SemanticSearch.Concepts;

/// <summary>What a glossary file holds, and what of it could not be read.</summary>
internal sealed record GlossaryFile(string Name, IReadOnlyList<Concept> Concepts, IReadOnlyList<InputProblem> Problems);

/// <summary>
/// Reads a glossary file. After the area's heading (<c># Caching</c>) each concept has a heading (<c>## Cache stampede</c>) and fields, in any order:
/// <c>aliases:</c> and <c>related:</c> separated by commas, <c>topics:</c> by semicolons, <c>definition:</c>, and <c>lay:</c> with a phrase
/// on each line that begins with a dash. A line that begins with blanks continues the one before. Never throws: what is wrong is told by line.
/// </summary>
internal sealed class GlossaryReader
{
    private static readonly string[] Fields = ["aliases", "definition", "lay", "related", "topics"];

    private readonly string _file;
    private readonly List<Concept> _concepts = [];
    private readonly InputProblemLog _problems = new();
    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _lay = [];
    private string _area = "";
    private string _name = "";
    private string? _field;
    private int _start;

    private GlossaryReader(string file) => _file = file;

    /// <param name="file">What problems and places call it.</param>
    public static GlossaryFile Read(string file, IEnumerable<string> lines)
    {
        var reader = new GlossaryReader(file);
        var number = 0;
        foreach (var line in lines)
            reader.Take(line.TrimEnd(), ++number);
        reader.EndConcept();
        if (reader._concepts.Count == 0)
            reader._problems.Add(0, "there is no concept in it: write \"## Name\", \"definition: ...\", \"lay:\" and \"- phrase\" lines");
        return new GlossaryFile(file, reader._concepts, reader._problems.ToList());
    }

    private void Take(string line, int number)
    {
        if (line.Length == 0)
            _field = null;
        else if (line.StartsWith("## ", StringComparison.Ordinal))
            BeginConcept(line[3..].Trim(), number);
        else if (line.StartsWith("# ", StringComparison.Ordinal))
            BeginArea(line[2..].Trim());
        else if (_start == 0)
            _problems.Add(number, $"\"{Beginning(line)}\" stands before the first concept: a concept begins with \"## Name\"");
        else if (line.StartsWith("- ", StringComparison.Ordinal))
            TakePhrase(line[2..].Trim(), number);
        else if (line[0] is ' ' or '\t')
            Continue(line.Trim(), number);
        else
            BeginField(line, number);
    }

    private void BeginArea(string area)
    {
        EndConcept();
        _area = area;
    }

    private void BeginConcept(string name, int number)
    {
        EndConcept();
        if (name.Length == 0)
            _problems.Add(number, "the concept has no name");
        _name = name;
        _start = number;
    }

    private void BeginField(string line, int number)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var field = colon < 0 ? "" : line[..colon];
        _field = null;
        if (!Fields.Contains(field))
        {
            _problems.Add(number, $"\"{Beginning(line)}\" is no field: there are {string.Join(", ", Fields.Select(known => known + ":"))}; a line that continues another begins with blanks");
            return;
        }
        _field = field;
        if (!_values.TryAdd(field, line[(colon + 1)..].Trim()))
            _problems.Add(number, $"{_name} has {field}: twice");
        else if (field == "lay" && _values[field].Length > 0)
            _problems.Add(number, "lay: has a text of its own: each phrase stands on a line of its own that begins with \"- \"");
    }

    private void TakePhrase(string phrase, int number)
    {
        if (_field != "lay")
            _problems.Add(number, "a line with a dash belongs below lay:");
        else if (phrase.Length == 0)
            _problems.Add(number, "the phrase is empty");
        else
            _lay.Add(phrase);
    }

    private void Continue(string text, int number)
    {
        if (_field is null)
            _problems.Add(number, $"\"{Beginning(text)}\" continues nothing");
        else if (_field != "lay")
            _values[_field] = $"{_values[_field]} {text}".Trim();
        else if (_lay.Count > 0)
            _lay[^1] = $"{_lay[^1]} {text}";
        else
            _problems.Add(number, "the first phrase begins with \"- \"");
    }

    private void EndConcept()
    {
        if (_start > 0)
        {
            var definition = _values.GetValueOrDefault("definition", "");
            if (definition.Length == 0)
                _problems.Add(_start, $"{_name} has no definition:");
            if (_lay.Count == 0)
                _problems.Add(_start, $"{_name} has no phrase below lay:");
            if (_name.Length > 0 && definition.Length > 0 && _lay.Count > 0)
                _concepts.Add(new Concept(_name, List("aliases", ','), definition, [.. _lay], List("related", ','), List("topics", ';'), new GlossaryPlace(_file, _area, _start)));
        }
        _values.Clear();
        _lay.Clear();
        _field = null;
        _start = 0;
    }

    private string[] List(string field, char separator) =>
        _values.GetValueOrDefault(field, "").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Beginning(string line) => line.Length <= 40 ? line : line[..40] + "...";
}
