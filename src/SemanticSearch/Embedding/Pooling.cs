namespace SemanticSearch.Embedding;

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum Pooling
{
    /// <summary>Their mean, [CLS] and [SEP] included.</summary>
    Mean = 0,

    /// <summary>The vector of the first token, [CLS].</summary>
    First = 1,
}
