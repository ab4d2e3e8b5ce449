using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Random numbers that are the same on every machine: for choosing actions, shuffling data, changing weights. A value of 32 bytes: copying
/// it is a snapshot, from which the same numbers come again, and <c>default</c> is seed 0. Pass it by <c>ref</c>, or a copy moves on while
/// the original stays. Nothing is allocated. Not for secrets.
/// </summary>
/// <remarks>
/// <para>
/// The stream is part of the contract; changing it is a major version. It is a sequence of 32-bit words: word n is word n mod 4 of Philox
/// 4×32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; 2011) for the seed as key and the counter whose
/// lower half is n / 4 and whose upper half is FNV-1a of "NetRandom". There are 2⁶⁴ words. Networks draw their initial weights and dropout
/// masks from other counters, so that a network may have the same seed.
/// </para>
/// <para>
/// <see cref="NextUInt32"/> and <see cref="NextSingle"/> take one word, <see cref="NextUInt64"/> and <see cref="NextNormal"/> two,
/// <see cref="NextInt"/> one or, seldom, more. No draw keeps anything back for the next one.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct NetRandom
{
    // FNV-1a of "NetRandom": Philox.Hash would allocate.
    internal const ulong Stream = 0xD64305D5E64A5DEF;

    private readonly ulong _seed;
    private ulong _position;

    // The block that the last word came from; without a meaning where a block begins.
    private uint _word0;
    private uint _word1;
    private uint _word2;
    private uint _word3;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">Any number. Streams of different seeds have nothing to do with each other, neighbours neither.</param>
    public NetRandom(ulong seed) => _seed = seed;

    /// <summary>The next word: every 32-bit number is equally likely.</summary>
    /// <returns>0 to 2³² - 1.</returns>
    public uint NextUInt32()
    {
        var word = (int)_position & 3;
        if (word == 0)
        {
            (_word0, _word1, _word2, _word3) = Philox.Block(_seed, _position >> 2, Stream);
        }

        _position = unchecked(_position + 1);
        return word switch
        {
            0 => _word0,
            1 => _word1,
            2 => _word2,
            _ => _word3,
        };
    }

    /// <summary>The next two words, the lower half first: every 64-bit number is equally likely.</summary>
    /// <returns>0 to 2⁶⁴ - 1.</returns>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>A number from 0 to below 1, all multiples of 2⁻²⁴ being equally likely: the upper 24 bits of a word.</summary>
    /// <returns>0 ≤ number &lt; 1.</returns>
    public float NextSingle() => Philox.ToUnit(NextUInt32());

    /// <summary>
    /// A number of the standard normal distribution, mean 0 and deviation 1. At most 6.66 in magnitude; one in 10¹⁰ would be larger.
    /// </summary>
    /// <returns>A finite number.</returns>
    /// <remarks>
    /// Box and Muller (A note on the generation of random normal deviates, 1958), the cosine only: √(-2 ln u) · cos φ, with u =
    /// (first word + 1) / 2³² and φ = π · (second word as a signed number) / 2³¹, in single precision with this library's own functions.
    /// </remarks>
    public float NextNormal()
    {
        // Exact in double precision; rounded once.
        var u = (float)((NextUInt32() + 1.0) * (1.0 / 4294967296.0));
        var angle = unchecked((int)NextUInt32()) * (1.0 / 2147483648.0);
        return MathF.Sqrt(-2f * PortableVectorMath.Log(u)) * PortableVectorMath.Cos((float)(angle * 3.14159265358979323846));
    }

    /// <summary>A whole number from 0 to below a bound, each exactly equally likely.</summary>
    /// <param name="below">The bound, at least 1.</param>
    /// <returns>0 ≤ number &lt; <paramref name="below"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0 or negative; nothing was drawn.</exception>
    /// <remarks>
    /// Lemire (Fast random integer generation in an interval, 2019): the upper half of word × bound. The words that would make some results
    /// likelier, fewer than <paramref name="below"/> of all 2³², are left out and the next one is taken.
    /// </remarks>
    public int NextInt(int below)
    {
        if (below <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(below), below, $"'below' is {below}; at least 1 is needed.");
        }

        var bound = (uint)below;
        var product = (ulong)NextUInt32() * bound;
        if ((uint)product < bound)
        {
            var leftOut = unchecked(0u - bound) % bound;
            while ((uint)product < leftOut)
            {
                product = (ulong)NextUInt32() * bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Brings values into a random order, each order being equally likely.</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="values">The values; none or one take no word.</param>
    /// <remarks>
    /// Fisher and Yates: from the last place down to the second, each changes places with one of <c>NextInt(place + 1)</c>.
    /// </remarks>
    public void Shuffle<T>(Span<T> values)
    {
        for (var last = values.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }
}
