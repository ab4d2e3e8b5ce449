namespace NeuralLearn.Compiled;

/// <summary>
/// Random orders as a function of a seed, a stream and a position: the same on every machine. Part of the contract: a change of these
/// numbers is a new major version.
/// </summary>
internal static class RowOrder
{
    /// <summary>The stream of the order in which an epoch visits the rows; the epoch's number is added to it.</summary>
    public static readonly ulong Epochs = Philox.Hash("fit.shuffle");

    /// <summary>The stream by which a window over a source is emptied; the epoch's number is added to it.</summary>
    public static readonly ulong Windows = Philox.Hash("fit.window");

    /// <summary>The stream of a split into two parts.</summary>
    public static readonly ulong Splits = Philox.Hash("dataset.split");

    /// <summary>
    /// A whole number from 0 to below a limit: the upper half of (64 random bits × limit). Two positions share a block of Philox. That no
    /// number is ever rejected keeps the result a function of the position; what it costs in evenness is below limit ÷ 2^64.
    /// </summary>
    public static int Draw(ulong seed, ulong stream, long position, int limit)
    {
        var (w0, w1, w2, w3) = Philox.Block(seed, (ulong)position >> 1, stream);
        var bits = (position & 1) == 0 ? ((ulong)w1 << 32) | w0 : ((ulong)w3 << 32) | w2;
        return (int)Math.BigMul(bits, (ulong)limit, out _);
    }

    /// <summary>The numbers from 0 to below a count in random order, by Fisher and Yates from the front.</summary>
    public static int[] Shuffled(int count, ulong seed, ulong stream)
    {
        var order = new int[count];
        Reset(order);
        Advance(order, 0, count, seed, stream);
        return order;
    }

    /// <summary>Every number at its own place.</summary>
    public static void Reset(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }

    /// <summary>
    /// Settles some more places of an order. As each place only depends on those before it, an epoch is shuffled batch by batch, and no
    /// frame has to wait for all of it.
    /// </summary>
    public static void Advance(Span<int> order, int start, int end, ulong seed, ulong stream)
    {
        for (var i = start; i < end; i++)
        {
            var other = i + Draw(seed, stream, i, order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
