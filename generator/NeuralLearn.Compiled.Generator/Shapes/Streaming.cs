using NeuralLearn.Compiled.Generator.Layers;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>Networks that can run step by step over a stream: something remembers, nothing looks ahead.</summary>
internal static class Streaming
{
    public static bool IsPossible(NetworkModel model) =>
        Remembers(model) && model.Layers.All(SeesNoLaterStep)
        && model.Inputs.All(input => input.Shape.Axes is Axes.Unknown or Axes.Vector or Axes.Sequence or Axes.Indices)
        && model.Inputs.Where(input => input.Shape.Axes is Axes.Sequence or Axes.Indices).Select(input => input.Shape.Width).Distinct().Count() <= 1;

    /// <summary>Whether a layer has something to keep from one step to the next.</summary>
    public static bool Remembers(NetworkModel model) =>
        model.Layers.Any(layer => layer.Kind is Recurrent || (layer.Kind is Conv1D && layer.Declaration.Attribute.Integer("Kernel") > 1));

    /// <summary>Whether a layer's result for a step is known with that step.</summary>
    public static bool SeesNoLaterStep(ShapedLayer layer) => layer.Kind is Conv1D
        ? LooksBack(layer)
        : layer.Kind is Recurrent or Dense or Apply or ParametricActivation or PReLU or Softmax or LogSoftmax or Standardize or Dropout
            or LayerNorm or BatchNorm or MergeLayer or Embedding or Expect;

    /// <summary>Whether rows may end before the window does: no step looks at a later one, and no row at another.</summary>
    public static bool TakesLengths(NetworkModel model) => IsPossible(model) && !MeasuresBatches(model);

    /// <summary>Steps of the window that a row is; 1 where no input has steps.</summary>
    public static int WindowSteps(NetworkModel model) =>
        model.Inputs.Where(input => input.Shape.Axes is Axes.Sequence or Axes.Indices).Select(input => input.Shape.Positions).DefaultIfEmpty(1).Max();

    /// <summary>
    /// Whether calls on one row take the first steps of a window alone: of the only input, where no output is a sequence that would be
    /// shorter too.
    /// </summary>
    public static bool TakesShortRows(NetworkModel model) =>
        TakesLengths(model) && model.Inputs.Count == 1 && WindowSteps(model) > 1 && model.Outputs.All(output => output.Shape.Positions == 1);

    /// <summary>Whether training may begin with a state: recurrent layers alone remember.</summary>
    public static bool TakesStates(NetworkModel model) => TakesLengths(model) && model.Layers.All(layer => layer.Kind is not Conv1D);

    /// <summary>Whether a training pass looks at the batch as a whole.</summary>
    public static bool MeasuresBatches(NetworkModel model) => model.Layers.Any(MeasuresBatches);

    public static bool MeasuresBatches(ShapedLayer layer) => layer.Kind.TracksBatches && layer.Declaration.Trainable;

    /// <summary>Whether a convolution gives a result for every step, and looks at no later one for it.</summary>
    private static bool LooksBack(ShapedLayer layer)
    {
        var attribute = layer.Declaration.Attribute;
        return layer.Input.Axes is Axes.Sequence or Axes.Unknown && attribute.Integer("Stride", 1) == 1
            && (attribute.Enumeration<PaddingMode>("PaddingMode") == PaddingMode.Causal || (attribute.Integer("Kernel") == 1 && attribute.Integer("Padding") == 0));
    }

    /// <summary>What one step of a value is: the same axes, one step long.</summary>
    public static Shape StepOf(Shape shape) => shape.Axes switch
    {
        Axes.Sequence => Shape.Sequence(1, shape.Channels),
        Axes.Indices => Shape.Indices(1),
        _ => shape,
    };
}
