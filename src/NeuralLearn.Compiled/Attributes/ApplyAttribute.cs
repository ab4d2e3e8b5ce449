namespace NeuralLearn.Compiled;

/// <summary>An activation as a line of its own: y = f(x). The shape stays.</summary>
public sealed class ApplyAttribute : SingleInputLayerAttribute
{
    /// <summary>Applies an activation.</summary>
    /// <param name="activation">The function.</param>
    public ApplyAttribute(Activation activation) => Activation = activation;

    /// <summary>
    /// Applies a static method of the class itself, <c>static float Snake(float x) => x + MathF.Sin(x) * MathF.Sin(x);</c>, which the build reads
    /// as a formula and differentiates. A formula is made of arithmetic, comparisons, ?:, if, locals, constants, MathF and static methods of
    /// the class.
    /// </summary>
    /// <param name="function">The method's name: nameof(Snake).</param>
    public ApplyAttribute(string function) => Function = function;

    /// <summary>The function applied, unless <see cref="Function"/> names one.</summary>
    public Activation Activation { get; }

    /// <summary>The name of the method applied; null for an activation of the library.</summary>
    public string? Function { get; }
}
