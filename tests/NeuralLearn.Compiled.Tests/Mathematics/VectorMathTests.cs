using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tests.Mathematics;

public sealed class VectorMathTests(ITestOutputHelper output)
{
    /// <summary>Every 257th bit pattern of all floats: all exponents, both signs, denormals, infinities and NaNs.</summary>
    private const uint Step = 257;

    public static TheoryData<string, double> Bounds => new()
    {
        { "Exp", 2 }, { "Log", 2 }, { "Tanh", 3 }, { "Sigmoid", 3 }, { "Expm1", 3 }, { "Softplus", 3 }, { "Erf", 3 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Function_OverAllFloats_StaysWithinItsError(string name, double bound)
    {
        foreach (var portable in new[] { false, true })
        {
            var function = MathCase.Scalar(name, portable);
            var reference = MathCase.Reference(name);
            double worst = 0;
            float at = 0;
            var count = 0;
            for (ulong bits = 0; bits <= uint.MaxValue; bits += Step)
            {
                var x = BitConverter.UInt32BitsToSingle((uint)bits);
                var error = Ulps(function(x), reference(x));
                count++;
                if (error > worst)
                {
                    (worst, at) = (error, x);
                }
            }

            output.WriteLine($"{name}{(portable ? ", portable" : "")}: at most {worst:F3} ulp, at {at:R}, over {count} floats");
            Assert.True(count > 16_000_000);
            Assert.True(worst <= bound, $"{name}({at:R}) is {worst:F3} ulp off");
        }
    }

    [Theory]
    [InlineData("Exp", 0f, 1f)]
    [InlineData("Exp", float.NegativeInfinity, 0f)]
    [InlineData("Exp", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Exp", 89f, float.PositiveInfinity)]
    [InlineData("Exp", -103.97f, 1.401298e-45f)]
    [InlineData("Exp", -104f, 0f)]
    [InlineData("Exp", float.NaN, float.NaN)]
    [InlineData("Log", 1f, 0f)]
    [InlineData("Log", 0f, float.NegativeInfinity)]
    [InlineData("Log", -1f, float.NaN)]
    [InlineData("Log", float.NegativeInfinity, float.NaN)]
    [InlineData("Log", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Log", float.NaN, float.NaN)]
    [InlineData("Log", 1.401298e-45f, -103.27893f)]
    [InlineData("Tanh", 0f, 0f)]
    [InlineData("Tanh", 1e-40f, 1e-40f)]
    [InlineData("Tanh", float.PositiveInfinity, 1f)]
    [InlineData("Tanh", float.NegativeInfinity, -1f)]
    [InlineData("Tanh", float.NaN, float.NaN)]
    [InlineData("Sigmoid", 0f, 0.5f)]
    [InlineData("Sigmoid", float.PositiveInfinity, 1f)]
    [InlineData("Sigmoid", float.NegativeInfinity, 0f)]
    [InlineData("Sigmoid", float.NaN, float.NaN)]
    [InlineData("Expm1", float.NegativeInfinity, -1f)]
    [InlineData("Expm1", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Expm1", 0f, 0f)]
    [InlineData("Expm1", 1e-40f, 1e-40f)]
    [InlineData("Expm1", float.NaN, float.NaN)]
    [InlineData("Softplus", float.NegativeInfinity, 0f)]
    [InlineData("Softplus", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Softplus", 100f, 100f)]
    [InlineData("Softplus", float.NaN, float.NaN)]
    [InlineData("Erf", 0f, 0f)]
    [InlineData("Erf", float.PositiveInfinity, 1f)]
    [InlineData("Erf", float.NegativeInfinity, -1f)]
    [InlineData("Erf", float.NaN, float.NaN)]
    public void Function_AtASpecialValue_IsExact(string name, float x, float expected)
    {
        foreach (var portable in new[] { false, true })
        {
            var actual = MathCase.Scalar(name, portable)(x);
            Assert.True(float.IsNaN(expected) ? float.IsNaN(actual) : BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(actual),
                $"{name}({x}) is {actual:R}, not {expected:R}");
        }
    }

    [Fact]
    public void Functions_AtNegativeZero_KeepWhatTheSignMeans()
    {
        Assert.Equal(1f, VectorMath.Exp(-0f));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log(-0f));
        Assert.True(float.IsNegative(VectorMath.Tanh(-0f)) && VectorMath.Tanh(-0f) == 0f);
        Assert.True(float.IsNegative(PortableVectorMath.Tanh(-0f)) && PortableVectorMath.Tanh(-0f) == 0f);
        Assert.Equal(0.5f, VectorMath.Sigmoid(-0f));
    }

    [Theory]
    [InlineData("Exp")]
    [InlineData("Log")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Expm1")]
    [InlineData("Softplus")]
    [InlineData("Erf")]
    public void Function_AtEveryWidth_HasTheSameBits(string name)
    {
        foreach (var portable in new[] { false, true })
        {
            var (wide, half, quarter) = MathCase.Vectors(name, portable);
            var scalar = MathCase.Scalar(name, portable);
            var random = new System.Random(5);
            var input = new float[16];
            for (var round = 0; round < 20_000; round++)
            {
                for (var i = 0; i < input.Length; i++)
                {
                    // Half plain numbers, half arbitrary bit patterns.
                    input[i] = round % 2 == 0 ? (float)((random.NextDouble() * 40) - 20) : BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
                }

                var results = wide(Vector512.Create(input));
                for (var i = 0; i < input.Length; i++)
                {
                    var expected = Canonical(scalar(input[i]));
                    Assert.Equal(expected, Canonical(results[i]));
                    Assert.Equal(expected, Canonical(half(Vector256.Create(input, i & 8))[i & 7]));
                    Assert.Equal(expected, Canonical(quarter(Vector128.Create(input, i & 12))[i & 3]));
                }
            }
        }
    }

    /// <summary>NaN's sign and payload are exempt from the promise.</summary>
    private static uint Canonical(float value) => float.IsNaN(value) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(value);

    private static double Ulps(float actual, double exact)
    {
        var rounded = (float)exact;
        if (float.IsNaN(rounded) || float.IsNaN(actual))
        {
            return float.IsNaN(rounded) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (float.IsInfinity(rounded) || float.IsInfinity(actual))
        {
            return rounded.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        var magnitude = MathF.Abs(rounded);
        return Math.Abs(actual - exact) / (MathF.BitIncrement(magnitude) - (double)magnitude);
    }
}
