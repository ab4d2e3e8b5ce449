using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Mathematics;

public sealed class LanesTests
{
    [Fact]
    public void FoldSum_AtEveryWidth_IsTheTree()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var values = Numbers.Uniform(16, seed, 1000f);
            var tree = (float[])values.Clone();
            for (var half = 8; half > 0; half /= 2)
            {
                for (var lane = 0; lane < half; lane++)
                {
                    tree[lane] += tree[lane + half];
                }
            }

            var wide = Vector512.Create(values);
            var folded = wide.GetLower() + wide.GetUpper();
            Assert.Equal(tree[0], Lanes.FoldSum(wide));
            Assert.Equal(tree[0], Lanes.FoldSum(folded));
            Assert.Equal(tree[0], Lanes.FoldSum(folded.GetLower() + folded.GetUpper()));
        }
    }

    [Fact]
    public void FoldSum4_AtEveryWidth_HasTheBitsOfFoldSum()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var a = Vector512.Create(Numbers.Uniform(16, seed, 1000f));
            var b = Vector512.Create(Numbers.Uniform(16, seed + 1000));
            var c = Vector512.Create(Numbers.Uniform(16, seed + 2000, 1e-3f));
            var d = Vector512.Create(Numbers.Uniform(16, seed + 3000, 1e6f));
            var sums = Vector128.Create(Lanes.FoldSum(a), Lanes.FoldSum(b), Lanes.FoldSum(c), Lanes.FoldSum(d));
            Assert.Equal(sums, Lanes.FoldSum4(a, b, c, d));
            var (a2, b2, c2, d2) = (a.GetLower(), b.GetLower(), c.GetLower(), d.GetLower());
            sums = Vector128.Create(Lanes.FoldSum(a2), Lanes.FoldSum(b2), Lanes.FoldSum(c2), Lanes.FoldSum(d2));
            Assert.Equal(sums, Lanes.FoldSum4(a2, b2, c2, d2));
            var (a4, b4, c4, d4) = (a2.GetLower(), b2.GetLower(), c2.GetLower(), d2.GetLower());
            sums = Vector128.Create(Lanes.FoldSum(a4), Lanes.FoldSum(b4), Lanes.FoldSum(c4), Lanes.FoldSum(d4));
            Assert.Equal(sums, Lanes.FoldSum4(a4, b4, c4, d4));
        }
    }

    [Fact]
    public void FoldMax_IsTheLargest_AndNaNWins()
    {
        for (var lane = 0; lane < 16; lane++)
        {
            var values = Numbers.Uniform(16, lane);
            values[lane] = 7f;
            Assert.Equal(7f, Lanes.FoldMax(Vector512.Create(values)));
            values[lane] = float.NaN;
            Assert.True(float.IsNaN(Lanes.FoldMax(Vector512.Create(values))));
            Assert.True(float.IsNaN(Lanes.FoldMax(Vector256.Create(values, lane & 8))));
            Assert.True(float.IsNaN(Lanes.FoldMax(Vector128.Create(values, lane & 12))));
            values[lane] = 8f;
            Assert.Equal(8f, Lanes.FoldMax(Vector256.Create(values, lane & 8)));
            Assert.Equal(8f, Lanes.FoldMax(Vector128.Create(values, lane & 12)));
        }
    }

    [Fact]
    public void Max_AtEveryWidth_LetsNaNWin()
    {
        float[] numbers = [float.NaN, float.NegativeInfinity, -2f, -1e-45f, 0f, 1e-45f, 3f, float.PositiveInfinity];
        foreach (var a in numbers)
        {
            foreach (var b in numbers)
            {
                var expected = float.IsNaN(a) || float.IsNaN(b) ? float.NaN : a > b ? a : b;
                Assert.Equal(expected, Lanes.Max(a, b));
                Assert.Equal(expected, Lanes.Max(Vector128.Create(a), Vector128.Create(b))[3]);
                Assert.Equal(expected, Lanes.Max(Vector256.Create(a), Vector256.Create(b))[7]);
                Assert.Equal(expected, Lanes.Max(Vector512.Create(a), Vector512.Create(b))[15]);
            }
        }
    }

    [Fact]
    public void MultiplyAdd_AtEveryWidth_IsFusedWhereTheHardwareCan()
    {
        var fused = Fma.IsSupported || AdvSimd.IsSupported;
        for (var seed = 0; seed < 200; seed++)
        {
            var (a, b, c) = (Numbers.Uniform(16, seed), Numbers.Uniform(16, seed + 1000), Numbers.Uniform(16, seed + 2000, 1e-3f));
            var wide = Lanes.MultiplyAdd(Vector512.Create(a), Vector512.Create(b), Vector512.Create(c));
            for (var i = 0; i < 16; i++)
            {
                // A double holds the product of two floats exactly, and rounding twice differs from once in none of these cases.
                var expected = fused ? (float)(((double)a[i] * b[i]) + c[i]) : (a[i] * b[i]) + c[i];
                Assert.Equal(expected, wide[i]);
                Assert.Equal(expected, Lanes.MultiplyAdd(Vector256.Create(a[i]), Vector256.Create(b[i]), Vector256.Create(c[i]))[7]);
                Assert.Equal(expected, Lanes.MultiplyAdd(Vector128.Create(a[i]), Vector128.Create(b[i]), Vector128.Create(c[i]))[3]);
                Assert.Equal(expected, Lanes.MultiplyAdd(a[i], b[i], c[i]));
            }
        }
    }

    [Fact]
    public void First_MasksThatManyLanes()
    {
        foreach (var count in Enumerable.Range(-1, 19).Append(int.MinValue).Append(int.MaxValue))
        {
            for (var lane = 0; lane < 16; lane++)
            {
                var expected = lane < count ? uint.MaxValue : 0u;
                Assert.Equal(expected, Lanes.First512(count).AsUInt32()[lane]);
                Assert.Equal(lane % 8 < count ? uint.MaxValue : 0u, Lanes.First256(count).AsUInt32()[lane % 8]);
                Assert.Equal(lane % 4 < count ? uint.MaxValue : 0u, Lanes.First128(count).AsUInt32()[lane % 4]);
            }
        }
    }

    [Fact]
    public void Relu_KeepsNaN_AndHasTheSameBitsAtEveryWidth()
    {
        float[] values =
            [float.NaN, -0f, 0f, -1f, 1f, float.PositiveInfinity, float.NegativeInfinity, 1e-45f, -1e-45f, 3f, -3f, 5f, -5f, 7f, -7f, -9f];
        var wide = Lanes.Relu(Vector512.Create(values));
        for (var i = 0; i < values.Length; i++)
        {
            var expected = Lanes.Relu(values[i]);
            Assert.Equal(float.IsNaN(values[i]), float.IsNaN(expected));
            Assert.True(float.IsNaN(expected) || expected >= 0f);
            Assert.Equal(Numbers.Bits([expected]), Numbers.Bits([wide[i]]));
            Assert.Equal(Numbers.Bits([expected]), Numbers.Bits([Lanes.Relu(Vector256.Create(values, i & 8))[i & 7]]));
            Assert.Equal(Numbers.Bits([expected]), Numbers.Bits([Lanes.Relu(Vector128.Create(values, i & 12))[i & 3]]));
        }
    }
}
