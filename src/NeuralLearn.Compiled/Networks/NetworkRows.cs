namespace NeuralLearn.Compiled;

/// <summary>
/// Rows for a network whose class is not known. A property left empty is not used. Several inputs lie one behind the other in a row, and so
/// do the targets of several outputs.
/// </summary>
public ref struct NetworkRows
{
    /// <summary>Rows of <see cref="NetworkInfo.InputSize"/> values, one behind the other.</summary>
    public ReadOnlySpan<float> Inputs { get; set; }

    /// <summary>As many rows of <see cref="NetworkInfo.TargetSize"/> values: what the outputs should be.</summary>
    public ReadOnlySpan<float> Targets { get; set; }

    /// <summary>One class a row instead of <see cref="Targets"/>, where <see cref="NetworkInfo.TakesLabels"/>.</summary>
    public ReadOnlySpan<int> Labels { get; set; }

    /// <summary>One factor a row: the row's loss and gradient times it. 1 where empty.</summary>
    public ReadOnlySpan<float> RowWeights { get; set; }

    /// <summary>Steps used of each row of a sequence, from 1 on. All where empty.</summary>
    public ReadOnlySpan<int> Lengths { get; set; }

    /// <summary>Receives the outputs as they were in the pass that was run, unless empty.</summary>
    public Span<float> Outputs { get; set; }

    /// <summary>Receives each row's loss, times its weights, unless empty.</summary>
    public Span<float> RowLosses { get; set; }
}
