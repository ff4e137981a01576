using System.Text.Json;
using System.Text.Json.Serialization;
using SemanticSearch.Documents;

namespace SemanticSearch.Storage;

/// <summary>The form in which a generation keeps an article without its text, so that a hit can be shown without the library: UTF-8 JSON.</summary>
internal static partial class ArticleCard
{
    public static byte[] Write(Article article) => JsonSerializer.SerializeToUtf8Bytes(article with { Text = "" }, ArticleCardJson.Default.Article);

    /// <exception cref="DataProblemException">The bytes are no article: the generation is damaged.</exception>
    public static Article Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ArticleCardJson.Default.Article)!;
        }
        catch (JsonException e)
        {
            throw new DataProblemException("A stored article cannot be read: run `semsearch index --rebuild`.", e);
        }
    }

    [JsonSerializable(typeof(Article))]
    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    private sealed partial class ArticleCardJson : JsonSerializerContext;
}
