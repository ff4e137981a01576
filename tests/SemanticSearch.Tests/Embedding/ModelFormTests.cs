using Microsoft.Extensions.AI;
using SemanticSearch.Documents;
using SemanticSearch.Embedding;
using SemanticSearch.Embedding.Kernels;

namespace SemanticSearch.Tests.Embedding;

/// <summary>Models of other sizes and number types than the one that ships, and what holds for all.</summary>
public class ModelFormTests
{
    private static readonly EncoderShape TwelveLayers = new(12, 2, 64, 96, SyntheticModel.Vocabulary.Length, 64, 1e-12f);

    private static readonly EncoderShape TwoLayers = new(2, 4, 128, 256, SyntheticModel.Vocabulary.Length, 300, 1e-12f);

    private static readonly string[] Texts =
    [
        "a lease lets one caller compute", "", "zzz", "why do caches stampede when a hot key expires and all of its callers return",
        "quorum", "the log is the table and the table is the log [SEP] [CLS]", "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("bert.")]
    public void A_model_of_twelve_layers_loads_by_its_manifest_alone_and_computes_what_the_papers_say(string prefix)
    {
        var model = new SyntheticModel(TwelveLayers, prefix);
        using var folder = model.Write();
        using var embedder = Open(folder);
        Assert.Equal(64, embedder.Dimension);
        var naive = new NaiveEncoder(model);
        var tokenizer = new WordPieceTokenizer(Vocabulary.Parse(File.ReadAllText(folder.PathOf("vocab.txt")), "vocab.txt"));
        var ids = new int[48];
        var vectors = Embed(embedder);
        for (var i = 0; i < Texts.Length; i++)
        {
            var expected = naive.Embed(ids[..tokenizer.Encode("", Texts[i], ids)]);
            for (var k = 0; k < expected.Length; k++)
                Assert.Equal(expected[k], vectors[i * 64 + k], 2e-5);
        }
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void A_checkpoint_in_16_bits_gives_the_vectors_of_its_own_weights(string type)
    {
        var model = new SyntheticModel(TwoLayers).RoundedTo(type);
        using var narrow = model.Write(type);
        using var wide = model.Write("F32");
        Assert.True(2 * new FileInfo(narrow.PathOf("model.safetensors")).Length < 1.1 * new FileInfo(wide.PathOf("model.safetensors")).Length);
        using var first = Open(narrow);
        using var second = Open(wide);
        Assert.Equal(Embed(second), Embed(first));
    }

    [Fact]
    public void Every_float_path_gives_the_vectors_of_the_portable_one()
    {
        using var folder = new SyntheticModel(TwoLayers).Write();
        using var portable = Open(folder, FloatKernels.Supported[^1]);
        var expected = Embed(portable);
        foreach (var kernels in FloatKernels.Supported)
        {
            using var embedder = Open(folder, kernels);
            var vectors = Embed(embedder);
            for (var i = 0; i < Texts.Length; i++)
                Assert.True(Cosine(expected, vectors, i) > 0.999999, kernels.Name);
        }
    }

    [Fact]
    public void Every_byte_path_gives_the_vectors_of_the_portable_one()
    {
        using var folder = new SyntheticModel(TwoLayers).Write("packed");
        using var portable = Open(folder, FloatKernels.Supported[^1], ByteKernels.Supported[^1]);
        var expected = Embed(portable);
        foreach (var bytes in ByteKernels.Supported)
        {
            foreach (var floats in FloatKernels.Supported)
            {
                using var embedder = Open(folder, floats, bytes);
                var vectors = Embed(embedder);
                // A number that falls on the border of two bytes may fall to either side.
                for (var i = 0; i < Texts.Length; i++)
                    Assert.True(Cosine(expected, vectors, i) > 0.9995, $"{bytes.Name} with {floats.Name}: {Cosine(expected, vectors, i)} at {i}");
            }
        }
    }

    [Theory]
    [InlineData("F32", 0.999999)]
    [InlineData("packed", 0.99)]
    public void The_packed_form_stays_near_the_checkpoint(string type, double least)
    {
        var model = new SyntheticModel(TwoLayers);
        using var checkpoint = model.Write();
        using var folder = model.Write(type);
        using var first = Open(checkpoint);
        using var second = Open(folder);
        var (expected, vectors) = (Embed(first), Embed(second));
        Assert.All(Enumerable.Range(0, Texts.Length), i => Assert.InRange(Cosine(expected, vectors, i), least, 1.000001));
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("packed")]
    public void A_single_text_that_helpers_share_has_the_same_vector_whatever_else_is_embedded_meanwhile(string type)
    {
        using var folder = new SyntheticModel(TwoLayers).Write(type);
        using var one = TransformerEmbedder.Open(folder.Folder, new TransformerEmbedderOptions { Threads = 1 });
        using var shared = TransformerEmbedder.Open(folder.Folder, new TransformerEmbedderOptions { Threads = 4 });
        var expected = Embed(one);
        for (var i = 0; i < 20 * Texts.Length; i++)
            Check(i % Texts.Length);
        Parallel.For(0, 60 * Texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            if (i % 10 == 0)
                Assert.Equal(expected, Embed(shared));
            Check(i % Texts.Length);
        });

        void Check(int text)
        {
            var vector = new float[shared.Dimension];
            shared.EmbedQuery(Texts[text], vector);
            Assert.Equal(expected[(text * shared.Dimension)..((text + 1) * shared.Dimension)], vector);
        }
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("packed")]
    public void A_vector_depends_on_neither_the_texts_beside_it_nor_the_threads(string type)
    {
        using var folder = new SyntheticModel(TwoLayers).Write(type);
        using var one = Open(folder);
        var expected = new float[Texts.Length * one.Dimension];
        for (var i = 0; i < Texts.Length; i++)
            one.EmbedQuery(Texts[i], expected.AsSpan(i * one.Dimension, one.Dimension));
        foreach (var threads in (int[])[1, 2, 5])
        {
            using var embedder = TransformerEmbedder.Open(folder.Folder, new TransformerEmbedderOptions { Threads = threads });
            Assert.Equal(expected, Embed(embedder));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => TransformerEmbedder.Open(folder.Folder, new TransformerEmbedderOptions { Threads = 0 }));
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("packed")]
    public void A_question_allocates_nothing_and_a_batch_nothing_per_token(string type)
    {
        using var folder = new SyntheticModel(TwoLayers).Write(type, maximumTokens: 250);
        using var embedder = Open(folder);
        var vectors = new float[4 * embedder.Dimension];
        string[] brief = ["a", "b", "c", "d"];
        string[] lengthy = [.. brief.Select(letter => string.Join(' ', Enumerable.Repeat(letter, 200)))];
        for (var i = 0; i < 3; i++)
        {
            embedder.EmbedPassages(lengthy, vectors);
            embedder.EmbedQuery(lengthy[0], vectors);
        }
        Assert.Equal(0, Allocated(() => embedder.EmbedQuery(lengthy[0], vectors)));
        Assert.Equal(Allocated(() => embedder.EmbedPassages(brief, vectors)), Allocated(() => embedder.EmbedPassages(lengthy, vectors)));
    }

    [Fact]
    public void Special_tokens_in_a_text_are_text()
    {
        using var folder = new SyntheticModel(TwoLayers).Write();
        using var embedder = Open(folder);
        // [CLS] [ s e p ] [SEP], where a tokenizer that believed the text would give three tokens.
        Assert.Equal(2 + 5, embedder.CountTokens("[SEP]"));
        Assert.Equal(2 + 1, embedder.CountTokens("?"));
    }

    [Fact]
    public void A_manifest_of_other_sizes_than_the_checkpoint_is_refused_by_tensor()
    {
        var model = new SyntheticModel(TwoLayers);
        using var folder = model.Write();
        var manifest = ModelManifest.Load(folder.Folder);
        folder.WriteManifest(manifest with { Layers = 3 });
        Assert.Contains("encoder.layer.2.", Refusal(folder), StringComparison.Ordinal);
        folder.WriteManifest(manifest with { Inner = 128 });
        Assert.Contains("intermediate.dense.weight has shape [256, 128], [128, 128] is needed", Refusal(folder), StringComparison.Ordinal);
        folder.WriteManifest(manifest with { TensorPrefix = "bert." });
        Assert.Contains("bert.embeddings", Refusal(folder), StringComparison.Ordinal);
        folder.WriteManifest(manifest with { Vocabulary = 57 });
        Assert.Contains("58 pieces, the manifest says 57", Refusal(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_a_generator_like_any_other()
    {
        using var folder = new SyntheticModel(TwoLayers).Write();
        IEmbeddingGenerator<string, Embedding<float>>[] generators = [Open(folder)];
        using var generator = generators[0];
        var result = await generator.GenerateAsync(Texts);
        Assert.Equal(Embed((TransformerEmbedder)generator), result.SelectMany(embedding => embedding.Vector.ToArray()));
        Assert.Equal(128, generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(Texts, new EmbeddingGenerationOptions { Dimensions = 8 }));
    }

    [SkippableFact]
    public void Packing_the_checkpoint_gives_the_file_that_ships_byte_for_byte()
    {
        using var packed = TestModels.Packed();
        var shipped = Path.Combine(SharedData.RepositoryRoot, "models", "all-MiniLM-L6-v2", "model.ssemb");
        Assert.True(File.ReadAllBytes(shipped).AsSpan().SequenceEqual(File.ReadAllBytes(packed.PathOf("model.ssemb"))));
    }

    [Fact]
    public void The_files_that_ship_are_those_of_their_manifest()
    {
        var folder = Path.Combine(SharedData.RepositoryRoot, "models", "all-MiniLM-L6-v2");
        var manifest = ModelManifest.Load(folder);
        manifest.VerifyFiles(folder);
        Assert.NotEqual("", manifest.Licence);
        Assert.NotEqual("", manifest.Provenance);
        Assert.True(File.Exists(Path.Combine(folder, "LICENSE")));
    }

    private static TransformerEmbedder Open(TestModels folder, FloatKernels? floats = null, ByteKernels? bytes = null) =>
        TransformerEmbedder.Open(folder.Folder, new TransformerEmbedderOptions { Threads = 1, FloatKernels = floats, ByteKernels = bytes });

    private static float[] Embed(TransformerEmbedder embedder)
    {
        var vectors = new float[Texts.Length * embedder.Dimension];
        embedder.EmbedPassages(Texts, vectors);
        return vectors;
    }

    private static double Cosine(float[] first, float[] second, int text)
    {
        var width = first.Length / Texts.Length;
        return ReferenceText.Cosine(first.AsSpan(text * width, width), second.AsSpan(text * width, width));
    }

    /// <summary>The least of a few tries: what is lent to all of the process may just have been dropped by the garbage collector.</summary>
    private static long Allocated(Action work)
    {
        work();
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static string Refusal(TestModels folder) => Assert.Throws<DataProblemException>(() => Open(folder)).Message;
}
