namespace NeuralLearn.Compiled;

/// <summary>
/// A static method of the class itself as the loss of one output: <c>static float Asymmetric(float output, float target)</c>. The build reads
/// it as a formula, differentiates it by the output and writes both over vectors; the row's loss is the mean over the outputs, as with
/// <see cref="MeanSquaredErrorLossAttribute"/>. A formula is made of arithmetic, comparisons, ?:, if, locals, constants, MathF and static
/// methods of the class.
/// </summary>
public sealed class CustomLossAttribute : ElementLossAttribute
{
    /// <summary>Takes a method of the class as the loss.</summary>
    /// <param name="function">Its name: nameof(Asymmetric).</param>
    public CustomLossAttribute(string function) => Function = function;

    /// <summary>The method's name.</summary>
    public string Function { get; }
}
