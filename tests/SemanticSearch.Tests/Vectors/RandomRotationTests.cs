using SemanticSearch.Vectors;

namespace SemanticSearch.Tests.Vectors;

public class RandomRotationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(384)]
    [InlineData(1000)]
    public void Rotation_keeps_dot_products_and_can_be_undone(int dimension)
    {
        var random = new Random(dimension);
        var rotation = new RandomRotation(dimension, 7);
        var (a, b) = (VectorCase.Unit(random, dimension), VectorCase.Unit(random, dimension));
        var (turnedA, turnedB) = ((float[])a.Clone(), (float[])b.Clone());
        rotation.Apply(turnedA);
        rotation.Apply(turnedB);
        Assert.Equal(VectorCase.Cosine(a, b), VectorCase.Cosine(turnedA, turnedB), 1e-5f);
        Assert.Equal(1, turnedA.Sum(value => value * value), 1e-5f);
        rotation.Undo(turnedA);
        Assert.All(a.Zip(turnedA), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_vector_with_one_number_is_spread_over_all()
    {
        var vector = new float[384];
        vector[5] = 1;
        new RandomRotation(384, 7).Apply(vector);
        Assert.InRange(vector.Max(MathF.Abs), 0.05f, 0.3f);
    }

    [Fact]
    public void The_seed_fixes_the_rotation_for_all_time()
    {
        var vector = new float[] { 0.6f, 0, 0.8f };
        new RandomRotation(3, 42).Apply(vector);
        Assert.Equal(-0.312132f, vector[0], 1e-5f);
        Assert.Equal(-0.457107f, vector[1], 1e-5f);
        Assert.Equal(-0.832843f, vector[2], 1e-5f);
    }
}
