namespace NeuralLearn.Compiled.Determinism;

/// <summary>FNV-1a over the bits of numbers; all NaNs count as one, as the contract exempts their payload.</summary>
internal struct Digest
{
    private ulong _hash;

    public Digest() => _hash = 14695981039346656037UL;

    public readonly ulong Value => _hash;

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            Add((ulong)(float.IsNaN(value) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(value)));
        }
    }

    public void Add(double value) => Add(double.IsNaN(value) ? 0x7FF8000000000000UL : BitConverter.DoubleToUInt64Bits(value));

    public void Add(ulong bits) => _hash = unchecked((_hash ^ bits) * 1099511628211UL);
}
