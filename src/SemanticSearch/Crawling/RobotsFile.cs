using System.Globalization;
using SemanticSearch.Storage;

namespace SemanticSearch.Crawling;

/// <summary>
/// Reads robots.txt by RFC 9309. Any bytes are accepted: a line that is no rule is passed over, so a page of HTML in the place of a
/// robots.txt allows everything.
/// </summary>
internal static class RobotsFile
{
    /// <summary>What lies beyond is not read (section 2.5).</summary>
    public const int MaxBytes = 500 * 1024;

    /// <summary>A slower site than this is not waited for; its Crawl-delay counts as this one.</summary>
    public static readonly TimeSpan MaxCrawlDelay = TimeSpan.FromSeconds(30);

    /// <param name="product">Our product token, compared without case.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> bytes, string product)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (bytes.Length > MaxBytes)
        {
            bytes = bytes[..MaxBytes];
            // The last line is cut, and half a rule is another rule.
            bytes = bytes[..(bytes.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)];
        }
        var groups = new Groups(product);
        foreach (var line in HttpMessage.Text(bytes).AsSpan().EnumerateLines())
            groups.Read(line);
        return groups.Rules();
    }

    /// <summary>Who the lines are meant for, as they are read.</summary>
    private sealed class Groups(string product)
    {
        private readonly Group _ours = new();
        private readonly Group _everyones = new();
        private bool _isForUs;
        private bool _isForEveryone;
        private bool _isNamingAgents;

        public void Read(ReadOnlySpan<char> line)
        {
            var comment = line.IndexOf('#');
            if (comment >= 0)
                line = line[..comment];
            var colon = line.IndexOf(':');
            if (colon <= 0)
                return;
            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (IsOne(key, "user-agent", "useragent", "user agent"))
                ReadAgent(value);
            else if (IsOne(key, "disallow", "dissallow", "disalow"))
                Add(value, isAllow: false);
            else if (IsOne(key, "allow"))
                Add(value, isAllow: true);
            else if (IsOne(key, "crawl-delay", "crawldelay"))
                Delay(value);
        }

        /// <summary>Groups with our name are ours, all of them together; without one those for everyone count.</summary>
        public RobotsRules Rules()
        {
            var group = _ours.IsNamed ? _ours : _everyones;
            return new RobotsRules(group.Patterns, group.Delay);
        }

        private void ReadAgent(ReadOnlySpan<char> value)
        {
            // Agents in a row share the rules after them; other lines between do not part them, rules do (section 2.2.1).
            if (!_isNamingAgents)
                _isForUs = _isForEveryone = false;
            _isNamingAgents = true;
            if (value is ['*', ..] && (value.Length == 1 || char.IsWhiteSpace(value[1])))
                _isForEveryone = true;
            else if (Token(value).Equals(product, StringComparison.OrdinalIgnoreCase))
                _isForUs = _ours.IsNamed = true;
        }

        private void Add(ReadOnlySpan<char> value, bool isAllow)
        {
            _isNamingAgents = false;
            if (!_isForUs && !_isForEveryone || RobotsPattern.Create(value.ToString(), isAllow) is not { } pattern)
                return;
            if (_isForUs)
                _ours.Patterns.Add(pattern);
            if (_isForEveryone)
                _everyones.Patterns.Add(pattern);
        }

        private void Delay(ReadOnlySpan<char> value)
        {
            if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || !(seconds > 0))
                return;
            var delay = seconds < MaxCrawlDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : MaxCrawlDelay;
            if (_isForUs)
                _ours.Slow(delay);
            if (_isForEveryone)
                _everyones.Slow(delay);
        }

        private static bool IsOne(ReadOnlySpan<char> key, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
            return false;
        }

        // "ExampleBot/1.0" names ExampleBot: a product token is letters, "_" and "-" (section 2.2.1).
        private static ReadOnlySpan<char> Token(ReadOnlySpan<char> value)
        {
            var length = 0;
            while (length < value.Length && (char.IsAsciiLetter(value[length]) || value[length] is '_' or '-'))
                length++;
            return value[..length];
        }
    }

    private sealed class Group
    {
        public List<RobotsPattern> Patterns { get; } = [];

        public TimeSpan? Delay { get; private set; }

        public bool IsNamed { get; set; }

        public void Slow(TimeSpan delay) => Delay = Delay > delay ? Delay : delay;
    }
}
