namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>
/// How close a row came to a point where a derivative jumps. There single and double precision may stand on different sides, and both
/// be right.
/// </summary>
internal sealed class KinkWatch
{
    public double Nearest { get; private set; } = double.PositiveInfinity;

    /// <summary>Remembers the distance of <paramref name="x"/> from where a function has kinks.</summary>
    public void Pass(double x, params ReadOnlySpan<double> kinks)
    {
        foreach (var kink in kinks)
        {
            // Exactly on it is a value that another kink made, such as the 0 of a ReLU: it stays there, and nothing flows back.
            if (x != kink)
            {
                Nearest = Math.Min(Nearest, Math.Abs(x - kink));
            }
        }
    }
}
