using System.CommandLine;
using System.Globalization;

namespace SemanticSearch.Cli;

/// <summary>Options whose values are checked while parsing, with messages that say what would be right.</summary>
internal static class Options
{
    /// <summary>One of the names of an enumeration, in any case; digits are no names.</summary>
    public static Option<T?> OneOf<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Names<T>();
        var option = new Option<T?>(name) { Description = description, HelpName = string.Join('|', names) };
        option.CustomParser = result => Parse<T>(result.Tokens[0].Value, name, result.AddError);
        option.CompletionSources.Add(names);
        return option;
    }

    /// <summary>Several of the names of an enumeration: <c>--kind talk --kind paper</c>.</summary>
    public static Option<T[]> AnyOf<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Names<T>();
        var option = new Option<T[]>(name) { Description = description, HelpName = string.Join('|', names) };
        option.CustomParser = result => [.. result.Tokens.Select(token => Parse<T>(token.Value, name, result.AddError)).OfType<T>()];
        option.CompletionSources.Add(names);
        return option;
    }

    public static Option<string[]> Several(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    public static Option<int> Whole(string name, int fallback, int min, int max, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };
        option.CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
                return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {min} to {max}, not {result.Tokens[0].Value}"));
            return fallback;
        };
        return option;
    }

    /// <summary>A share, 0 to 1.</summary>
    public static Option<double?> Share(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "X" };
        option.CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
                return share;
            result.AddError($"{name} takes a number from 0 to 1, not {result.Tokens[0].Value}");
            return null;
        };
        return option;
    }

    private static T? Parse<T>(string text, string option, Action<string> addError)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsAsciiLetter(text[0]))
            return value;
        addError($"{option} takes {string.Join(", ", Names<T>())}, not {text}");
        return null;
    }

    private static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
