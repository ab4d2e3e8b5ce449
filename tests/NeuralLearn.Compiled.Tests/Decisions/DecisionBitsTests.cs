namespace NeuralLearn.Compiled.Tests.Decisions;

/// <summary>Bits of results are the same on every machine. The hashes are what any build must give.</summary>
public sealed class DecisionBitsTests
{
    [Fact]
    public void Categorical_OfManyRandomScores_HasItsHash()
    {
        var random = new NetRandom(41);
        var hash = 14695981039346656037UL;
        for (var actions = 1; actions < 40; actions++)
        {
            var logits = new float[actions];
            var results = new float[actions];
            var allowed = new bool[actions];
            for (var round = 0; round < 25; round++)
            {
                Fill(logits, ref random, 4);
                for (var i = 0; i < actions; i++)
                {
                    allowed[i] = random.NextInt(4) != 0;
                }

                var action = random.NextInt(actions);
                allowed[action] = true;
                Add(ref hash, Categorical.Sample(logits, ref random, 0.5f + random.NextSingle(), allowed));
                Add(ref hash, Categorical.Entropy(logits, allowed));
                Add(ref hash, Categorical.LogProbability(logits, action, allowed));
                Categorical.Softmax(logits, results, 0.7f, allowed);
                Add(ref hash, results);
                Add(ref hash, Categorical.PolicyGradient(logits, action, random.NextNormal(), 0.01f, results, allowed));
                Add(ref hash, results);
            }
        }

        Assert.Equal(15846393090580206906UL, hash);
    }

    [Fact]
    public void Gaussian_OfManyRandomNumbers_HasItsHash()
    {
        var random = new NetRandom(42);
        var hash = 14695981039346656037UL;
        var (mean, logDeviation, action) = (new float[21], new float[21], new float[21]);
        var (ofMean, ofLogDeviation) = (new float[21], new float[21]);
        for (var round = 0; round < 500; round++)
        {
            Fill(mean, ref random, 4);
            Fill(logDeviation, ref random, 3);
            Gaussian.Sample(mean, logDeviation, ref random, action);
            Add(ref hash, action);
            Add(ref hash, Gaussian.LogProbability(mean, logDeviation, action));
            Add(ref hash, Gaussian.Entropy(logDeviation));
            Add(ref hash, Gaussian.PolicyGradient(mean, logDeviation, action, random.NextNormal(), 0.01f, ofMean, ofLogDeviation));
            Add(ref hash, ofMean);
            Add(ref hash, ofLogDeviation);
        }

        Assert.Equal(5455433801185737216UL, hash);
    }

    private static void Fill(float[] values, ref NetRandom random, float range)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ((2 * random.NextSingle()) - 1) * range;
        }
    }

    private static void Add(ref ulong hash, ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            Add(ref hash, value);
        }
    }

    private static void Add(ref ulong hash, float value) =>
        hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211UL);
}
