using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Where a parameter lies. Weights are input-major: panel after panel of outputs, in a panel one row of lanes per input. So a kernel
/// reads them in one stream, each input multiplies whole vectors of outputs, and no sum runs across lanes.
/// </summary>
/// <param name="Rows">Inputs of a weight, 1 for a bias.</param>
/// <param name="Offset">In the packed buffer, a multiple of 16 floats.</param>
/// <param name="FlatOffset">In the user's flat vector.</param>
internal sealed record PackedTensor(Parameter Parameter, int Rows, PackedAxis Axis, int Offset, int FlatOffset)
{
    /// <summary>Floats taken, rounded up so that the next tensor is aligned to a cache line too.</summary>
    public int Length => ((Rows * Axis.Width) + 15) / 16 * 16;

    public int PanelOffset(Panel panel) => panel.Start * Rows;
}

/// <summary>All parameters one behind the other; gradients and optimizer state lie the same way.</summary>
internal sealed class ParameterLayout
{
    private readonly Dictionary<Parameter, PackedTensor> _tensors = [];

    public ParameterLayout(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            var units = parameter.Shape[0];
            var rows = parameter.Shape.Count > 1 ? parameter.Length / units : 1;
            var tensor = new PackedTensor(parameter, rows, new PackedAxis(units), PackedCount, FlatCount);
            _tensors.Add(parameter, tensor);
            PackedCount += tensor.Length;
            FlatCount += parameter.Length;
        }
    }

    public int PackedCount { get; private set; }

    public int FlatCount { get; private set; }

    public PackedTensor this[Parameter parameter] => _tensors[parameter];

    public IEnumerable<PackedTensor> Tensors => _tensors.Values.OrderBy(tensor => tensor.Offset);
}
