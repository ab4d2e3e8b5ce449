namespace NeuralLearn.Compiled;

/// <summary>What every loss can be told.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>Mean over the rows (the default) or their sum. All losses of a network reduce the same way.</summary>
    public Reduction Reduction { get; set; }

    /// <summary>The name of the output that the loss acts on; not needed where there is one output only.</summary>
    public string? Output { get; set; }

    /// <summary>The loss times this is what is minimised: the total is the sum of Weight · loss. Finite, 1 without a word.</summary>
    public double Weight { get; set; } = 1;
}
