namespace NeuralLearn.Compiled;

/// <summary>
/// The same values, in row-major order, under other axes: one makes a vector, two a signal or a sequence (Kind says which), three an
/// image. PyTorch: reshape; Keras: Reshape.
/// </summary>
public sealed class ReshapeAttribute : SingleInputLayerAttribute
{
    /// <summary>Gives the values other axes.</summary>
    /// <param name="dimensions">One to three lengths whose product is the number of values; one of them may be -1: what is left over.</param>
    public ReshapeAttribute(params int[] dimensions) => Dimensions = dimensions;

    /// <summary>The lengths of the axes.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>What two axes mean.</summary>
    public InputKind Kind { get; set; }
}
