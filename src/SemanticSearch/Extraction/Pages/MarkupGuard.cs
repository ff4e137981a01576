using System.Collections.Frozen;
using System.Text;

namespace SemanticSearch.Extraction.Pages;

/// <summary>
/// Looks over a page's tags before it is parsed. A parser's work per tag grows with the elements that are open and with the formatting
/// elements (b, font, a) that were left open, so a small page can cost minutes. One pass counts; a page over a limit is written anew
/// without what is too much: formatting, what is nested too deep, attributes and elements beyond their number. Text is never dropped
/// before the last element that is kept.
/// </summary>
internal sealed class MarkupGuard
{
    /// <summary>Formatting elements that are closed by others' end tags: the sloppiest real pages have hundreds.</summary>
    private const int MaxMisnested = 2_000;

    /// <summary>How far up an end tag looks for its start.</summary>
    private const int MaxLookUp = 64;

    private const int MaxNameChars = 20;

    private static readonly FrozenSet<string> Void = Set("area base br col embed hr img input keygen link meta param source track wbr frame basefont bgsound command image");

    private static readonly FrozenSet<string> Raw = Set("script style textarea title xmp iframe noembed noframes noscript plaintext");

    private static readonly FrozenSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");

    // A start of one of these ends an open one of the same name, or a paragraph.
    private static readonly FrozenSet<string> Implied = Set("p li dt dd option optgroup tr td th thead tbody tfoot rt rp");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Set(
        string.Join(' ', Void.Concat(Raw).Concat(Formatting).Concat(Implied))
        + " html head body div span ul ol dl table h1 h2 h3 h4 h5 h6 section article header footer nav main aside figure figcaption form button label svg path g use "
        + "select picture video audio blockquote pre center time abbr sup sub cite q ins del kbd samp var mark").GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly string _html;
    private readonly ExtractionLimits _limits;
    private readonly StringBuilder? _rewritten;
    private readonly List<string> _open = [];
    private int _elements;
    private int _misnested;
    private int _written;
    private ExtractionProblems _problems;

    private MarkupGuard(string html, ExtractionLimits limits, bool rewrite)
    {
        _html = html;
        _limits = limits;
        _rewritten = rewrite ? new StringBuilder(Math.Min(html.Length, 1 << 20)) : null;
    }

    /// <summary>The page itself as a rule; what is fit to be parsed, and why, when it breaks a limit.</summary>
    public static (string Html, ExtractionProblems Problems) Check(string html, ExtractionLimits limits)
    {
        var problems = ExtractionProblems.None;
        if (html.Length > limits.HtmlChars)
        {
            html = html[..limits.HtmlChars];
            problems = ExtractionProblems.TooLarge;
        }
        var look = new MarkupGuard(html, limits, rewrite: false);
        look.Scan();
        if (look._problems == ExtractionProblems.None && look._misnested <= MaxMisnested)
            return (html, problems);
        var rewrite = new MarkupGuard(html, limits, rewrite: true);
        var end = rewrite.Scan();
        rewrite._rewritten!.Append(html, rewrite._written, end - rewrite._written);
        return (rewrite._rewritten.ToString(), problems | look._problems | rewrite._problems);
    }

    // Where reading stopped: the end, or the first element too many.
    private int Scan()
    {
        for (var at = _html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < _html.Length;)
        {
            var next = _html[at + 1];
            int end;
            if (next == '!' || next == '?')
            {
                end = _html.AsSpan(at).StartsWith("<!--") ? After("-->", at + 4) : After(">", at + 2);
            }
            else if (next == '/' || char.IsAsciiLetter(next))
            {
                end = Tag(at, isEnd: next == '/');
                if (_elements > _limits.Elements)
                {
                    _problems |= ExtractionProblems.TooLarge;
                    return Math.Max(at, _written);
                }
            }
            else
            {
                end = at + 1;
            }
            at = end >= _html.Length ? -1 : _html.IndexOf('<', end);
        }
        return _html.Length;
    }

    private int Tag(int start, bool isEnd)
    {
        var at = start + (isEnd ? 2 : 1);
        var nameEnd = at;
        while (nameEnd < _html.Length && _html[nameEnd] is not ('>' or '/') && !char.IsWhiteSpace(_html[nameEnd]))
            nameEnd++;
        var name = NameOf(_html.AsSpan(at, nameEnd - at));
        var (end, cut) = SkipAttributes(nameEnd);
        if (isEnd)
            Close(name, start, end);
        else
            Open(name, start, end, cut);
        return !isEnd && Raw.Contains(name) ? RawEnd(name, end) : end;
    }

