using System.ComponentModel;

namespace NeuralLearn.Compiled;

/// <summary>
/// Initial values as a function of seed, tensor name and element: adding a layer leaves the others' values alone, and every machine
/// gets the same bits. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Initializer
{
    /// <summary>Fills a tensor uniformly in [-bound, bound).</summary>
    /// <param name="values">The tensor in flat order.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="bound">The largest magnitude.</param>
    public static void Uniform(Span<float> values, ulong seed, string name, float bound)
    {
        var stream = Philox.Hash(name);
        for (var i = 0; i < values.Length; i += 4)
        {
            var words = Philox.Block(seed, (ulong)i / 4, stream);
            values[i] = Spread(words.W0, bound);
            if (i + 1 < values.Length)
            {
                values[i + 1] = Spread(words.W1, bound);
            }

            if (i + 2 < values.Length)
            {
                values[i + 2] = Spread(words.W2, bound);
            }

            if (i + 3 < values.Length)
            {
                values[i + 3] = Spread(words.W3, bound);
            }
        }
    }

    private static float Spread(uint word, float bound) => ((2f * Philox.ToUnit(word)) - 1f) * bound;
}
