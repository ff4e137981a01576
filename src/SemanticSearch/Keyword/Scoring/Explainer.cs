using SemanticSearch.Documents;
using SemanticSearch.Keyword.Postings;
using SemanticSearch.Keyword.Segments;

namespace SemanticSearch.Keyword.Scoring;

/// <summary>What each term in each field adds to the score of one document, from the lists that ranked it. Not thread-safe.</summary>
internal sealed unsafe class Explainer(SegmentGroup group, Searcher searcher)
{
    /// <summary>The name of title and headings where they count within a passage.</summary>
    private const string ContextField = "context";

    private readonly DocumentScorer _documents = new();
    private readonly PostingsCursor _bodies = new();

    public List<TermExplanation> Explain(AnalyzedQuery query, KeywordLevel level, int ordinal)
    {
        var (s, document) = group.Map(level).Locate(ordinal);
        var segment = group.Segments[s];
        var lines = new List<TermExplanation>();
        foreach (var term in searcher.Resolve(query, level))
        {
            if (term.Entries[s] is not { } entry || _documents.Frequency(segment, entry, level, document) is not (> 0 and var frequency))
                continue;
            var score = (double)(term.Weight * searcher.Model(level).Part((uint)frequency, segment.Lengths(level)[document]));
            var fields = level == KeywordLevel.Article ? ArticleFields(segment, entry, document, frequency) : PassageFields(segment, entry, document, frequency);
            foreach (var (field, count, weighted) in fields)
                lines.Add(new TermExplanation(term.Term, field, count, term.DocumentFrequency, term.Idf, score * weighted / frequency));
        }
        return lines;
    }

    private List<(string Field, int Count, int Weighted)> ArticleFields(Segment segment, in TermEntry entry, int article, int frequency)
    {
        var counts = new SortedDictionary<KeywordField, int>();
        var heads = new HeadPostingsCursor(segment.Positions + entry.HeadList, entry.Heads);
        while (heads.MoveNext() && heads.Article <= article)
        {
            if (heads.Article < article)
                continue;
            foreach (var place in heads.Places)
                counts[HeadPlace.Field(place)] = counts.GetValueOrDefault(HeadPlace.Field(place)) + 1;
        }
        var fields = new List<(string, int, int)>();
        var body = frequency;
        foreach (var (field, count) in counts)
        {
            var weighted = count * group.List.Options.WeightOf(field);
            fields.Add((Name(field), count, weighted));
            body -= weighted;
        }
        if (body > 0)
            fields.Insert(0, (Name(KeywordField.Body), body, body));
        return fields;
    }

    private List<(string Field, int Count, int Weighted)> PassageFields(Segment segment, in TermEntry entry, int passage, int frequency)
    {
        segment.Open(_bodies, entry, KeywordLevel.Passage);
        _bodies.LoadBlock(_bodies.FindBlock(0, (uint)passage));
        _bodies.LoadBodies();
        var body = (int)_bodies.Bodies[_bodies.FindInBlock(0, (uint)passage)];
        var fields = new List<(string, int, int)>();
        if (body > 0)
            fields.Add((Name(KeywordField.Body), body, body));
        if (frequency > body)
            fields.Add((ContextField, (frequency - body) / group.List.Options.ContextWeight, frequency - body));
        return fields;
    }

    private static string Name(KeywordField field) => field.ToString().ToLowerInvariant();
}
