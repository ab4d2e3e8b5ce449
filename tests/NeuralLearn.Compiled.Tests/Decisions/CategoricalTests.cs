using NeuralLearn.Compiled.Tests.RandomNumbers;
using NeuralLearn.Compiled.Tests.Reference;

namespace NeuralLearn.Compiled.Tests.Decisions;

public sealed class CategoricalTests
{
    private static readonly float[] Scores = [0.5f, -1f, 2f, 0f, 1.25f];

    public static TheoryData<string> References =>
        [.. ReferenceFile.Decisions.Where(c => c.Logits is not null).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(References))]
    public void Distribution_OfPyTorchsCases_IsPyTorchs(string name)
    {
        var (logits, allowed, reference) = Read(name);
        var probabilities = new float[logits.Length];
        Categorical.Softmax(logits, probabilities, 1, allowed);
        for (var i = 0; i < logits.Length; i++)
        {
            Near(reference.Results.Probabilities!.Values[i], probabilities[i]);
            if (allowed.Length == 0 || allowed[i])
            {
                Near(reference.Results.LogProbabilities!.Values[i], Categorical.LogProbability(logits, i, allowed));
            }
        }

        Near(reference.Results.Entropy, Categorical.Entropy(logits, allowed));
    }

    [Theory]
    [MemberData(nameof(References))]
    public void PolicyGradient_OfPyTorchsCases_IsPyTorchs(string name)
    {
        var (logits, allowed, reference) = Read(name);
        var action = reference.Action.GetInt32();
        var gradient = new float[logits.Length];
        var loss = Categorical.PolicyGradient(logits, action, reference.Advantage, reference.EntropyBonus, gradient, allowed);
        var results = reference.Results;
        for (var i = 0; i < logits.Length; i++)
        {
            Near(results.Gradient!.Values[i], gradient[i]);
        }

        Near((-reference.Advantage * results.LogProbabilities!.Values[action]) - (reference.EntropyBonus * results.Entropy), loss);

        // In place, the same bits.
        Assert.Equal(loss, Categorical.PolicyGradient(logits, action, reference.Advantage, reference.EntropyBonus, logits, allowed));
        Assert.Equal(gradient, logits);
    }

    [Fact]
    public void PolicyGradient_IsTheSlopeOfItsLoss()
    {
        double[] logits = [0.3, -1.1, 0.8, 2.0, -0.4, 0.1];
        bool[] allowed = [true, true, false, true, true, false];
        var gradient = new float[6];
        Categorical.PolicyGradient(Array.ConvertAll(logits, x => (float)x), 4, -0.7f, 0.2f, gradient, allowed);
        for (var i = 0; i < 6; i++)
        {
            const double Step = 1e-5;
            var above = (double[])logits.Clone();
            var below = (double[])logits.Clone();
            above[i] += Step;
            below[i] -= Step;
            var slope = (Loss(above, allowed, 4, -0.7, 0.2) - Loss(below, allowed, 4, -0.7, 0.2)) / (2 * Step);
            Assert.Equal(slope, gradient[i], 1e-6);
        }
    }

    [Fact]
    public void Softmax_InPlace_GivesTheSameBits()
    {
        var apart = new float[5];
        Categorical.Softmax(Scores, apart, 0.5f);
        var place = (float[])Scores.Clone();
        Categorical.Softmax(place, place, 0.5f);
        Assert.Equal(apart, place);
    }

    [Fact]
    public void Results_StayBetweenTheirNeighbours()
    {
        float[] memory = [7, .. Scores, 7];
        Categorical.Softmax(memory.AsSpan(1, 5), memory.AsSpan(1, 5));
        Assert.Equal([7, 7], new[] { memory[0], memory[6] });
        Categorical.PolicyGradient(Scores, 1, 1, 1, memory.AsSpan(1, 5));
        Assert.Equal([7, 7], new[] { memory[0], memory[6] });
    }

    [Theory]
    [InlineData(0.25f)]
    [InlineData(2f)]
    public void Softmax_OfATemperature_IsThatOfDividedScores(float temperature)
    {
        var divided = new float[5];
        var direct = new float[5];
        Categorical.Softmax(Array.ConvertAll(Scores, x => x / temperature), divided);
        Categorical.Softmax(Scores, direct, temperature);
        Assert.Equal(divided, direct);
    }

    [Fact]
    public void Softmax_OfEndsOfTheTemperature_IsBestOrEqual()
    {
        var p = new float[5];
        Categorical.Softmax(Scores, p, 0, [true, true, false, true, true]);
        Assert.Equal([0, 0, 0, 0, 1], p);
        Categorical.Softmax(Scores, p, float.Epsilon);
        Assert.Equal([0, 0, 1, 0, 0], p);
        Categorical.Softmax([0, float.NegativeInfinity, 3, 4, 5], p, float.PositiveInfinity);
        Assert.Equal([0.25f, 0, 0.25f, 0.25f, 0.25f], p);
    }

    [Fact]
    public void Best_OfTies_IsTheLowest()
    {
        Assert.Equal(1, Categorical.Best([1, 3, 3, 2]));
        Assert.Equal(2, Categorical.Best([1, 3, 3, 2], [true, false, true, true]));
        Assert.Equal(3, Categorical.Best([1, 3, 3, 2], [false, false, false, true]));
        Assert.Equal(0, Categorical.Best([float.NegativeInfinity, float.NegativeInfinity]));
    }

    [Fact]
    public void Best_OfNaN_CountsItAsLargest()
    {
        Assert.Equal(1, Categorical.Best([1, float.NaN, float.PositiveInfinity, float.NaN]));
        Assert.Equal(2, Categorical.Best([1, float.NaN, float.PositiveInfinity, 0], [true, false, true, true]));
        Assert.Equal(3, Categorical.Best([1, float.NaN, 5, float.NaN], [true, false, true, true]));
    }

    [Fact]
    public void Max_IsTheLargestAllowedValue()
    {
        Assert.Equal(2f, Categorical.Max(Scores));
        Assert.Equal(1.25f, Categorical.Max(Scores, [true, true, false, true, true]));
        Assert.True(float.IsNaN(Categorical.Max([1, float.NaN])));
    }

    [Fact]
    public void Extremes_GiveNumbers()
    {
        const float Infinity = float.PositiveInfinity;
        var p = new float[3];
        Categorical.Softmax([3e38f, -3e38f, 3e38f], p);
        Assert.Equal([0.5f, 0, 0.5f], p);
        Categorical.Softmax([1, -Infinity, -Infinity], p);
        Assert.Equal([1, 0, 0], p);
        Categorical.Softmax([1, Infinity, Infinity], p);
        Assert.Equal([0, 0.5f, 0.5f], p);
        Categorical.Softmax([-Infinity, -Infinity, -Infinity], p, 1, [true, false, true]);
        Assert.Equal([0.5f, 0, 0.5f], p);
        Categorical.Softmax([Categorical.Illegal, 0, Categorical.Illegal + 5], p);
        Assert.Equal([0, 1, 0], p);
        Assert.Equal(-Infinity, Categorical.LogProbability([1, -Infinity], 1));
        Assert.Equal(0, Categorical.LogProbability([1, -Infinity], 0));
        Assert.Equal(0, Categorical.Entropy([1, -Infinity, Categorical.Illegal]));
        Assert.Equal(-1e9f, Categorical.LogProbability([0, Categorical.Illegal], 1));
        Categorical.PolicyGradient([0, -Infinity, Categorical.Illegal], 0, 2, 0.5f, p);
        Assert.Equal([0, 0, 0], p);
        Assert.Equal(0, Categorical.PolicyGradient([0, -Infinity, 0], 1, 0, 0, p));
        Assert.Equal([0, 0, 0], p);
    }

    [Fact]
    public void LogProbability_NearlyCertain_KeepsItsDigits()
    {
        Assert.Equal(-Math.Exp(-30), Categorical.LogProbability([30, 0], 0), 1e-19);
        Assert.Equal(31 * Math.Exp(-30), Categorical.Entropy([30, 0]), 1e-17);
    }

    [Fact]
    public void NaN_OfAnAllowedAction_ReachesEveryAllowedResult()
    {
        var p = new float[3];
        Categorical.Softmax([float.NaN, 1, 2], p, 1, [true, false, true]);
        Assert.Equal([float.NaN, 0, float.NaN], p);
        Assert.True(float.IsNaN(Categorical.Entropy([float.NaN, 1])));
        Assert.True(float.IsNaN(Categorical.LogProbability([float.NaN, 1], 1)));
        Categorical.PolicyGradient([float.NaN, 1, 2], 2, 1, 0, p, [true, false, true]);
        Assert.Equal([float.NaN, 0, float.NaN], p);
    }

    [Fact]
    public void NaN_OfAForbiddenAction_IsNotSeen()
    {
        var p = new float[3];
        bool[] allowed = [false, true, true];
        Categorical.Softmax([float.NaN, 1, 1], p, 1, allowed);
        Assert.Equal([0, 0.5f, 0.5f], p);
        Assert.Equal(Math.Log(2), Categorical.Entropy([float.NaN, 1, 1], allowed), 1e-7);
        Categorical.PolicyGradient([float.NaN, 1, 1], 1, 1, 0, p, allowed);
        Assert.Equal([0, -0.5f, 0.5f], p);
    }

    [Fact]
    public void Calls_AllocateNothing()
    {
        var random = new NetRandom(1);
        var p = new float[5];
        bool[] allowed = [true, true, false, true, true];
        Statistics.AssertNoAllocation(() =>
        {
            Categorical.Sample(Scores, ref random, 0.5f, allowed);
            Categorical.Best(Scores, allowed);
            Categorical.Max(Scores, allowed);
            Categorical.Softmax(Scores, p, 0.5f, allowed);
            Categorical.LogProbability(Scores, 1, allowed);
            Categorical.Entropy(Scores, allowed);
            Categorical.PolicyGradient(Scores, 1, 1, 0.1f, p, allowed);
        });
    }

    private static double Loss(double[] logits, bool[] allowed, int action, double advantage, double bonus)
    {
        var weights = logits.Select((x, i) => allowed[i] ? Math.Exp(x) : 0).ToArray();
        var p = weights.Select(w => w / weights.Sum()).ToArray();
        return (-advantage * Math.Log(p[action])) + (bonus * p.Where(x => x > 0).Sum(x => x * Math.Log(x)));
    }

    private static (float[] Logits, bool[] Allowed, DecisionCase Case) Read(string name)
    {
        var reference = ReferenceFile.Decisions.Single(c => c.Name == name);
        return (reference.Logits!.Floats(), Array.ConvertAll(reference.Allowed!.Values, x => x != 0), reference);
    }

    private static void Near(double expected, float actual) => Assert.Equal(expected, actual, 1e-7 + (5e-7 * Math.Abs(expected)));
}
