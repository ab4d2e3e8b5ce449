using System.Diagnostics.CodeAnalysis;

namespace NeuralLearn.Compiled;

/// <summary>Functions that work element by element may write where they read, but not a few elements further on.</summary>
internal static class Overlap
{
    /// <summary>The two spans must begin at the same place or have nothing in common.</summary>
    public static void SameOrApart(ReadOnlySpan<float> read, ReadOnlySpan<float> written, string readName, string writtenName)
    {
        if (read.Overlaps(written, out var offset) && offset != 0)
        {
            ThrowOverlap(readName, writtenName);
        }
    }

    /// <summary>The two spans must have nothing in common.</summary>
    public static void Apart(ReadOnlySpan<float> first, ReadOnlySpan<float> second, string firstName, string secondName)
    {
        if (first.Overlaps(second))
        {
            ThrowOverlap(firstName, secondName);
        }
    }

    [DoesNotReturn]
    private static void ThrowOverlap(string first, string second) =>
        throw new ArgumentException($"'{first}' and '{second}' overlap, so that results would be read as input.", second);
}
