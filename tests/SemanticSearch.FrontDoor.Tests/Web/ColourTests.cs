using System.Globalization;
using System.Text.RegularExpressions;
using SemanticSearch.Web;

namespace SemanticSearch.FrontDoor.Tests.Web;

/// <summary>Contrast of the style sheet's colours, computed as WCAG 2.2 defines it (relative luminance, success criteria 1.4.3 and 1.4.11).</summary>
public partial class ColourTests
{
    private const double Text = 4.5;
    private const double Border = 3.0;

    private static readonly string Sheet = ReadSheet();

    public static TheoryData<string, string, double> Pairs { get; } = new()
    {
        { "ink", "ground", Text }, { "ink", "raised", Text }, { "ink", "tint", Text },
        { "soft", "ground", Text }, { "soft", "raised", Text }, { "soft", "tint", Text },
        { "link", "ground", Text }, { "link", "raised", Text }, { "link", "tint", Text },
        { "visited", "ground", Text }, { "on-action", "action", Text }, { "on-mark", "mark", Text },
        { "edge", "ground", Border }, { "edge", "raised", Border }, { "action", "tint", Border }, { "action", "raised", Border },
        { "focus", "ground", Border }, { "focus", "raised", Border },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Colours_used_together_can_be_told_apart_in_light_and_dark(string front, string back, double least)
    {
        foreach (var (name, colours) in new[] { ("light", Tokens(dark: false)), ("dark", Tokens(dark: true)) })
            Assert.True(Contrast(colours[front], colours[back]) >= least, $"{name}: {front} on {back} has {Contrast(colours[front], colours[back]):0.00}, needs {least}");
    }

    [Fact]
    public void Colours_stand_in_the_tokens_only()
    {
        var rules = Block().Replace(Sheet, "");
        Assert.DoesNotMatch("#[0-9a-fA-F]{3,8}\\b|rgba?\\(|hsla?\\(", rules);
        Assert.Equal(Tokens(dark: false).Keys.Order(StringComparer.Ordinal), Tokens(dark: true).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere() => Assert.DoesNotMatch("https?:|url\\(|@import", Sheet);

    private static Dictionary<string, string> Tokens(bool dark)
    {
        var block = Block().Matches(Sheet)[dark ? 1 : 0].Value;
        return Token().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int start)
        {
            var value = int.Parse(hex.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }

    private static string ReadSheet()
    {
        using var reader = new StreamReader(typeof(SearchServer).Assembly.GetManifestResourceStream("site.css")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@":root\s*\{[^}]*\}")]
    private static partial Regex Block();

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Token();
}
