namespace NeuralLearn.Compiled;

/// <summary>
/// Limits of what a network may cost. Where one is exceeded the build fails, with both numbers and the layer that has the largest part;
/// what is not written has no limit. The numbers themselves are constants of the network's nested class <c>Cost</c>.
/// </summary>
/// <example>
/// <code>
/// [Network, Input(16), Dense(32, Activation.ReLU), Dense(4)]
/// [Budget(Parameters = 1_000, StackBytes = 1_024)]
/// public sealed partial class Guard { }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The most numbers that are learnt, or could be: 1 or more.</summary>
    public long Parameters { get; set; }

    /// <summary>The most bytes that a call may reserve on the stack, frames of methods apart: 1 or more.</summary>
    public long StackBytes { get; set; }

    /// <summary>The most bytes of weights, biases and buffers as they lie in memory, padding included: 1 or more.</summary>
    public long WeightBytes { get; set; }

    /// <summary>The most multiply-adds of one row of <c>Forward</c>: 1 or more.</summary>
    public long MultiplyAdds { get; set; }
}
