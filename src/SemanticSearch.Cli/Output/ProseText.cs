using System.Globalization;
using Spectre.Console;

namespace SemanticSearch.Cli.Output;

/// <summary>What a chat model wrote: its sentences with numbers, and under them the quotes that they rest on.</summary>
internal static class ProseText
{
    private const string Indent = "    ";

    public static void Write(IAnsiConsole console, AnswerProse prose)
    {
        if (prose.Sentences.Count == 0)
            return;
        var sources = prose.Sources();
        console.WriteLine();
        console.MarkupLine($"[bold]In other words, by {Escape(prose.Model)}[/]");
        foreach (var sentence in prose.Sentences)
        {
            var numbers = sentence.Citations.Select(citation => Number(sources, citation)).Distinct().Select(number => $"[[{number}]]");
            console.MarkupLine($"{Indent}{Escape(sentence.Text)} [dim]{string.Join(' ', numbers)}[/]");
        }
        console.WriteLine();
        foreach (var source in sources)
        {
            var from = source.Organisation is { } organisation ? $"{source.Title}, {organisation}" : source.Title;
            console.MarkupLine($"{Indent}[dim][[{Number(sources, source)}]][/] \"{Escape(source.Quote)}\" [dim]{Escape(from)}[/]");
            console.MarkupLine($"{Indent}    [blue]{Markup.Escape(string.Concat((source.TextFragmentUrl ?? source.ArticleId).Where(c => !char.IsControl(c))))}[/]");
        }
        var took = (prose.TookMs / 1_000).ToString("0.0", CultureInfo.InvariantCulture);
        var dropped = prose.Dropped == 0 ? "" : $"; {prose.Dropped} {(prose.Dropped == 1 ? "sentence" : "sentences")} failed this check and {(prose.Dropped == 1 ? "was" : "were")} left out";
        console.MarkupLine($"[dim]Written by a language model in {took} s; each quote stands word for word in its article{dropped}[/]");
    }

    private static string Number(IReadOnlyList<ProseCitation> sources, ProseCitation citation) =>
        (1 + sources.TakeWhile(source => source != citation).Count()).ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => Markup.Escape(PlainText.OneLine(text));
}
