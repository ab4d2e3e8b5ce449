namespace NeuralLearn.Compiled;

/// <summary>The losses of some rows.</summary>
/// <param name="Sum">All row losses, times their weights, added up.</param>
/// <param name="Divisor">
/// What the sum is divided by for the mean: 1 a row; the class's weight where a loss has class weights; 0 for an ignored row.
/// </param>
public readonly record struct LossTotal(double Sum, double Divisor)
{
    /// <summary>Sum ÷ divisor; 0 where no row counts.</summary>
    public double Mean => Divisor == 0 ? 0 : Sum / Divisor;

    /// <summary>Both parts added up: the mean over all rows of several calls.</summary>
    /// <param name="left">Some rows.</param>
    /// <param name="right">Others.</param>
    /// <returns>All of them.</returns>
    public static LossTotal operator +(LossTotal left, LossTotal right) => new(left.Sum + right.Sum, left.Divisor + right.Divisor);
}
