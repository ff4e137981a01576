using System.Text;
using SemanticSearch.Extraction.Pages;

namespace SemanticSearch.Extraction.Body;

/// <summary>The texts inside a paragraph, joined as a browser would show them.</summary>
internal sealed class InlineText
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>White space as HTML collapses it; soft hyphens and zero-width characters go.</summary>
    public InlineText Append(string text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (_text.Length > 0 && _text[^1] is not (' ' or '\n'))
                    _text.Append(' ');
            }
            else if (c is not ('\u00AD' or '\u200B' or '\u2060' or '\uFEFF') && (!char.IsControl(c)))
            {
                _text.Append(c);
            }
        }
        return this;
    }

    public void BreakLine()
    {
        while (_text.Length > 0 && _text[^1] == ' ')
            _text.Length--;
        if (_text.Length > 0)
            _text.Append('\n');
    }

    /// <summary>Appends a mark of markup as it is.</summary>
    public void Mark(string mark) => _text.Append(mark);

    /// <summary>What was gathered, trimmed; the gatherer is empty again.</summary>
    public string Take()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        return text;
    }

    /// <summary>Every character of a <c>pre</c> as it stands; <c>br</c> is a line break.</summary>
    public static string Verbatim(PageNode node)
    {
        var text = new StringBuilder();
        AppendVerbatim(node, text);
        return text.ToString();
    }

    private static void AppendVerbatim(PageNode node, StringBuilder text)
    {
        if (node.IsText)
            text.Append(node.Text);
        else if (node.Tag == "br")
            text.Append('\n');
        foreach (var child in node.Children)
            AppendVerbatim(child, text);
    }
}