    // Names that are known need no new string.
    private static string NameOf(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxNameChars)
            return "x-long";
        Span<char> lower = stackalloc char[MaxNameChars];
        lower = lower[..name.ToLowerInvariant(lower)];
        return Known.TryGetValue(lower, out var known) ? known : lower.ToString();
    }

    // Behind the ">", and where the attributes begin to be too many (0: nowhere).
    private (int End, int Cut) SkipAttributes(int at)
    {
        var (count, cut) = (0, 0);
        while (at < _html.Length && _html[at] != '>')
        {
            if (char.IsWhiteSpace(_html[at]) || _html[at] == '/')
            {
                at++;
                continue;
            }
            if (++count == _limits.AttributesPerElement + 1)
                (cut, _problems) = (at, _problems | ExtractionProblems.TooLarge);
            at = SkipAttribute(at + 1);
        }
        return (Math.Min(at + 1, _html.Length), cut);
    }

    private int SkipAttribute(int at)
    {
        while (at < _html.Length && _html[at] is not ('=' or '>' or '/') && !char.IsWhiteSpace(_html[at]))
            at++;
        var value = at;
        while (value < _html.Length && char.IsWhiteSpace(_html[value]))
            value++;
        if (value >= _html.Length || _html[value] != '=')
            return at;
        value++;
        while (value < _html.Length && char.IsWhiteSpace(_html[value]))
            value++;
        if (value < _html.Length && _html[value] is '"' or '\'')
        {
            var close = _html.IndexOf(_html[value], value + 1);
            return close < 0 ? _html.Length : close + 1;
        }
        while (value < _html.Length && _html[value] != '>' && !char.IsWhiteSpace(_html[value]))
            value++;
        return value;
    }

    private void Open(string name, int start, int end, int cut)
    {
        _elements++;
        if (_rewritten is not null && Formatting.Contains(name))
        {
            Drop(start, end);
            return;
        }
        if (cut > 0 && _rewritten is not null)
        {
            Drop(cut, end);
            _rewritten.Append('>');
        }
        if (Void.Contains(name))
            return;
        if (_open.Count > 0 && Implied.Contains(name) && (_open[^1] == name || _open[^1] == "p"))
            _open.RemoveAt(_open.Count - 1);
        if (name == "a" && _open.LastIndexOf("a", _open.Count - 1, Math.Min(_open.Count, MaxLookUp)) >= 0)
            _misnested++;
        if (_open.Count >= _limits.Depth)
        {
            _problems |= ExtractionProblems.TooDeep;
            Drop(start, end);
            // Its end tag is dropped too: it finds no start, or that of another, which was too deep as well.
            return;
        }
        _open.Add(name);
    }

    private void Close(string name, int start, int end)
    {
        if (_rewritten is not null && Formatting.Contains(name))
        {
            Drop(start, end);
            return;
        }
        var at = _open.Count == 0 ? -1 : _open.LastIndexOf(name, _open.Count - 1, Math.Min(_open.Count, MaxLookUp));
        if (at < 0)
        {
            _misnested += Formatting.Contains(name) ? 1 : 0;
            return;
        }
        for (var i = at + 1; i < _open.Count; i++)
            _misnested += Formatting.Contains(name) || Formatting.Contains(_open[i]) ? 1 : 0;
        _open.RemoveRange(at, _open.Count - at);
    }

    private void Drop(int start, int end)
    {
        if (_rewritten is null || start < _written)
            return;
        _rewritten.Append(_html, _written, start - _written);
        _written = end;
    }

    private int RawEnd(string name, int at)
    {
        if (_open.Count > 0 && _open[^1] == name)
            _open.RemoveAt(_open.Count - 1);
        // A search that ignores case looks at every character; this one leaps from "</" to "</".
        for (var end = After("</", at); end < _html.Length; end = After("</", end))
        {
            if (_html.AsSpan(end).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return end + name.Length;
        }
        return _html.Length;
    }

    private int After(string mark, int at)
    {
        var found = at >= _html.Length ? -1 : _html.IndexOf(mark, at, StringComparison.Ordinal);
        return found < 0 ? _html.Length : found + mark.Length;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
