using System.Globalization;
using SemanticSearch.Documents;
using SemanticSearch.Web.Display;
using Spectre.Console;

namespace SemanticSearch.Cli.Output;

/// <summary>A response as people read it: rank and title, what it is, where it stands, the address, the best passage, why it matched.</summary>
internal sealed class HitList
{
    private const string Indent = "    ";
    private const int SnippetLines = 2;

    /// <summary>Columns that folding at words may lose.</summary>
    private const int SnippetSlack = 24;

    private readonly IAnsiConsole _console;
    private readonly int _columns;

    public HitList(IAnsiConsole console, int columns)
    {
        _console = console;
        _columns = columns - Indent.Length;
    }

    public void Write(SearchResponse response, int offset, bool explain)
    {
        if (response.Corrected is { } corrected)
        {
            _console.MarkupLine($"Showing results for [bold]{Escape(corrected.Query)}[/]. Search instead for {Escape(response.Query)}: --exact");
            _console.WriteLine();
        }
        if (response.Answer.Sentences.Count > 0)
            Write(response.Answer);
        if (response.Understood.Count > 0)
        {
            _console.MarkupLine($"[dim]Understood as: {Escape(string.Join(", ", response.Understood.Select(Named)))} (--except NAME takes one back)[/]");
            _console.WriteLine();
        }
        for (var i = 0; i < response.Hits.Count; i++)
            Write(response.Hits[i], offset + i + 1, response.Query, explain);
        Summarise(response, offset);
        if (explain && response.Times.Count > 0)
            _console.MarkupLine($"[dim]Time: {string.Join(", ", response.Times.Select(time => $"{time.Phase} {time.Ms.ToString("0.0", CultureInfo.InvariantCulture)} ms"))}[/]");
    }

    /// <summary>More like some articles: as hits of a question, with what they are like.</summary>
    public void Write(SimilarResponse response, bool explain)
    {
        for (var i = 0; i < response.Hits.Count; i++)
            Write(response.Hits[i], i + 1, "", explain);
        var like = string.Join(", ", response.Liked.Select(article => article.Title.Length > 0 ? article.Title : article.Id));
        var unlike = response.Disliked.Count > 0 ? $", unlike {string.Join(", ", response.Disliked.Select(article => article.Title))}" : "";
        var time = response.TookMs.ToString("0.0", CultureInfo.InvariantCulture);
        _console.MarkupLine($"[dim]{(response.Hits.Count == 0 ? "Nothing" : response.Hits.Count)} like {Escape(like)}{Escape(unlike)}, {response.Mode.ToString().ToLowerInvariant()}, {time} ms[/]");
    }

    /// <summary>Sentences word for word, by whose they are, each with where it stands.</summary>
    private void Write(Answer answer)
    {
        foreach (var group in answer.Groups())
        {
            _console.MarkupLine(group[0].Organisation is { } organisation ? $"[bold]At {Escape(organisation)}[/]" : $"[bold]{Escape(group[0].Title)}[/]");
            foreach (var sentence in group)
            {
                _console.MarkupLine($"{Indent}{Escape(MarkdownReader.Read(sentence.Text, []).Text)}");
                Line(sentence.TextFragmentUrl ?? sentence.ArticleId, "blue");
            }
        }
        _console.WriteLine();
    }

    private void Write(Hit hit, int rank, string query, bool explain)
    {
        _console.MarkupLine($"{rank.ToString(CultureInfo.InvariantCulture).PadLeft(2)}  [bold]{Highlighter.OneLine(hit.Title, hit.TitleHighlights)}[/]");
        Line(string.Join(" · ", Facts(hit)), "green");
        foreach (var topic in hit.Topics)
            Line(topic, "dim");
        if ((hit.Url ?? hit.Id) is { Length: > 0 } address)
            Line(address, "blue");
        if (hit.ArchivedUrl is { } archived)
            Line($"{archived} (archived copy, the page is gone)", "blue");
        foreach (var other in hit.AlsoAt)
            Line($"also at {other}", "dim");
        if (hit.Passages is [var best, ..])
            WriteSnippet(best);
        if (hit.Explain is { } why)
            Explain(why, query, explain);
        _console.WriteLine();
    }

    /// <summary>The stretch of the passage that holds most of the matched words, without the marks of Markdown.</summary>
    private void WriteSnippet(HitPassage passage)
    {
        var excerpt = MarkdownReader.Read(passage.Text, passage.Highlights).Excerpt(SnippetLines * _columns - SnippetSlack);
        foreach (var line in Highlighter.Lines(excerpt.Text, excerpt.Highlights, _columns, SnippetLines))
            _console.MarkupLine(Indent + line);
    }

    private static string Named(Understanding meaning) =>
        meaning.Type == UnderstandingType.Concept ? meaning.Name : $"{meaning.Name} ({meaning.Type.ToString().ToLowerInvariant()})";

    private static IEnumerable<string> Facts(Hit hit)
    {
        if (hit.Organisations.Count > 0)
            yield return string.Join(", ", hit.Organisations);
        if (hit.Authors.Count > 0)
            yield return string.Join(", ", hit.Authors);
        yield return hit.Kind.ToString().ToLowerInvariant();
        if (hit.Year is { } year)
            yield return year.ToString(CultureInfo.InvariantCulture);
        if (hit.Site is { Length: > 0 } site)
            yield return site;
    }

    private void Explain(HitExplanation why, string query, bool explain)
    {
        Line(Explanation.Sentence(why, query), "dim");
        if (!explain)
            return;
        foreach (var line in Explanation.Table(why))
            Line(line, "dim");
    }

    private void Summarise(SearchResponse response, int offset)
    {
        var mode = response.Mode.ToString().ToLowerInvariant();
        var time = response.TookMs.ToString("0.0", CultureInfo.InvariantCulture);
        var total = response.Total.ToString("N0", CultureInfo.InvariantCulture);
        if (response.Total == 0)
            _console.MarkupLine($"Nothing found [dim]({mode}, {time} ms)[/].");
        else if (response.Hits.Count == 0)
            _console.MarkupLine($"No hits beyond the first {offset}: {total} articles match [dim]({mode}, {time} ms)[/].");
        else
            _console.MarkupLine($"[dim]{offset + 1} to {offset + response.Hits.Count} of {total} articles, {mode}, {time} ms[/]");
        if (response.Suggestions.Count > 0)
            _console.MarkupLine($"Did you mean: {Escape(string.Join(" | ", response.Suggestions))}");
    }

    private void Line(string text, string style)
    {
        if (text.Length > 0)
            _console.MarkupLine($"{Indent}[{style}]{Escape(text, keepBlanks: true)}[/]");
    }

    private static string Escape(string text, bool keepBlanks = false) =>
        Markup.Escape(keepBlanks ? string.Concat(text.Where(c => !char.IsControl(c))) : PlainText.OneLine(text));
}
