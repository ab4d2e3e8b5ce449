namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>
/// The same values in the user's row-major order under other axes: Flatten and Reshape. In memory, where channels stand last, values move
/// unless <see cref="KeepsOrder"/>.
/// </summary>
internal sealed class ReshapeNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y)
{
    /// <summary>Whether going through positions and their channels meets the values in the same order before and after.</summary>
    public bool KeepsOrder => IsRowMajor(X) == IsRowMajor(Y)
        && (IsRowMajor(X) || (X.Shape.Channels == Y.Shape.Channels && X.Shape.Positions == Y.Shape.Positions));

    /// <summary>Whether value i in memory, padding left out, is value i of the user's.</summary>
    public static bool IsRowMajor(Value value) => !value.Shape.IsChannelsFirst || value.Shape.Positions == 1 || value.Shape.Channels == 1;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new ReshapeNode(Layer, inputs[0], y);
}

/// <summary>A signal [channels, length] as a sequence [time, features] or back: y[t, c] = x[c, t]. In memory nothing moves.</summary>
internal sealed class TransposeNode(LayerLabel layer, Value x, Value y) : Node(layer, x, y)
{
    public override Node With(IReadOnlyList<Value> inputs, Value y) => new TransposeNode(Layer, inputs[0], y);
}
