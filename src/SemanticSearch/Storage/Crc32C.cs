using System.Buffers.Binary;
using System.Numerics;

namespace SemanticSearch.Storage;

/// <summary>The CRC-32 of Castagnoli (RFC 3720, section 12.1), which processors compute: finds every single flipped bit and every burst of 32.</summary>
internal static class Crc32C
{
    /// <summary>What <see cref="Append"/> starts from.</summary>
    public const uint Start = uint.MaxValue;

    /// <param name="before">The checksum of what came before <paramref name="data"/>; 0 for nothing.</param>
    public static uint Of(ReadOnlySpan<byte> data, uint before = 0) => ~Append(~before, data);

    /// <summary>The state after <paramref name="data"/>; its complement is the checksum.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8)
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }
        foreach (var b in data)
            state = BitOperations.Crc32C(state, b);
        return state;
    }
}
