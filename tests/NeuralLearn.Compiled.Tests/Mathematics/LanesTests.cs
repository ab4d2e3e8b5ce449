using System.Runtime.Intrinsics;
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
            Assert.Equal(Vector128.Create(Lanes.FoldSum(a), Lanes.FoldSum(b), Lanes.FoldSum(c), Lanes.FoldSum(d)), Lanes.FoldSum4(a, b, c, d));
            var (a2, b2, c2, d2) = (a.GetLower(), b.GetLower(), c.GetLower(), d.GetLower());
            Assert.Equal(Vector128.Create(Lanes.FoldSum(a2), Lanes.FoldSum(b2), Lanes.FoldSum(c2), Lanes.FoldSum(d2)), Lanes.FoldSum4(a2, b2, c2, d2));
            var (a4, b4, c4, d4) = (a2.GetLower(), b2.GetLower(), c2.GetLower(), d2.GetLower());
            Assert.Equal(Vector128.Create(Lanes.FoldSum(a4), Lanes.FoldSum(b4), Lanes.FoldSum(c4), Lanes.FoldSum(d4)), Lanes.FoldSum4(a4, b4, c4, d4));
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
        }

        Assert.True(float.IsNaN(Lanes.Max(float.NaN, 1f)));
        Assert.True(float.IsNaN(Lanes.Max(1f, float.NaN)));
        Assert.Equal(2f, Lanes.Max(1f, 2f));
        Assert.True(float.IsNaN(Lanes.FoldMax(Vector256.Create(0f, 1f, 2f, 3f, 4f, float.NaN, 5f, 6f))));
        Assert.Equal(3f, Lanes.FoldMax(Vector128.Create(0f, 3f, 2f, -1f)));
    }

    [Fact]
    public void First_MasksThatManyLanes()
    {
        for (var count = -1; count <= 17; count++)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                var expected = lane < count ? uint.MaxValue : 0u;
                Assert.Equal(expected, Lanes.First512(count).AsUInt32()[lane]);
                Assert.Equal(lane < 8 ? expected : 0u, lane < 8 ? Lanes.First256(count).AsUInt32()[lane] : 0u);
                Assert.Equal(lane < 4 ? expected : 0u, lane < 4 ? Lanes.First128(count).AsUInt32()[lane] : 0u);
            }
        }
    }

    [Fact]
    public void Relu_KeepsNaN_AndHasTheSameBitsAtEveryWidth()
    {
        float[] values = [float.NaN, -0f, 0f, -1f, 1f, float.PositiveInfinity, float.NegativeInfinity, 1e-45f, -1e-45f, 3f, -3f, 5f, -5f, 7f, -7f, 9f];
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
