namespace SemanticSearch.Extraction;

/// <summary>What stood in the way of a good extraction; never an exception. The numbers are stored: never renumber.</summary>
[Flags]
internal enum ExtractionProblems
{
    None = 0,

    /// <summary>The text is made by scripts, which are not run.</summary>
    NeedsJavaScript = 1,

    /// <summary>Longer than <see cref="ExtractionLimits.HtmlChars"/> or more elements than allowed; only the beginning was read.</summary>
    TooLarge = 2,

    /// <summary>Nested deeper than <see cref="ExtractionLimits.Depth"/>; the order of the text may be wrong.</summary>
    TooDeep = 4,

    /// <summary>There is hardly any text: a list of links, a form, an error page.</summary>
    NotAnArticle = 8,

    /// <summary>Not HTML, text or a PDF that can be read here.</summary>
    TextNotExtracted = 16,

    /// <summary>The page asks to log in or to pay before it shows its text.</summary>
    LoginWall = 32,

    /// <summary>The server answered as if all were well, but the page says that there is nothing.</summary>
    SoftNotFound = 64,

    /// <summary>A placeholder of a domain that is for sale.</summary>
    ParkedDomain = 128,
}

internal static class ProblemText
{
    private static readonly (ExtractionProblems Problem, string Text)[] Texts =
    [
        (ExtractionProblems.NeedsJavaScript, "the page makes its text with JavaScript, which is not run"),
        (ExtractionProblems.TooLarge, "the page is too large; only its beginning was read"),
        (ExtractionProblems.TooDeep, "the page is nested too deep; its text may be out of order"),
        (ExtractionProblems.NotAnArticle, "there is hardly any text in it"),
        (ExtractionProblems.TextNotExtracted, "text not extracted: neither HTML nor text nor a PDF that can be read here"),
        (ExtractionProblems.LoginWall, "the page asks to log in or pay first"),
        (ExtractionProblems.SoftNotFound, "the page says that there is nothing at this address"),
        (ExtractionProblems.ParkedDomain, "the domain is parked or for sale"),
    ];

    /// <summary>The problems in words, for people.</summary>
    public static string Describe(this ExtractionProblems problems) =>
        string.Join("; ", Texts.Where(text => problems.HasFlag(text.Problem)).Select(text => text.Text));
}
