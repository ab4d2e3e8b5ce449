namespace NeuralLearn.Compiled.Determinism;

/// <summary>Generations of creatures that nothing but seeds decides, and decisions drawn at random.</summary>
internal static class Evolution
{
    private const int Creatures = 40;
    private const int Generations = 10;

    public static ulong Run<T>(Func<ulong, T> create, Action<T, T> copy, Mutation<T> mutate)
        where T : class, INetwork
    {
        var digest = new Digest();
        var random = new NetRandom(3);
        T[] now = [.. Enumerable.Range(0, Creatures).Select(i => create((ulong)i))], next = [.. Enumerable.Range(0, Creatures).Select(_ => create(0))];
        var fitness = new float[Creatures];
        var senses = Measurement.Values(now[0].Info.InputSize, 5);
        var answer = new float[now[0].Info.OutputSize];
        for (var generation = 0; generation < Generations; generation++)
        {
            for (var i = 0; i < Creatures; i++)
            {
                now[i].Forward(senses, answer);
                fitness[i] = answer[Categorical.Sample(answer, ref random, temperature: 0.5f)] + Categorical.Entropy(answer);
            }

            digest.Add(fitness);
            Array.Sort(fitness, now);
            for (var i = 0; i < Creatures; i++)
            {
                copy(next[i], now[Creatures - 1 - random.NextInt(Creatures / 4)]);
                mutate(next[i], ref random);
            }

            (now, next) = (next, now);
        }

        var parameters = new float[now[0].Info.ParameterCount];
        foreach (var creature in now)
        {
            creature.CopyParametersTo(parameters);
            digest.Add(parameters);
        }

        return digest.Value;
    }

    public delegate void Mutation<T>(T creature, ref NetRandom random);
}
