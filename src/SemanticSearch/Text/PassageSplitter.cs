using SemanticSearch.Documents;

namespace SemanticSearch.Text;

internal static class PassageSplitter
{
    public static IReadOnlyList<Passage> Split(string text)
    {
        var passages = new List<Passage>();
        var start = 0;
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' || text[i] == '\n')
                words++;
            if ((words >= 150 && text[i] == '\n') || words >= 300)
            {
                passages.Add(new Passage(passages.Count, "", text[start..i], start));
                start = i;
                words = 0;
            }
        }
        if (!string.IsNullOrWhiteSpace(text[start..]))
            passages.Add(new Passage(passages.Count, "", text[start..], start));
        return passages;
    }
}
