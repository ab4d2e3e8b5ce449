namespace NeuralLearn.Compiled;

/// <summary>What every loss can be told that compares scores with the right class.</summary>
public abstract class ClassLossAttribute : LossAttribute
{
    private protected ClassLossAttribute()
    {
    }

    /// <summary>
    /// One factor per class, 0 or more: rows of that class count so much. The mean over labelled rows divides by the sum of their
    /// weights, as PyTorch's does; with target distributions, or several losses, by the rows.
    /// </summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>Rows with this label have no loss and count for nothing. -100 without a word.</summary>
    public int IgnoreLabel { get; set; } = -100;
}
