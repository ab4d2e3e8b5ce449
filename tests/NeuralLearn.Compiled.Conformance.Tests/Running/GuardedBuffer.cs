namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>
/// Memory with guard words before and behind it. A kernel that stores a whole vector where three numbers are left writes past the end,
/// and without guards that shows far away or never. A destination is filled with the same words, so that one left out shows too.
/// </summary>
internal sealed class GuardedBuffer
{
    /// <summary>At least two of the widest vectors (512 bits).</summary>
    private const int GuardLength = 32;

    /// <summary>A quiet NaN with a payload that no arithmetic produces.</summary>
    private const int GuardBits = 0x7FC5A5A5;

    private readonly float[] _words;
    private readonly float[]? _contents;

    private GuardedBuffer(int length, float[]? contents)
    {
        _words = new float[length + (2 * GuardLength)];
        Array.Fill(_words, BitConverter.Int32BitsToSingle(GuardBits));
        _contents = contents;
        contents?.CopyTo(Span);
    }

    public Span<float> Span => _words.AsSpan(GuardLength, _words.Length - (2 * GuardLength));

    /// <summary>Memory that a call must fill.</summary>
    public static GuardedBuffer Destination(int length) => new(length, null);

    /// <summary>A copy that a call may read and must not change.</summary>
    public static GuardedBuffer Source(ReadOnlySpan<float> contents) => new(contents.Length, contents.ToArray());

    /// <summary>What a call did wrong with this memory; null if nothing.</summary>
    public string? Fault(string name)
    {
        for (var i = 0; i < GuardLength; i++)
        {
            var behind = GuardLength + Span.Length + i;
            if (!IsGuard(_words[i]) || !IsGuard(_words[behind]))
            {
                return $"{name}: memory {(IsGuard(_words[behind]) ? "before" : "behind")} the span was overwritten";
            }
        }

        for (var i = 0; i < Span.Length; i++)
        {
            if (_contents is null ? IsGuard(Span[i]) : !SameBits(Span[i], _contents[i]))
            {
                return _contents is null ? $"{name}: element {i} was never written" : $"{name}: element {i} is input and was changed";
            }
        }

        return null;
    }

    /// <summary>The same bits; a NaN's sign and payload may differ.</summary>
    public static bool SameBits(float left, float right) =>
        BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right) || (float.IsNaN(left) && float.IsNaN(right));

    private static bool IsGuard(float word) => BitConverter.SingleToInt32Bits(word) == GuardBits;
}
