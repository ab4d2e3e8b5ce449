using System.Runtime.Intrinsics;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Mathematics;

/// <summary>Many sums folded together against each folded alone, bit for bit: schedules choose between them, and results may not show it.</summary>
public sealed class FoldTests
{
    private const int Sums = 16;
    private const int Lanes512 = 16;

    private static readonly string[] Some = ["usual", "mixed sizes", "zeros", "infinities", "NaN"];

    /// <summary>What is drawn from: numbers of one size, of very different sizes, with zeros of both signs, with what is no number.</summary>
    public static TheoryData<string> Kinds => [.. Some, "everything", "tiny", "huge"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FoldSum16_HasTheBitsOfSixteenFoldSums(string kind)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var s = Draw512(kind, seed);
            var folded = Lanes.FoldSum16(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13], s[14], s[15]);
            for (var i = 0; i < Sums; i++)
            {
                AssertSame(Lanes.FoldSum(s[i]), folded[i], i);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FoldSum8_HasTheBitsOfEightFoldSums(string kind)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var s = Draw512(kind, seed);
            var h = Array.ConvertAll(s, vector => vector.GetLower());
            var wide = Lanes.FoldSum8(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
            var half = Lanes.FoldSum8(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]);
            for (var i = 0; i < 8; i++)
            {
                AssertSame(Lanes.FoldSum(s[i]), wide[i], i);
                AssertSame(Lanes.FoldSum(h[i]), half[i], i);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FoldSum4_HasTheBitsOfFourFoldSums(string kind)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var s = Draw512(kind, seed);
            var h = Array.ConvertAll(s, vector => vector.GetLower());
            var q = Array.ConvertAll(h, vector => vector.GetLower());
            var wide = Lanes.FoldSum4(s[0], s[1], s[2], s[3]);
            var half = Lanes.FoldSum4(h[0], h[1], h[2], h[3]);
            var quarter = Lanes.FoldSum4(q[0], q[1], q[2], q[3]);
            for (var i = 0; i < 4; i++)
            {
                AssertSame(Lanes.FoldSum(s[i]), wide[i], i);
                AssertSame(Lanes.FoldSum(h[i]), half[i], i);
                AssertSame(Lanes.FoldSum(q[i]), quarter[i], i);
            }
        }
    }

    /// <summary>A kernel's lanes lie in one vector of 16, two of 8 or four of 4: halves are added, then the folds of that width run.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Folds_OfOneTree_AgreeBetweenWidths(string kind)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var s = Draw512(kind, seed);
            var h = Array.ConvertAll(s, vector => vector.GetLower() + vector.GetUpper());
            var q = Array.ConvertAll(h, vector => vector.GetLower() + vector.GetUpper());
            var sixteen = Lanes.FoldSum16(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13], s[14], s[15]);
            for (var i = 0; i < Sums; i += 8)
            {
                var eight = Lanes.FoldSum8(h[i], h[i + 1], h[i + 2], h[i + 3], h[i + 4], h[i + 5], h[i + 6], h[i + 7]);
                for (var lane = 0; lane < 8; lane++)
                {
                    var four = Lanes.FoldSum4(q[(i + lane) & ~3], q[((i + lane) & ~3) + 1], q[((i + lane) & ~3) + 2], q[((i + lane) & ~3) + 3]);
                    AssertSame(sixteen[i + lane], eight[lane], i + lane);
                    AssertSame(sixteen[i + lane], four[lane & 3], i + lane);
                }
            }
        }
    }

    /// <summary>Each sum has one term, and it is in another lane each time: a fold that mixes up sums or drops lanes shows.</summary>
    [Fact]
    public void EveryLaneOfEverySum_ArrivesInItsPlace()
    {
        for (var sum = 0; sum < Sums; sum++)
        {
            for (var lane = 0; lane < Lanes512; lane++)
            {
                var s = new Vector512<float>[Sums];
                s[sum] = s[sum].WithElement(lane, 3f);
                var sixteen = Lanes.FoldSum16(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13], s[14], s[15]);
                for (var i = 0; i < Sums; i++)
                {
                    Assert.Equal(i == sum ? 3f : 0f, sixteen[i]);
                }

                if (sum < 8)
                {
                    Assert.Equal(Vector256<float>.Zero.WithElement(sum, 3f), Lanes.FoldSum8(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]));
                }

                if (sum < 4)
                {
                    Assert.Equal(Vector128<float>.Zero.WithElement(sum, 3f), Lanes.FoldSum4(s[0], s[1], s[2], s[3]));
                }
            }
        }
    }

    private static Vector512<float>[] Draw512(string kind, int seed)
    {
        var random = new Random(seed);
        var vectors = new Vector512<float>[Sums];
        for (var i = 0; i < Sums; i++)
        {
            var values = Numbers.Uniform(Lanes512, random.Next());
            for (var lane = 0; lane < values.Length; lane++)
            {
                values[lane] = Change(kind == "everything" ? Some[random.Next(Some.Length)] : kind, values[lane], random);
            }

            vectors[i] = Vector512.Create(values);
        }

        return vectors;
    }

    private static float Change(string kind, float value, Random random) => kind switch
    {
        "mixed sizes" => value * MathF.Pow(10f, random.Next(-30, 30)),
        "zeros" => random.Next(4) switch { 0 => 0f, 1 => value, _ => -0f },
        "infinities" => random.Next(12) switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, _ => value },
        "NaN" => random.Next(20) == 0 ? float.NaN : value,
        "tiny" => value * 1e-44f,
        "huge" => value * 3.4e38f,
        _ => value,
    };

    /// <summary>The bits; of NaN only that it is one.</summary>
    private static void AssertSame(float expected, float actual, int sum) => Assert.True(
        Numbers.Bits([expected])[0] == Numbers.Bits([actual])[0] || (float.IsNaN(expected) && float.IsNaN(actual)),
        $"Sum {sum} is {actual} instead of {expected}.");
}
