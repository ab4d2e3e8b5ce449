using System.Runtime.Intrinsics;
using Xunit.Abstractions;
using static NeuralLearn.Compiled.Tests.Mathematics.VectorMathTests;

namespace NeuralLearn.Compiled.Tests.Mathematics;

public sealed class PowTests(ITestOutputHelper output)
{
    private const double Bound = 0.501;

    /// <summary>Sum over the bits of many results: with multiply-adds that never fuse there is one on all hardware.</summary>
    private const uint RecordedBits = 0x2F3EB720;

    private static readonly float[] Ends =
    [
        0f, float.Epsilon, 1e-40f, 1.17549435e-38f, 1e-20f, 0.3333333f, 0.5f, 0.99999994f, 1f, 1.0000001f, 1.5f, 2f, 2.5f, 3f, 7f, 10f,
        127f, 128f, 149f, 150f, 151f, 1e20f, 4194303.5f, 8388606.5f, 8388607f, 8388607.5f, 8388608f, 8388609f, 16777213f, 16777215f,
        16777216f, 16777218f, float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1f)]
    [InlineData(1.5f)]
    [InlineData(2f)]
    [InlineData(2.2f)]
    [InlineData(-1f)]
    [InlineData(0.33333334f)]
    [InlineData(7f)]
    public void Pow_OfAllBases_StaysWithinItsError(float y)
    {
        var worst = new Worst();
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 4099)
        {
            worst.Add(BitConverter.UInt32BitsToSingle((uint)bits), y);
        }

        worst.Check(output, 1_000_000);
    }

    [Fact]
    public void Pow_OfManyPairs_StaysWithinItsError()
    {
        var worst = new Worst();
        var random = new System.Random(7);
        for (var i = 0; i < 2_000_000; i++)
        {
            var (x, y) = Pair(random, i);
            worst.Add(x, y);
        }

        worst.Check(output, 2_000_000);
    }

    /// <summary>Math.Pow follows C99 on every system.</summary>
    [Fact]
    public void Pow_AtTheEndsOfBothScales_IsThatOfTheFramework()
    {
        foreach (var x in Ends.Concat(Ends.Select(end => -end)))
        {
            foreach (var y in Ends.Concat(Ends.Select(end => -end)))
            {
                var exact = Math.Pow(x, y);
                var expected = (float)exact;
                var isEnd = float.IsNaN(expected) || float.IsInfinity(expected) || expected == 0f || Math.Abs(exact) == 1;
                foreach (var actual in AtEveryWidth(x, y))
                {
                    var right = isEnd ? Canonical(expected) == Canonical(actual) : Ulps(actual, exact) <= Bound;
                    Assert.True(right, $"{x:R}^{y:R} is {actual:R}, not {expected:R}");
                }
            }
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    [InlineData(-5)]
    public void Pow_ThatAFloatCanHold_IsExact(int x)
    {
        // A power of up to 24 bits is a float.
        for (int y = 0, power = 1; Math.Abs(power) < 1 << 24; y++, power *= x)
        {
            Assert.All(AtEveryWidth(x, y), actual => Assert.Equal(power, actual));
        }
    }

    [Fact]
    public void Pow_AtEveryWidth_HasTheSameBits()
    {
        var random = new System.Random(8);
        var (x, y) = (new float[16], new float[16]);
        for (var round = 0; round < 20_000; round++)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                (x[lane], y[lane]) = Pair(random, round);

                // A lane among others that take the rare path.
                if (round % 3 == 0 && random.Next(8) == 0)
                {
                    x[lane] = Ends[random.Next(Ends.Length)] * (random.Next(2) == 0 ? 1f : -1f);
                }
            }

            var (wideX, wideY) = (Vector512.Create(x), Vector512.Create(y));
            var wide = VectorMath.Pow(wideX, wideY);
            var portable = PortableVectorMath.Pow(wideX, wideY);
            for (var lane = 0; lane < 16; lane++)
            {
                var expected = Canonical(VectorMath.Pow(x[lane], y[lane]));
                Assert.Equal(expected, Canonical(wide[lane]));
                Assert.Equal(expected, Canonical(portable[lane]));
                var (half, quarter) = (lane & 8, lane & 12);
                Assert.Equal(expected, Canonical(VectorMath.Pow(Vector256.Create(x, half), Vector256.Create(y, half))[lane & 7]));
                Assert.Equal(expected, Canonical(VectorMath.Pow(Vector128.Create(x, quarter), Vector128.Create(y, quarter))[lane & 3]));
                Assert.Equal(expected, Canonical(PortableVectorMath.Pow(x[lane], y[lane])));
            }
        }
    }

    [Fact]
    public void Pow_OnEveryMachine_HasTheRecordedBits()
    {
        var hash = 2166136261u;
        for (var i = 0u; i < 400_000u; i++)
        {
            var x = BitConverter.UInt32BitsToSingle(unchecked(i * 2_654_435_769u) & 0x7FFFFFFFu);
            var y = i % 2 == 0 ? (i / 10_000f) - 20f : BitConverter.UInt32BitsToSingle(unchecked((i * 40_503u) ^ 0x3F800000u));
            hash = unchecked((hash ^ Canonical(VectorMath.Pow(Vector128.Create(x), Vector128.Create(y)).ToScalar())) * 16777619u);
        }

        output.WriteLine($"0x{hash:X8}");
        Assert.Equal(RecordedBits, hash);
    }

    /// <summary>Pairs whose results lie everywhere: among ordinary numbers, around both ends of the floats, near 1 and below 0.</summary>
    private static (float X, float Y) Pair(System.Random random, int kind)
    {
        var x = MathF.Abs(AnyFloat(random));
        switch (kind % 5)
        {
            case 0:
                return ((float)(random.NextDouble() * 10), (float)((random.NextDouble() * 20) - 10));
            case 1:
                return (x, (float)(((random.NextDouble() * 290) - 155) / Math.Log2(x)));
            case 2:
                return (x, (float)(((random.NextDouble() * 26) - 150) / Math.Log2(x)));
            case 3:
                x = 1f + (random.Next(-2000, 2000) * 5.9604645E-08f);
                return (x, (float)(((random.NextDouble() * 290) - 155) / Math.Log2(x)));
            default:
                return (-x, MathF.Round((float)(((random.NextDouble() * 290) - 155) / Math.Log2(x))));
        }
    }

    private static float[] AtEveryWidth(float x, float y) =>
    [
        VectorMath.Pow(x, y),
        VectorMath.Pow(Vector128.Create(x), Vector128.Create(y))[3],
        VectorMath.Pow(Vector256.Create(x), Vector256.Create(y))[7],
        VectorMath.Pow(Vector512.Create(x), Vector512.Create(y))[15],
        PortableVectorMath.Pow(x, y),
        PortableVectorMath.Pow(Vector128.Create(x), Vector128.Create(y))[3],
        PortableVectorMath.Pow(Vector256.Create(x), Vector256.Create(y))[7],
        PortableVectorMath.Pow(Vector512.Create(x), Vector512.Create(y))[15],
    ];

    private sealed class Worst
    {
        private double _error;
        private int _count;
        private (float X, float Y) _at;

        public void Add(float x, float y)
        {
            var error = Ulps(VectorMath.Pow(x, y), Math.Pow(x, y));
            _count++;
            if (error > _error)
            {
                (_error, _at) = (error, (x, y));
            }
        }

        public void Check(ITestOutputHelper output, int atLeast)
        {
            output.WriteLine($"at most {_error:F6} ulp, at {_at.X:R}^{_at.Y:R}, over {_count} pairs");
            Assert.True(_count >= atLeast);
            Assert.True(_error <= Bound, $"{_at.X:R}^{_at.Y:R} is {_error:F6} ulp off");
        }
    }
}
