namespace SemanticSearch.Vectors;

/// <summary>One way to multiply rows by a question's vector. Four rows at a time share each load of the question.</summary>
internal unsafe interface IDotKernel
{
    /// <summary>Sum of (code + 128) * query over the stride, modulo 2^32; <see cref="QueryCodes.Excess"/> is still in it.</summary>
    static abstract void Four(byte* a, byte* b, byte* c, byte* d, QueryCodes query, int* dots);

    static abstract int One(byte* row, QueryCodes query);
}
