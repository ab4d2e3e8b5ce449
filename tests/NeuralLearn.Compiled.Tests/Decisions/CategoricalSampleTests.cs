using NeuralLearn.Compiled.Tests.RandomNumbers;

namespace NeuralLearn.Compiled.Tests.Decisions;

public sealed class CategoricalSampleTests
{
    private static readonly float[] Scores = [0.5f, -1f, 2f, 0f, 1.25f];

    [Theory]
    [InlineData(1f)]
    [InlineData(0.3f)]
    [InlineData(5f)]
    [InlineData(float.PositiveInfinity)]
    public void Sample_FollowsTheSoftmax(float temperature)
    {
        foreach (var allowed in new bool[][] { [], [true, false, true, true, false], [false, false, false, false, true] })
        {
            var random = new NetRandom(21);
            var counts = new int[5];
            for (var i = 0; i < 50_000; i++)
            {
                counts[Categorical.Sample(Scores, ref random, temperature, allowed)]++;
            }

            var p = new float[5];
            Categorical.Softmax(Scores, p, temperature, allowed);
            Statistics.AssertLikely(counts, Array.ConvertAll(p, x => (double)x));
        }
    }

    [Fact]
    public void Sample_OfASeed_IsTheContract()
    {
        var random = new NetRandom(1);
        var actions = Enumerable.Range(0, 12).Select(_ => Categorical.Sample(Scores, ref random)).ToArray();

        // Words over 2³² are .52, .03, .29, .55, .46, .07, .88, .02, .78 …; the probabilities add up to .12, .15, .68, .76, 1.
        Assert.Equal([2, 0, 2, 2, 2, 0, 4, 0, 4], actions[..9]);
    }

    [Fact]
    public void Sample_TakesOneWordWhateverTheArguments()
    {
        float[][] scores = [Scores, [1], [float.NaN, 1], [float.NegativeInfinity, 0]];
        foreach (var score in scores)
        {
            foreach (var temperature in new[] { 0, 1, float.PositiveInfinity })
            {
                var random = new NetRandom(22);
                var words = random;
                Categorical.Sample(score, ref random, temperature);
                words.NextUInt32();
                Assert.Equal(words, random);
            }
        }
    }

    [Fact]
    public void Sample_AtTemperature0_IsBest()
    {
        var random = new NetRandom(23);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(2, Categorical.Sample(Scores, ref random, 0));
            Assert.Equal(4, Categorical.Sample(Scores, ref random, 0, [true, true, false, true, true]));
        }
    }

    [Fact]
    public void Sample_OfProbability0_NeverComes()
    {
        var random = new NetRandom(24);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(1, Categorical.Sample([float.NegativeInfinity, 1, Categorical.Illegal, -200], ref random));
        }
    }

    [Fact]
    public void Sample_OfNaN_IsAnAllowedAction()
    {
        var random = new NetRandom(25);
        Assert.Equal(2, Categorical.Sample([float.NaN, 1, float.NaN, 3], ref random, 1, [false, true, true, true]));
        Assert.Equal(1, Categorical.Sample([float.NaN, 1], ref random, 1, [false, true]));
    }

    [Fact]
    public void NoScores_Throw()
    {
        var random = new NetRandom(26);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Categorical.Sample([], ref random)).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Categorical.Best([])).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => Categorical.Max([])).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Categorical.Softmax([], [])).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Categorical.Entropy([])).ParamName);
    }

    [Fact]
    public void NoneAllowed_ThrowsAndDrawsNothing()
    {
        var random = new NetRandom(27);
        var before = random;
        bool[] none = new bool[5];
        Assert.Equal("allowed", Assert.Throws<ArgumentException>(() => Categorical.Sample(Scores, ref random, 1, none)).ParamName);
        Assert.Equal("allowed", Assert.Throws<ArgumentException>(() => Categorical.Best(Scores, none)).ParamName);
        Assert.Equal("allowed", Assert.Throws<ArgumentException>(() => Categorical.Max(Scores, none)).ParamName);
        Assert.Equal("allowed", Assert.Throws<ArgumentException>(() => Categorical.Softmax(Scores, new float[5], 1, none)).ParamName);
        Assert.Equal("allowed", Assert.Throws<ArgumentException>(() => Categorical.Entropy(Scores, none)).ParamName);
        Assert.Equal(before, random);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void BadTemperature_ThrowsAndDrawsNothing(float temperature)
    {
        var random = new NetRandom(28);
        var before = random;
        Assert.Throws<ArgumentOutOfRangeException>(() => Categorical.Sample(Scores, ref random, temperature));
        Assert.Throws<ArgumentOutOfRangeException>(() => Categorical.Softmax(Scores, new float[5], temperature));
        Assert.Equal(before, random);
    }

    [Fact]
    public void BadLengths_NameBothNumbers()
    {
        var flags = Assert.Throws<ArgumentException>(() => Categorical.Best(Scores, [true, true]));
        Assert.Contains("'allowed' has 2 values; 5 are needed.", flags.Message, StringComparison.Ordinal);
        var result = Assert.Throws<ArgumentException>(() => Categorical.Softmax(Scores, new float[4]));
        Assert.Contains("'probabilities' has 4 values; 5 are needed.", result.Message, StringComparison.Ordinal);
        var gradient = Assert.Throws<ArgumentException>(() => Categorical.PolicyGradient(Scores, 0, 1, 0, new float[6]));
        Assert.Contains("'gradient' has 6 values; 5 are needed.", gradient.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadActions_AreNamed()
    {
        bool[] allowed = [true, false, true, true, true];
        Assert.Throws<ArgumentOutOfRangeException>(() => Categorical.LogProbability(Scores, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Categorical.PolicyGradient(Scores, -1, 1, 0, new float[5]));
        var forbidden = Assert.Throws<ArgumentException>(() => Categorical.LogProbability(Scores, 1, allowed));
        Assert.Contains("Action 1 is not allowed.", forbidden.Message, StringComparison.Ordinal);
        var gradient = new float[] { 7, 7, 7, 7, 7 };
        Assert.Throws<ArgumentException>(() => Categorical.PolicyGradient(Scores, 1, 1, 0, gradient, allowed));
        Assert.Equal([7, 7, 7, 7, 7], gradient);
    }

    [Fact]
    public void SpansThatOverlapAtDifferentPlaces_Throw()
    {
        var memory = new float[6];
        Assert.Throws<ArgumentException>(() => Categorical.Softmax(memory.AsSpan(0, 5), memory.AsSpan(1, 5)));
        Assert.Throws<ArgumentException>(() => Categorical.PolicyGradient(memory.AsSpan(1, 5), 0, 1, 0, memory.AsSpan(0, 5)));
    }
}
