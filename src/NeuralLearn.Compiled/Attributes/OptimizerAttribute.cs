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
}
