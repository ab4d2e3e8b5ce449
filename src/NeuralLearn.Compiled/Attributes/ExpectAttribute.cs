namespace NeuralLearn.Compiled;

/// <summary>
/// Says which shape the values have here and changes nothing: another shape is an error in the editor and in the build.
/// </summary>
public sealed class ExpectAttribute : SingleInputLayerAttribute
{
    /// <summary>Checks the shape at this point.</summary>
    /// <param name="dimensions">The lengths of the axes.</param>
    public ExpectAttribute(params int[] dimensions) => Dimensions = dimensions;

    /// <summary>The lengths of the axes.</summary>
    public IReadOnlyList<int> Dimensions { get; }
}
