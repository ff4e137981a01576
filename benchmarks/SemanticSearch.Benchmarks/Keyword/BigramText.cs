using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace SemanticSearch.Benchmarks.Keyword;

/// <summary>Text that has the word frequencies and the neighbourhoods of real articles, as much of it as wanted: each word is followed by one that
/// follows it somewhere in the articles, as often as it does there. Seeded: the same number gives the same text.</summary>
internal sealed class BigramText
{
    private readonly string[] _words;
    private readonly int[] _followers;
    private readonly int[] _ends;

    private BigramText(string[] words, int[] text)
    {
        _words = words;
        _ends = new int[words.Length];
        _followers = new int[text.Length - 1];
        for (var i = 0; i + 1 < text.Length; i++)
            _ends[text[i]]++;
        var sum = 0;
        for (var word = 0; word < _ends.Length; word++)
            (_ends[word], sum) = (sum, sum + _ends[word]);
        for (var i = 0; i + 1 < text.Length; i++)
            _followers[_ends[text[i]]++] = text[i + 1];
    }

    /// <summary>Learns from the texts of a JSONL(.gz) file.</summary>
    /// <param name="articles">Of so many at most: a small corpus needs no large vocabulary.</param>
    public static BigramText Learn(string path, int articles)
    {
        var numbers = new Dictionary<string, int>();
        var text = new List<int>();
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        for (; articles > 0 && reader.ReadLine() is { } line; articles--)
        {
            using var article = JsonDocument.Parse(line);
            foreach (var word in article.RootElement.GetProperty("text").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!numbers.TryGetValue(word, out var number))
                    numbers.Add(word, number = numbers.Count);
                text.Add(number);
            }
        }
        return new BigramText([.. numbers.Keys], [.. text]);
    }

    /// <summary>A passage of 100 to 150 words.</summary>
    public string Passage(Random random) => Walk(random, random.Next(100, 151));

    public string Walk(Random random, int words)
    {
        var text = new StringBuilder();
        var word = _followers[random.Next(_followers.Length)];
        for (var i = 0; i < words; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(_words[word]);
            var start = word == 0 ? 0 : _ends[word - 1];
            // The very last word of the articles is followed by nothing: the walk begins anew somewhere.
            word = _ends[word] > start ? _followers[random.Next(start, _ends[word])] : _followers[random.Next(_followers.Length)];
        }
        return text.ToString();
    }
}
