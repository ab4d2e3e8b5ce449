using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Harness;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(1f, 1f, 0.0, true)]
    [InlineData(-0f, 0f, 0.0, true)]
    [InlineData(float.NaN, float.NaN, 0.0, true)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity, 0.0, true)]
    [InlineData(1.5f, 1f, 0.5, true)]
    [InlineData(1.5f, 1f, 0.49, false)]
    [InlineData(1.0000001f, 1f, 0.0, false)]
    [InlineData(float.NaN, 1f, 1e30, false)]
    [InlineData(1f, float.NaN, 1e30, false)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, 1e30, false)]
    [InlineData(float.MaxValue, float.PositiveInfinity, 1e30, false)]
    [InlineData(float.PositiveInfinity, float.MaxValue, double.MaxValue, false)]
    public void OneElement_PassesWithinItsTolerance(float actual, float expected, double tolerance, bool passes) =>
        Assert.Equal(passes, Comparison.Of("t", [actual], [expected], _ => tolerance).Passes);

    [Fact]
    public void SeveralOutside_ShowsTheWorstAndCountsAll()
    {
        var comparison = Comparison.Of("t", [1f, 2.5f, 4f, 4f], [1f, 2f, 3f, 4f], _ => 0.25);

        Assert.False(comparison.Passes);
        Assert.Equal("t[2]: expected 3, actual 4, tolerance 0.25, ratio 4 (2 of 4 outside)", comparison.ToString());
    }

    [Fact]
    public void OtherLength_Fails() => Assert.False(Comparison.Of("t", [1f], [1f, 1f], _ => 1).Passes);
}
