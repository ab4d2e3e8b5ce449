namespace NeuralLearn.Compiled.Tests.Running;

/// <summary>Bytes that this thread allocates.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least of three rounds of the same work. The runtime allocates on the calling thread now and then while it replaces a method's code,
    /// in whichever call that comes about; work that allocates does so in every round.
    /// </summary>
    /// <param name="round">The work, once.</param>
    /// <returns>Bytes.</returns>
    public static long Least(Action round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
