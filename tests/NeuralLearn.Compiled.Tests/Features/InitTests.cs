namespace NeuralLearn.Compiled.Tests.Features;

public sealed class InitTests
{
    private readonly float[] _parameters = new float[Initialized.ParameterCount];

    public InitTests() => new Initialized(3).CopyParametersTo(_parameters);

    [Fact]
    public void Uniform_FillsItsRange()
    {
        AssertUniform("dense1.weight", Math.Sqrt(6.0 / 11));
        AssertUniform("dense3.weight", Math.Sqrt(6.0 / 64));
        AssertUniform("dense3.bias", Math.Sqrt(1.0 / 64));
    }

    [Fact]
    public void Normal_HasItsDeviation()
    {
        AssertNormal("dense2.weight", Math.Sqrt(2.0 / 69));
        AssertNormal("dense4.weight", Math.Sqrt(2.0 / 200));
    }

    [Theory]
    [InlineData("dense5.weight", 30, 100)]
    [InlineData("dense6.weight", 70, 30)]
    public void Orthogonal_HasOrthonormalRowsOrColumns(string name, int rows, int columns)
    {
        var weight = Values(name);
        var byRows = rows <= columns;
        double At(int vector, int i) => byRows ? weight[(vector * columns) + i] : weight[(i * columns) + vector];
        for (var a = 0; a < Math.Min(rows, columns); a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var product = Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? 1 : 0, product, 1e-6);
            }
        }
    }

    [Fact]
    public void Constants_AreEverywhere()
    {
        Assert.All(Values("dense7.weight"), value => Assert.Equal(0f, value));
        Assert.All(Values("dense7.bias"), value => Assert.Equal(-2f, value));
        Assert.All(Values("dense4.bias"), value => Assert.Equal(0.1f, value));
    }

    [Fact]
    public void Slopes_BeginWithAQuarter()
    {
        var parameters = new float[Sloping.ParameterCount];
        new Sloping(1).CopyParametersTo(parameters);
        foreach (var tensor in Sloping.Tensors)
        {
            if (!tensor.Name.StartsWith("dense", StringComparison.Ordinal) || tensor.Name.Contains("prelu", StringComparison.Ordinal))
            {
                Assert.All(parameters[tensor.Offset..(tensor.Offset + tensor.Length)], slope => Assert.Equal(0.25f, slope));
            }
        }

        Assert.Equal(
            ["dense1.weight [6, 5]", "dense1.bias [6]", "dense1.prelu.weight [1]", "activation1.weight [1]", "prelu1.weight [6]", "dense2.weight [1, 6]", "dense2.bias [1]"],
            Sloping.Tensors.ToArray().Select(tensor => tensor.ToString()));
    }

    private float[] Values(string name)
    {
        var tensor = Initialized.Tensors.ToArray().Single(candidate => candidate.Name == name);
        return _parameters[tensor.Offset..(tensor.Offset + tensor.Length)];
    }

    private void AssertUniform(string name, double bound)
    {
        var values = Values(name);
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.True(values.Max() > 0.7 * bound && values.Min() < -0.7 * bound);
        Assert.InRange(values.Average(value => (double)value * value), bound * bound / 3 * 0.7, bound * bound / 3 * 1.3);
    }

    private void AssertNormal(string name, double deviation)
    {
        var values = Values(name);
        Assert.InRange(Math.Sqrt(values.Average(value => (double)value * value)) / deviation, 0.93, 1.07);
        Assert.InRange(values.Count(value => Math.Abs(value) < deviation) / (double)values.Length, 0.62, 0.75);
        Assert.True(values.Max() > 2 * deviation);
    }
}
