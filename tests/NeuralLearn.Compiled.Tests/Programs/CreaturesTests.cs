namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(2), Dense(8, Activation.Tanh), Dense(1, Activation.Tanh)]
public sealed partial class Creature;

/// <summary>Evolution without gradients: hundreds of instances of one class, copied and changed at random.</summary>
public sealed class CreaturesTests
{
    private const int Count = 200;

    [Fact]
    public void Generations_LearnExclusiveOr() => Assert.True(Evolve(60).Best > -0.05f);

    [Fact]
    public void Evolution_IsTheSameEveryTime()
    {
        var one = Evolve(5);
        var other = Evolve(5);
        Assert.Equal(one.Best, other.Best);
        Assert.Equal(one.Parameters, other.Parameters);
    }

    [Fact]
    public void Mutation_ChangesTheShareOfElementsItIsGiven()
    {
        var creature = new Creature(1);
        float[] before = new float[Creature.ParameterCount], after = new float[Creature.ParameterCount];
        creature.CopyParametersTo(before);
        var random = new NetRandom(1);
        var changed = 0;
        for (var round = 0; round < 200; round++)
        {
            creature.LoadParameters(before);
            creature.Mutate(ref random, deviation: 0.1f, probability: 0.25f);
            creature.CopyParametersTo(after);
            changed += after.Where((value, i) => value != before[i]).Count();
        }

        Assert.InRange(changed / (200.0 * Creature.ParameterCount), 0.22, 0.28);
    }

    [Fact]
    public void MutationOfNothing_ChangesNothing()
    {
        var creature = new Creature(1);
        float[] before = new float[Creature.ParameterCount], after = new float[Creature.ParameterCount];
        creature.CopyParametersTo(before);
        var random = new NetRandom(1);
        creature.Mutate(ref random, deviation: 1f, probability: 0f);
        creature.Mutate(ref random, deviation: 0f);
        creature.CopyParametersTo(after);
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(-1f, 0.5f, "deviation")]
    [InlineData(float.NaN, 0.5f, "deviation")]
    [InlineData(1f, 1.5f, "probability")]
    [InlineData(1f, float.NaN, "probability")]
    public void NumbersOutOfRange_AreNamed(float deviation, float probability, string name)
    {
        var creature = new Creature(1);
        Assert.Throws<ArgumentOutOfRangeException>(name, () =>
        {
            var random = new NetRandom(1);
            creature.Mutate(ref random, deviation, probability);
        });
    }

    private static (float Best, float[] Parameters) Evolve(int generations)
    {
        var random = new NetRandom(7);
        var now = Enumerable.Range(0, Count).Select(i => new Creature((ulong)i)).ToArray();
        var next = Enumerable.Range(0, Count).Select(_ => new Creature()).ToArray();
        var fitness = new float[Count];
        for (var generation = 0; generation <= generations; generation++)
        {
            for (var i = 0; i < Count; i++)
            {
                fitness[i] = Fitness(now[i]);
            }

            Array.Sort(fitness, now);
            for (var i = 0; i < Count && generation < generations; i++)
            {
                next[i].CopyFrom(now[i < 10 ? Count - 10 + i : Count - 50 + random.NextInt(50)]);
                if (i >= 10)
                {
                    next[i].Mutate(ref random, deviation: 0.2f, probability: 0.4f);
                }
            }

            for (var i = 0; i < Count && generation < generations; i++)
            {
                now[i].CopyFrom(next[i]);
            }
        }

        var best = new float[Creature.ParameterCount];
        now[^1].CopyParametersTo(best);
        return (fitness[^1], best);
    }

    private static float Fitness(Creature creature)
    {
        var error = 0f;
        Span<float> output = stackalloc float[1];
        for (var i = 0; i < 4; i++)
        {
            creature.Forward([(i & 1) == 0 ? -1f : 1f, (i & 2) == 0 ? -1f : 1f], output);
            var wanted = i is 1 or 2 ? 0.9f : -0.9f;
            error += (output[0] - wanted) * (output[0] - wanted);
        }

        return -error / 4;
    }
}
