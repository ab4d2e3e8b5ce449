namespace NeuralLearn.Compiled;

/// <summary>The shape of one row of input. Several such lines are several inputs; then all but one have a name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>A vector of <paramref name="features"/> values, or with <see cref="InputKind.Indices"/> as many indices.</summary>
    /// <param name="features">Values per row, 1 or more.</param>
    public InputAttribute(int features) => Dimensions = [features];

    /// <summary>Two axes; <see cref="Kind"/> says which: a signal [channels, length] or a sequence [time, features].</summary>
    /// <param name="a">Channels of a signal, steps of a sequence.</param>
    /// <param name="b">Length of a signal, features of a sequence.</param>
    public InputAttribute(int a, int b) => Dimensions = [a, b];

    /// <summary>An image, channels first as in PyTorch.</summary>
    /// <param name="channels">Planes: 1 for grey, 3 for colour.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    public InputAttribute(int channels, int height, int width) => Dimensions = [channels, height, width];

    /// <summary>What the axes of a rank-2 input mean, or that one axis holds indices.</summary>
    public InputKind Kind { get; set; }

    /// <summary>Its name, for From and for members: "board" leads to a parameter board and a constant BoardSize.</summary>
    public string? Name { get; set; }

    internal int[] Dimensions { get; }
}
