using SemanticSearch.Concepts;
using SemanticSearch.Embedding;
using SemanticSearch.Keyword;
using SemanticSearch.Storage;

namespace SemanticSearch;

/// <summary>Tags the articles of a generation with the concepts that they treat: by their words at first, confirmed by vectors once they are there.</summary>
internal static class IndexConcepts
{
    public const string FileName = ConceptTagFile.FileName;

    public static void Write(string folder, KeywordIndexReader keywords) => Write(folder, keywords, similarities: null);

    /// <param name="model">Identity of the model that made what the cache holds.</param>
    /// <param name="modelFolder">Where it is; null: it came with the program.</param>
    public static void Write(string folder, KeywordIndexReader keywords, IndexVectors vectors, EmbeddingCache cache, string model, string? modelFolder)
    {
        using var file = ConceptVectorFile.TryOpen(Path.Combine(modelFolder ?? InstalledModels.FolderOf(model), ConceptVectorFile.FileName));
        if (file?.Model != model)
        {
            Write(folder, keywords);
            return;
        }
        var concepts = ConceptVectors.Load(Glossary.BuiltIn, file.Dimension, [file], embed: null);
        var vector = new float[file.Dimension];
        var one = new int[1];
        Write(folder, keywords, (article, passage, number) =>
        {
            var ordinal = passage < 0 ? keywords.PassageCount + article : keywords.PassagesOf(article).Start.Value + passage;
            if (!cache.TryRead(vectors.KeyOf(ordinal), vector))
                return null;
            one[0] = number;
            return concepts.Similarities(vector, one)[0];
        });
    }

    private static void Write(string folder, KeywordIndexReader keywords, Func<int, int, int, float?>? similarities)
    {
        var tagger = new ConceptTagger(Glossary.BuiltIn);
        var articles = new List<TaggedArticle>(keywords.ArticleCount);
        for (var article = 0; article < keywords.ArticleCount; article++)
        {
            var (first, last) = (keywords.PassagesOf(article).Start.Value, keywords.PassagesOf(article).End.Value);
            var passages = new string[last - first];
            for (var passage = first; passage < last; passage++)
                passages[passage - first] = keywords.PassageText(passage);
            var current = article;
            var card = ArticleCard.Read(keywords.Stored(article));
            articles.Add(tagger.Tag(card.Title, card.Topics, passages, similarities is null ? null : (passage, number) => similarities(current, passage, number)));
        }
        ConceptTagFile.Write(folder, Glossary.BuiltIn, articles);
    }
}
