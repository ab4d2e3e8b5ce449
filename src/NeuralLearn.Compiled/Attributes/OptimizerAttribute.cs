namespace NeuralLearn.Compiled;

/// <summary>What every optimizer can be told.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    private protected OptimizerAttribute()
    {
    }

    /// <summary>The step size η; the network's property <c>LearningRate</c> starts with it.</summary>
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>λ: adds λθ to the gradient (L2). 0 without a word. It is not part of the returned loss.</summary>
    public double WeightDecay { get; set; }

    /// <summary>Shortens the whole gradient to this length if it is longer. 0: not at all.</summary>
    public double ClipNorm { get; set; }

    /// <summary>Limits every element of the gradient to ± this value, before the norm is taken. 0: not at all.</summary>
    public double ClipValue { get; set; }

    /// <summary>Drops a step whose gradient holds a NaN or an infinity; Update then returns false.</summary>
    public bool SkipNonFinite { get; set; }
}
