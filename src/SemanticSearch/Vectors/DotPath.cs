namespace SemanticSearch.Vectors;

/// <summary>The ways to multiply a row by a question's vector, slowest first. All give the same integers.</summary>
internal enum DotPath
{
    Portable,
    Avx2,
    Avx512,
    AvxVnni,
}
