using SemanticSearch.Embedding;

namespace SemanticSearch.Tests.Embedding;

public class TransformerEmbedderTests
{
    [SkippableFact]
    public void Float_vectors_equal_the_reference() => CheckCosines(TestModels.Float(), 0.99999);

    [SkippableFact]
    public void Packed_vectors_are_close_to_the_reference() => CheckCosines(TestModels.Packed(), 0.997);

    private static void CheckCosines(TestModels model, double least)
    {
        using (model)
        {
            using var embedder = TransformerEmbedder.Open(model.Folder, new TransformerEmbedderOptions { Threads = 2 });
            var texts = ReferenceText.Load();
            var vectors = new float[texts.Count * embedder.Dimension];
            embedder.EmbedPassages([.. texts.Select(text => text.Text)], vectors);
            var cosines = texts.Select((text, i) => ReferenceText.Cosine(text.Vector, vectors.AsSpan(i * 384, 384))).ToArray();
            Assert.True(cosines.Min() >= least, $"smallest cosine {cosines.Min():F6} at text {Array.IndexOf(cosines, cosines.Min())}, mean {cosines.Average():F6}");
        }
    }
}
