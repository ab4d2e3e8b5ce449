namespace NeuralLearn.Compiled;

/// <summary>What every loss can be told.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>Mean over the rows (the default) or their sum.</summary>
    public Reduction Reduction { get; set; }
}
