using System.Globalization;

namespace NeuralLearn.Compiled.Tests.Data;

/// <summary>Numbers as they are written elsewhere: 1,5 for one and a half, signs that are no hyphens. Needs no data of the system.</summary>
internal sealed class ForeignCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public ForeignCulture(string decimalSeparator = ",", string negativeSign = "\u2212")
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = decimalSeparator;
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = negativeSign;
        culture.NumberFormat.PercentDecimalSeparator = decimalSeparator;
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
