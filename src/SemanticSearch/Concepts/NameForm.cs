using SemanticSearch.Text;

namespace SemanticSearch.Concepts;

/// <summary>
/// How a name of one word is written, and whether a word of a text is that name. Stems join too much: author and authorization, access and
/// accessibility have one. And case tells names from words: REST from the rest, Go from going.
/// </summary>
internal sealed class NameForm
{
    /// <summary>A name so short and not in capitals is a word of the language too.</summary>
    private const int MaxWordlikeChars = 2;

    /// <summary>What a question may put in place of another ending: cache, caches, cached, caching.</summary>
    private static readonly string[] Inflections = ["", "s", "es", "'s", "e", "ed", "ing", "ion", "ions", "y", "ies", "ied"];

    private static readonly string[] Plurals = ["", "s", "es", "'s", "y", "ies"];

    private readonly string _name;
    private readonly bool _isInCapitals;

    public NameForm(string name)
    {
        _name = name.Replace("-", "", StringComparison.Ordinal);
        _isInCapitals = IsInCapitals(name);
    }

    /// <summary>At least two letters and none of them small, but for the s of a plural.</summary>
    public static bool IsInCapitals(ReadOnlySpan<char> name)
    {
        if (name.Length > 2 && name[^1] == 's')
            name = name[..^1];
        var capitals = 0;
        foreach (var c in name)
        {
            if (char.IsLower(c))
                return false;
            capitals += char.IsUpper(c) ? 1 : 0;
        }
        return capitals >= 2;
    }

    /// <param name="isQuestion">People type questions without capitals and in any form of the word; an article is written with care. But "has" is not the plural of HA.</param>
    public bool Fits(ReadOnlySpan<char> text, int start, int length, bool isQuestion)
    {
        var word = text.Slice(start, length);
        if (_isInCapitals && !IsInCapitals(word) && (!isQuestion || StopWords.Contains(word.ToString().ToLowerInvariant())))
            return false;
        if (!_isInCapitals && _name.Length <= MaxWordlikeChars && (!char.IsUpper(word[0]) || !isQuestion && BeginsSentence(text, start)))
            return false;
        var same = CommonStart(word, out var read);
        return IsEnding(word[read..], isQuestion) && IsEnding(_name.AsSpan(same), isQuestion);
    }

    /// <summary>Letters of the name that the word begins with, hyphens passed over; <paramref name="read"/>: characters of the word that they take.</summary>
    private int CommonStart(ReadOnlySpan<char> word, out int read)
    {
        var same = 0;
        for (read = 0; read < word.Length && same < _name.Length; read++)
        {
            if (word[read] is '-' or '\u2010' or '\u2011')
                continue;
            if (char.ToLowerInvariant(word[read]) != char.ToLowerInvariant(_name[same]))
                break;
            same++;
        }
        return same;
    }

    private static bool IsEnding(ReadOnlySpan<char> rest, bool isQuestion)
    {
        foreach (var ending in isQuestion ? Inflections : Plurals)
        {
            if (rest.Equals(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool BeginsSentence(ReadOnlySpan<char> text, int start)
    {
        var before = start - 1;
        while (before >= 0 && text[before] == ' ')
            before--;
        return before < 0 || !(char.IsLetterOrDigit(text[before]) || text[before] is ',' or ';' or '/' or '(' or '`');
    }
}
