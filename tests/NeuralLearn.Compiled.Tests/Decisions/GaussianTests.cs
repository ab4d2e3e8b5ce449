using NeuralLearn.Compiled.Tests.RandomNumbers;
using NeuralLearn.Compiled.Tests.Reference;

namespace NeuralLearn.Compiled.Tests.Decisions;

public sealed class GaussianTests
{
    private static readonly float[] Mean = [0.5f, -1f, 2f];
    private static readonly float[] LogDeviation = [-1f, 0f, 0.75f];
    private static readonly float[] Action = [0.25f, 1f, -0.5f];

    public static TheoryData<string> References => [.. ReferenceFile.Decisions.Where(c => c.Mean is not null).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(References))]
    public void Distribution_OfPyTorchsCases_IsPyTorchs(string name)
    {
        var reference = ReferenceFile.Decisions.Single(c => c.Name == name);
        var (mean, logDeviation) = (reference.Mean!.Floats(), reference.LogDeviation!.Floats());
        var action = reference.Action.GetProperty("values").EnumerateArray().Select(x => (float)x.GetDouble()).ToArray();
        var results = reference.Results;
        Near(results.LogProbability, Gaussian.LogProbability(mean, logDeviation, action));
        Near(results.Entropy, Gaussian.Entropy(logDeviation));
        var ofMean = new float[mean.Length];
        var ofLogDeviation = new float[mean.Length];
        var loss = Gaussian.PolicyGradient(
            mean, logDeviation, action, reference.Advantage, reference.EntropyBonus, ofMean, ofLogDeviation);
        Near((-reference.Advantage * results.LogProbability) - (reference.EntropyBonus * results.Entropy), loss);
        for (var i = 0; i < mean.Length; i++)
        {
            Near(results.MeanGradient!.Values[i], ofMean[i]);
            Near(results.LogDeviationGradient!.Values[i], ofLogDeviation[i]);
        }

        // In place, the same bits.
        Gaussian.PolicyGradient(mean, logDeviation, action, reference.Advantage, reference.EntropyBonus, mean, logDeviation);
        Assert.Equal(ofMean, mean);
        Assert.Equal(ofLogDeviation, logDeviation);
    }

    [Fact]
    public void PolicyGradient_IsTheSlopeOfItsLoss()
    {
        var ofMean = new float[3];
        var ofLogDeviation = new float[3];
        Gaussian.PolicyGradient(Mean, LogDeviation, Action, 1.5f, 0.25f, ofMean, ofLogDeviation);
        for (var i = 0; i < 3; i++)
        {
            const double Step = 1e-5;
            Assert.Equal((Loss(i, Step, 0) - Loss(i, -Step, 0)) / (2 * Step), ofMean[i], 2e-6);
            Assert.Equal((Loss(i, 0, Step) - Loss(i, 0, -Step)) / (2 * Step), ofLogDeviation[i], 2e-6);
        }
    }

    [Fact]
    public void Sample_IsMeanAndDeviationTimesNormal()
    {
        var random = new NetRandom(31);
        var normals = random;
        var action = new float[3];
        Gaussian.Sample(Mean, LogDeviation, ref random, action);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Mean[i] + (Math.Exp(LogDeviation[i]) * normals.NextNormal()), action[i], 1e-6);
        }

        Assert.Equal(normals, random);
    }

    [Fact]
    public void Sample_HasTheMeanAndTheDeviation()
    {
        const int Count = 100_000;
        var random = new NetRandom(32);
        var action = new float[3];
        var sums = new double[3];
        var squares = new double[3];
        for (var n = 0; n < Count; n++)
        {
            Gaussian.Sample(Mean, LogDeviation, ref random, action);
            for (var i = 0; i < 3; i++)
            {
                var z = (action[i] - Mean[i]) / Math.Exp(LogDeviation[i]);
                sums[i] += z;
                squares[i] += z * z;
            }
        }

        Assert.All(sums, sum => Assert.Equal(0, sum / Count, 0.015));
        Assert.All(squares, square => Assert.Equal(1, square / Count, 0.02));
    }

    [Fact]
    public void Sample_InPlace_GivesTheSameBits()
    {
        var random = new NetRandom(33);
        var again = random;
        var action = new float[3];
        Gaussian.Sample(Mean, LogDeviation, ref random, action);
        var place = (float[])Mean.Clone();
        Gaussian.Sample(place, LogDeviation, ref again, place);
        Assert.Equal(action, place);
    }

    [Fact]
    public void Sample_WithoutDeviation_IsTheMean()
    {
        var random = new NetRandom(34);
        var action = new float[1];
        Gaussian.Sample([1.5f], [float.NegativeInfinity], ref random, action);
        Assert.Equal(1.5f, action[0]);
    }

    [Fact]
    public void Results_StayBetweenTheirNeighbours()
    {
        var random = new NetRandom(35);
        float[] memory = [7, 0, 0, 0, 7, 0, 0, 0, 7];
        Gaussian.Sample(Mean, LogDeviation, ref random, memory.AsSpan(1, 3));
        Gaussian.PolicyGradient(Mean, LogDeviation, Action, 1, 0, memory.AsSpan(1, 3), memory.AsSpan(5, 3));
        Assert.Equal([7, 7, 7], new[] { memory[0], memory[4], memory[8] });
    }

    [Fact]
    public void BadLengths_NameBothNumbersAndChangeNothing()
    {
        var random = new NetRandom(36);
        var before = random;
        var error = Assert.Throws<ArgumentException>(() => Gaussian.Sample(Mean, LogDeviation, ref random, new float[2]));
        Assert.Contains("'action' has 2 values; 3 are needed.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Gaussian.LogProbability(Mean, [0, 0], Action));
        Assert.Throws<ArgumentException>(() => Gaussian.LogProbability(Mean, LogDeviation, [0, 0]));
        var gradient = new float[3];
        Assert.Throws<ArgumentException>(() => Gaussian.PolicyGradient(Mean, LogDeviation, Action, 1, 0, gradient, new float[4]));
        Assert.Throws<ArgumentException>(() => Gaussian.PolicyGradient(Mean, LogDeviation, Action, 1, 0, gradient, gradient));
        var memory = new float[4];
        Assert.Throws<ArgumentException>(() => Gaussian.Sample(memory.AsSpan(0, 3), LogDeviation, ref random, memory.AsSpan(1, 3)));
        Assert.Equal(new float[3], gradient);
        Assert.Equal(before, random);
    }

    [Fact]
    public void NaN_StaysInItsAction()
    {
        var ofMean = new float[2];
        var ofLogDeviation = new float[2];
        Assert.True(float.IsNaN(Gaussian.PolicyGradient([float.NaN, 0], [0, 0], [0, 1], 1, 0, ofMean, ofLogDeviation)));
        Assert.True(float.IsNaN(ofMean[0]));
        Assert.Equal(-1f, ofMean[1]);
    }

    [Fact]
    public void Calls_AllocateNothing()
    {
        var random = new NetRandom(37);
        var first = new float[3];
        var second = new float[3];
        Statistics.AssertNoAllocation(() =>
        {
            Gaussian.Sample(Mean, LogDeviation, ref random, first);
            Gaussian.LogProbability(Mean, LogDeviation, Action);
            Gaussian.Entropy(LogDeviation);
            Gaussian.PolicyGradient(Mean, LogDeviation, Action, 1, 0.1f, first, second);
        });
    }

    private static double Loss(int moved, double meanStep, double logDeviationStep)
    {
        double logProbability = 0, entropy = 0;
        for (var i = 0; i < 3; i++)
        {
            var s = LogDeviation[i] + (i == moved ? logDeviationStep : 0);
            var z = (Action[i] - Mean[i] - (i == moved ? meanStep : 0)) / Math.Exp(s);
            logProbability += (-0.5 * z * z) - s - (0.5 * Math.Log(2 * Math.PI));
            entropy += 0.5 + (0.5 * Math.Log(2 * Math.PI)) + s;
        }

        return (-1.5 * logProbability) - (0.25 * entropy);
    }

    private static void Near(double expected, float actual) => Assert.Equal(expected, actual, 1e-6 + (1e-6 * Math.Abs(expected)));
}
