using System.Text;
using SemanticSearch.Documents;
using SemanticSearch.Embedding;

namespace SemanticSearch.Tests.Embedding;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_of_16_bits_are_read_exactly()
    {
        // 1, -2, the smallest subnormal, infinity (IEEE 754 binary16); 1, -2, 2^-126, infinity (bfloat16).
        using var half = Open("F16", [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C]);
        Assert.Equal([1f, -2f, 5.9604645e-8f, float.PositiveInfinity], half.Read("t", 4));
        using var brain = Open("BF16", [0x80, 0x3F, 0x00, 0xC0, 0x80, 0x00, 0x80, 0x7F]);
        Assert.Equal([1f, -2f, 1.17549435e-38f, float.PositiveInfinity], brain.Read("t", 4));
    }

    [Theory]
    [InlineData("F32", "[2, 2]", "[0, 16]", 8, "cut short")]
    [InlineData("F32", "[2, 2]", "[0, 12]", 16, "needs 16")]
    [InlineData("F32", "[2, 2]", "[-16, 0]", 16, "lies at bytes")]
    [InlineData("F32", "[2, -2]", "[0, 16]", 16, "impossible shape")]
    [InlineData("F32", "[2000000000, 2000000000]", "[0, 16]", 16, "impossible shape")]
    [InlineData("F32", "\"x\"", "[0, 16]", 16, "JSON")]
    public void A_tensor_that_cannot_be_is_refused(string type, string shape, string offsets, int bytes, string says)
    {
        var message = Assert.Throws<DataProblemException>(() => Open(Header(type, shape, offsets), new byte[bytes])).Message;
        Assert.Contains(Path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("This is a text, not a checkpoint, and its first bytes are a large number.")]
    public void A_file_of_something_else_is_refused(string content)
    {
        File.WriteAllText(Path, content);
        Assert.Contains(Path, Assert.Throws<DataProblemException>(() => SafeTensors.Open(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_checkpoint_is_refused_or_lacks_nothing_that_was_read()
    {
        var whole = new SyntheticModel(new EncoderShape(1, 1, 32, 32, SyntheticModel.Vocabulary.Length, 4, 1e-12f)).ToSafeTensors("F16");
        for (var length = 0; length < whole.Length; length += 997)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Throws<DataProblemException>(() => SafeTensors.Open(Path));
        }
    }

    private string Path => System.IO.Path.Combine(_folder.Path, "model.safetensors");

    private SafeTensors Open(string type, byte[] numbers) => Open(Header(type, "[4]", $"[0, {numbers.Length}]"), numbers);

    private SafeTensors Open(byte[] header, byte[] numbers)
    {
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. numbers]);
        return SafeTensors.Open(Path);
    }

    private static byte[] Header(string type, string shape, string offsets) =>
        Encoding.UTF8.GetBytes($$"""{ "t": { "dtype": "{{type}}", "shape": {{shape}}, "data_offsets": {{offsets}} } }""");
}
