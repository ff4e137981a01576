using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace SemanticSearch.Cli;

/// <summary>What is wrong with a command line, in one line that says what to do instead.</summary>
internal static class UsageProblem
{
    /// <summary>null when the command line can be run.</summary>
    public static string? Find(ParseResult parse, bool noArguments)
    {
        if (IsHelpOrVersion(parse))
            return null;
        var command = parse.CommandResult.Command;
        if (noArguments || command is RootCommand && parse.UnmatchedTokens.Count == 0)
            return $"Which command? {Commands(parse)}. {Hint(command)}";
        if (UnknownOption(parse) is { } option)
            return $"Unknown option {option}.{DidYouMean(option, Options(parse.CommandResult))} {Hint(command)}";
        if (command is RootCommand && parse.UnmatchedTokens is [var name, ..])
            return $"Unknown command {name}.{DidYouMean(name, command.Subcommands.Select(one => one.Name))} {Hint(command)}";
        if (MissingArgument(parse) is { } argument)
            return $"{command.Name} needs {argument.Name}. {Hint(command)}";
        return parse.Errors is [var error, ..] ? $"{error.Message.TrimEnd('.')}. {Hint(command)}" : null;
    }

    private static Argument? MissingArgument(ParseResult parse) => parse.CommandResult.Command.Arguments
        .FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is not { Tokens.Count: > 0 });

    private static bool IsHelpOrVersion(ParseResult parse) =>
        parse.Action is HelpWithExamples || parse.Action?.GetType().DeclaringType == typeof(VersionOption);

    private static string Commands(ParseResult parse) => string.Join(", ", parse.RootCommandResult.Command.Subcommands.Select(one => one.Name));

    private static string Hint(Command command) =>
        command is RootCommand ? "See: semsearch --help" : $"See: semsearch {command.Name} --help";

    /// <summary>
    /// The parser hands an option that it does not know to an argument that takes several words; a mistyped option would become part of
    /// the question. One dash alone stays a word: "-kafka" excludes it. After "--" everything is a word.
    /// </summary>
    private static string? UnknownOption(ParseResult parse)
    {
        var searches = parse.CommandResult.Command.Name == "search";
        return parse.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && !token.Value.Contains(' ', StringComparison.Ordinal))
            .Select(token => token.Value)
            .FirstOrDefault(text => text.StartsWith("--", StringComparison.Ordinal) && text.Length > 2
                || !searches && text.StartsWith('-') && text.Length > 1 && !char.IsAsciiDigit(text[1]));
    }

    private static IEnumerable<string> Options(CommandResult result)
    {
        for (SymbolResult? at = result; at is not null; at = at.Parent)
        {
            if (at is not CommandResult level)
                continue;
            foreach (var option in level.Command.Options.Where(option => level == result || option.Recursive || option is HelpOption))
                yield return option.Name;
        }
    }

    private static string DidYouMean(string typed, IEnumerable<string> known)
    {
        var name = typed.Split('=', ':')[0];
        var nearest = known
            .Select(candidate => (candidate, Distance: EditDistance(name, candidate)))
            .Where(pair => pair.Distance <= Math.Max(2, pair.candidate.TrimStart('-').Length / 3))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.candidate is null ? "" : $" Did you mean {nearest.candidate}?";
    }

    /// <summary>Levenshtein distance; a word beyond 40 characters is no typing error.</summary>
    private static int EditDistance(string left, string right)
    {
        if (left.Length > 40)
            return int.MaxValue;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var substituted = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(substituted, 1 + Math.Min(row[j], row[j + 1]));
            }
        }
        return row[right.Length];
    }
}
