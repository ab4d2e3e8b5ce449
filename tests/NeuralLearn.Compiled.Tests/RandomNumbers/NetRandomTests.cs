using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled.Tests.RandomNumbers;

/// <summary>Streams are part of the contract. Expected words come from a separate Philox in Python.</summary>
public sealed class NetRandomTests
{
    [Fact]
    public void Size_Is32Bytes() => Assert.Equal(32, Unsafe.SizeOf<NetRandom>());

    [Fact]
    public void Stream_IsTheHashOfItsName() => Assert.Equal(NetRandom.Stream, Philox.Hash("NetRandom"));

    [Theory]
    [InlineData(0UL, 0xC5FC573Eu, 0xFA1EE147u, 0x43746169u, 0x496A6748u, 0x00B29910u, 0x727B9BD2u, 0x3934D1ADu, 0xE955CDCCu, 0xD4FCA238u)]
    [InlineData(1UL, 0x85DD5A79u, 0x0802816Eu, 0x49C1C00Du, 0x8D919A29u, 0x75373055u, 0x10B05C77u, 0xE04AB5B9u, 0x0598CE74u, 0xC7A91C80u)]
    [InlineData(ulong.MaxValue, 0x6EDF1048u, 0x098C22E2u, 0xFC03B4DAu, 0x49F17ECAu, 0xB00767F1u, 0x6AD03B4Bu, 0x279AD1D6u)]
    public void Words_OfASeed_AreTheContract(ulong seed, params uint[] expected)
    {
        var random = new NetRandom(seed);
        Assert.All(expected, word => Assert.Equal(word, random.NextUInt32()));
    }

    [Fact]
    public void Default_IsSeed0()
    {
        var random = default(NetRandom);
        Assert.Equal(0xC5FC573Eu, random.NextUInt32());
    }

    [Fact]
    public void Copy_AtAnyPlace_GivesTheSameNumbersAgain()
    {
        for (var drawn = 0; drawn < 10; drawn++)
        {
            var random = new NetRandom(11);
            for (var i = 0; i < drawn; i++)
            {
                random.NextUInt32();
            }

            var copy = random;
            var expected = Draw(ref random);
            Assert.Equal(expected, Draw(ref copy));
        }
    }

    [Fact]
    public void LongAndSingle_AreMadeOfWords()
    {
        var random = new NetRandom(1);
        Assert.Equal(0x0802816E85DD5A79UL, random.NextUInt64());
        Assert.Equal(0x49C1C0 / 16777216f, random.NextSingle());
        Assert.Equal(0x8D919A / 16777216f, random.NextSingle());
    }

    [Fact]
    public void Single_IsFrom0ToBelow1AndEven()
    {
        var random = new NetRandom(2);
        var counts = new int[64];
        for (var i = 0; i < 64_000; i++)
        {
            var value = random.NextSingle();
            Assert.InRange(value, 0f, 1f);
            counts[(int)(value * 64)]++;
        }

        Statistics.AssertLikely(counts, Statistics.Equal(64));
    }

    [Theory]
    [InlineData(10, 0, 8, 8, 4, 8, 8, 8, 5, 9, 9)]
    [InlineData(3 << 29, 112629087, 1414617551, 1400085692, 687475078, 1294328423, 1366507458, 1394041859, 1573782623)]
    [InlineData(int.MaxValue, 150172116, 1886156734, 1866780922, 916633438, 1725771230, 1822009944, 1858722478, 1074191584, 2098376830)]
    public void Int_OfASeed_IsTheContract(int below, params int[] expected)
    {
        var random = new NetRandom(7);
        Assert.All(expected, value => Assert.Equal(value, random.NextInt(below)));
    }

