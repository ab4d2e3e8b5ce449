namespace NeuralLearn.Compiled;

/// <summary>
/// In training sets each value to 0 with a probability and multiplies the others by 1/(1 - rate), so that the mean stays; otherwise does
/// nothing. Which values is a function of seed, layer name, rows trained so far and element: the same training gives the same bits. PyTorch
/// and Keras: Dropout.
/// </summary>
public sealed class DropoutAttribute : SingleInputLayerAttribute
{
    /// <summary>Drops values in training.</summary>
    /// <param name="rate">The probability, at least 0 and less than 1.</param>
    public DropoutAttribute(double rate) => Rate = rate;

    /// <summary>The probability.</summary>
    public double Rate { get; }
}
