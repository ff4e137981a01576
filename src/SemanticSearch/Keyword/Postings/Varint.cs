using System.Runtime.CompilerServices;

namespace SemanticSearch.Keyword.Postings;

/// <summary>Reads what <see cref="ByteSink.AddVarint"/> wrote.</summary>
internal static unsafe class Varint
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref byte* at)
    {
        uint value = *at++;
        return value < 0x80 ? value : ReadLong(ref at, value);
    }

    private static uint ReadLong(ref byte* at, uint value)
    {
        value &= 0x7F;
        for (var shift = 7; shift < 35; shift += 7)
        {
            uint next = *at++;
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }
        return value;
    }
}
