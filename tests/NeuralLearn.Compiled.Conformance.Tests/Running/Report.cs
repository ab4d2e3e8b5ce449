namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>What came of a network's checks: how much was compared, and everything that was wrong.</summary>
internal class Report
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public int Comparisons { get; private set; }

    /// <summary>The comparison that came closest to its tolerance.</summary>
    public Comparison? Worst { get; private set; }

    public void Add(Comparison comparison)
    {
        Comparisons++;
        if (Worst is null || comparison.Ratio > Worst.Ratio)
        {
            Worst = comparison;
        }

        if (!comparison.Passes)
        {
            _problems.Add(comparison.ToString());
        }
    }

    /// <summary>Two ways to the same numbers must give the same bits.</summary>
    public void RequireSameBits(string what, ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        Comparisons++;
        for (var i = 0; i < one.Length; i++)
        {
            if (!GuardedBuffer.SameBits(one[i], other[i]))
            {
                _problems.Add(FormattableString.Invariant($"{what}: bits differ at [{i}]: {one[i]:G9} and {other[i]:G9}"));
                return;
            }
        }
    }

    public void Require(bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }

    public void Verify(string name, GuardedBuffer buffer)
    {
        if (buffer.Fault(name) is { } fault)
        {
            _problems.Add(fault);
        }
    }
}