    [Fact]
    public void Int_OfAnUnevenBound_LeavesWordsOut()
    {
        var random = new NetRandom(7);
        var words = new NetRandom(7);
        for (var i = 0; i < 10; i++)
        {
            random.NextInt(3 << 29);
        }

        for (var i = 0; i < 11; i++)
        {
            words.NextUInt32();
        }

        Assert.Equal(words, random);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Int_IsEven(int below)
    {
        var random = new NetRandom(3);
        var counts = new int[below];
        for (var i = 0; i < 1000 * below; i++)
        {
            counts[random.NextInt(below)]++;
        }

        Statistics.AssertLikely(counts, Statistics.Equal(below));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Int_BelowLessThan1_ThrowsAndDrawsNothing(int below)
    {
        var random = new NetRandom(4);
        var before = random;
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(below));
        Assert.Equal("below", error.ParamName);
        Assert.Equal(before, random);
    }

    [Fact]
    public void Normal_OfASeed_IsTheContract()
    {
        // In double precision: √(-2 ln u) cos φ.
        double[] near =
        [
            0.03754897479874103, 0.3538345423449371, 0.07358793241854265, -1.2371893752424794, -0.7276310778688418, 2.124266507495359,
        ];
        uint[] bits = [0x3D19CD10, 0x3EB529D1, 0x3D96B540, 0xBF9E5C3A, 0xBF3A4608, 0x4007F3FB];
        var random = new NetRandom(5);
        for (var i = 0; i < near.Length; i++)
        {
            var value = random.NextNormal();
            Assert.Equal(near[i], value, 1e-6);
            Assert.Equal(bits[i], BitConverter.SingleToUInt32Bits(value));
        }
    }

    [Fact]
    public void Normal_TakesTwoWords()
    {
        var random = new NetRandom(5);
        random.NextNormal();
        var words = new NetRandom(5);
        words.NextUInt64();
        Assert.Equal(words, random);
    }

    [Fact]
    public void Normal_HasTheMomentsAndTheShape()
    {
        // Limits of 16 equally likely parts.
        double[] limits =
        [
            -1.5341205443525463, -1.1503493803760079, -0.8871465590188758, -0.6744897501960817, -0.4887764111146695, -0.3186393639643752,
            -0.1573106846101707, 0, 0.1573106846101707, 0.3186393639643752, 0.4887764111146695, 0.6744897501960817, 0.8871465590188758,
            1.1503493803760079, 1.5341205443525463,
        ];
        const int Count = 200_000;
        var random = new NetRandom(6);
        var counts = new int[16];
        double sum = 0, squares = 0, fourth = 0;
        for (var i = 0; i < Count; i++)
        {
            double value = random.NextNormal();
            counts[limits.Count(limit => limit < value)]++;
            sum += value;
            squares += value * value;
            fourth += value * value * value * value;
        }

        Statistics.AssertLikely(counts, Statistics.Equal(16));
        Assert.Equal(0, sum / Count, 0.01);
        Assert.Equal(1, squares / Count, 0.015);
        Assert.Equal(3, fourth / Count, 0.1);
    }

    [Fact]
    public void Shuffle_OfASeed_IsTheContract()
    {
        var random = new NetRandom(3);
        int[] values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        random.Shuffle(values.AsSpan());
        Assert.Equal([4, 1, 2, 3, 7, 0, 9, 8, 5, 6], values);
    }

    [Fact]
    public void Shuffle_GivesEveryOrderEquallyOften()
    {
        var random = new NetRandom(8);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            char[] values = ['a', 'b', 'c', 'd'];
            random.Shuffle(values.AsSpan());
            var order = new string(values);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Statistics.AssertLikely([.. counts.Values], Statistics.Equal(24));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Shuffle_OfFewerThanTwo_TakesNoWord(int count)
    {
        var random = new NetRandom(9);
        random.Shuffle(new int[count].AsSpan());
        Assert.Equal(new NetRandom(9), random);
    }

    [Fact]
    public void Draws_AllocateNothing()
    {
        var random = new NetRandom(10);
        var values = new int[100];
        Statistics.AssertNoAllocation(() =>
        {
            Draw(ref random);
            random.Shuffle(values.AsSpan());
        });
    }

    private static (uint, ulong, float, float, int) Draw(ref NetRandom random) =>
        (random.NextUInt32(), random.NextUInt64(), random.NextSingle(), random.NextNormal(), random.NextInt(1000));
}
