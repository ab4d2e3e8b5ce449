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

    /// <summary>Fills a tensor with normal numbers around 0 (Box and Muller 1958), in pairs from pairs of words.</summary>
    /// <param name="values">The tensor in flat order.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="deviation">The standard deviation.</param>
    public static void Normal(Span<float> values, ulong seed, string name, float deviation)
    {
        var stream = Philox.Hash(name);
        Span<float> four = stackalloc float[4];
        for (var i = 0; i < values.Length; i += 4)
        {
            var words = Philox.Block(seed, (ulong)i / 4, stream);
            (four[0], four[1]) = Pair(words.W0, words.W1);
            (four[2], four[3]) = Pair(words.W2, words.W3);
            for (var j = 0; j < 4 && i + j < values.Length; j++)
            {
                values[i + j] = four[j] * deviation;
            }
        }
    }

    /// <summary>
    /// Fills a matrix with orthonormal rows, or columns where those are fewer: the QR decomposition of normal numbers by Gram and Schmidt,
    /// done twice for accuracy, whose R has a positive diagonal.
    /// </summary>
    /// <param name="values">The tensor in flat order, row-major.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="name">The tensor's name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public static void Orthogonal(Span<float> values, ulong seed, string name, int rows, int columns)
    {
        Normal(values, seed, name, 1f);
        var count = Math.Min(rows, columns);
        var length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (var k = 0; k < count; k++)
        {
            vectors[k] = new double[length];
            for (var i = 0; i < length; i++)
            {
                vectors[k][i] = rows <= columns ? values[(k * columns) + i] : values[(i * columns) + k];
            }

            for (var pass = 0; pass < 2; pass++)
            {
                for (var earlier = 0; earlier < k; earlier++)
                {
                    var share = Product(vectors[k], vectors[earlier]);
                    for (var i = 0; i < length; i++)
                    {
                        vectors[k][i] -= share * vectors[earlier][i];
                    }
                }
            }

            var norm = Math.Sqrt(Product(vectors[k], vectors[k]));
            for (var i = 0; i < length; i++)
            {
                vectors[k][i] /= norm;
                values[rows <= columns ? (k * columns) + i : (i * columns) + k] = (float)vectors[k][i];
            }
        }
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Two independent normal numbers from two words; the first word gives the distance, never of 0's logarithm.</summary>
    private static (float First, float Second) Pair(uint first, uint second)
    {
        var distance = MathF.Sqrt(-2f * PortableVectorMath.Log(1f - Philox.ToUnit(first)));
        var angle = 2f * MathF.PI * Philox.ToUnit(second);
        return (distance * PortableVectorMath.Cos(angle), distance * PortableVectorMath.Sin(angle));
    }

    private static float Spread(uint word, float bound) => ((2f * Philox.ToUnit(word)) - 1f) * bound;
}
