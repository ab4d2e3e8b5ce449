namespace NeuralLearn.Compiled.Conformance.Sweeps.Dense;

/// <summary>Σ a·b in double, and how far a sum of the same products in single precision can be from it, in whatever order it is made.</summary>
internal struct InnerProduct
{
    /// <summary>2⁻²⁴: the most by which one rounding to single precision changes a number, relative to it.</summary>
    private const double UnitRoundoff = 1.0 / (1 << 24);

    private double _value;
    private double _magnitude;
    private int _terms;

    public readonly double Value => _value;

    public void Add(double a, double b)
    {
        _value += a * b;
        _magnitude += Math.Abs(a * b);
        _terms++;
    }

    /// <summary>
    /// Of n terms each goes through one product and at most n - 1 additions, n roundings; the result of this sum is rounded once too,
    /// when it becomes the expected float. Higham, Accuracy and Stability of Numerical Algorithms, section 3.1: k roundings change a
    /// term by at most γ = k·u / (1 - k·u) of it. The double sum's own error is 2⁻²⁹ of that.
    /// </summary>
    /// <param name="further">How often the sum is rounded afterwards.</param>
    public readonly double Bound(int further)
    {
        var roundings = (_terms + 1 + further) * UnitRoundoff;
        return roundings / (1 - roundings) * _magnitude;
    }
}
