using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Cost;

/// <summary>
/// Multiply-adds of a row in training. A layer multiplies as often for the gradient of its weights as it does forward, and again for the
/// gradient of its input where something below it learns.
/// </summary>
internal sealed class TrainingProducts
{
    private readonly NetworkModel _model;
    private readonly bool[] _reached;
    private readonly bool[] _learnsUpTo;

    public TrainingProducts(NetworkModel model)
    {
        _model = model;
        var layers = model.Layers;
        _reached = new bool[layers.Count];
        _learnsUpTo = new bool[layers.Count];
        foreach (var output in model.Losses.Select(loss => model.Outputs[loss.Output].Source).Where(source => !Source.IsInput(source)))
        {
            _reached[output] = true;
        }

        for (var i = layers.Count - 1; i >= 0; i--)
        {
            foreach (var source in layers[i].Sources.Where(source => _reached[i] && !Source.IsInput(source)))
            {
                _reached[source] = true;
            }
        }

        for (var i = 0; i < layers.Count; i++)
        {
            _learnsUpTo[i] = Learns(i) || LearnsBelow(i);
        }
    }

    public long Of(int layer)
    {
        var shaped = _model.Layers[layer];
        var forward = shaped.Kind.CountMultiplyAdds(shaped.Declaration, shaped.Input);
        if (!_model.Learns)
        {
            return 0;
        }

        if (!_reached[layer])
        {
            return forward;
        }

        var weights = Learns(layer) ? forward : 0;
        var inputs = LearnsBelow(layer) ? forward
            : Learns(layer) ? shaped.Kind.CountInnerMultiplyAdds(shaped.Declaration, shaped.Input)
            : 0;
        return forward + weights + inputs;
    }

    private bool Learns(int layer)
    {
        var shaped = _model.Layers[layer];
        return shaped.Declaration.Trainable && shaped.Kind.CountParameters(shaped.Declaration, shaped.Input) > 0;
    }

    private bool LearnsBelow(int layer) => _model.Layers[layer].Sources.Any(source => !Source.IsInput(source) && _learnsUpTo[source]);
}
