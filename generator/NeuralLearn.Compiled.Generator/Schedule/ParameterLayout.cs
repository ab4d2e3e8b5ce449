using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// All parameters one behind the other: first those that learn, by their learning rate, so that gradients and optimizer state, which lie
/// the same way, have no room for the others, and a step is one run per rate. Buffers have memory of their own.
/// </summary>
internal sealed class ParameterLayout
{
    private readonly Dictionary<Parameter, PackedTensor> _tensors = [];

    private readonly IReadOnlyDictionary<Parameter, Shape> _flattened;

    /// <param name="tensors">Parameters and buffers in the user's order.</param>
    /// <param name="flattened">Dense weights whose inputs have positions; see <see cref="FlattenedInputs"/>.</param>
    public ParameterLayout(IEnumerable<Parameter> tensors, IReadOnlyDictionary<Parameter, Shape>? flattened = null)
    {
        _flattened = flattened ?? new Dictionary<Parameter, Shape>();
        var all = tensors.ToList();
        Parameters = Place([.. all.Where(tensor => tensor.IsParameter)]);
        Buffers = Place([.. all.Where(tensor => tensor.Role == TensorRole.Buffer)]);
        Derived = Place([.. all.Where(tensor => tensor.Role == TensorRole.Derived)], Buffers.Sum(tensor => tensor.Length));
        Counters = [.. all.Where(tensor => tensor.Role == TensorRole.Counter)];
        PackedCount = Parameters.Sum(tensor => tensor.Length);
        FlatCount = Parameters.Sum(tensor => tensor.Parameter.Length);
        BufferPackedCount = Buffers.Concat(Derived).Sum(tensor => tensor.Length);
        BufferFlatCount = Buffers.Sum(tensor => tensor.Parameter.Length);
        var groups = new List<LearningGroup>();
        foreach (var tensor in Parameters.Where(tensor => tensor.Parameter.Learns).OrderBy(tensor => tensor.Offset))
        {
            if (groups.Count > 0 && groups[groups.Count - 1].Scale.Equals(tensor.Parameter.LearningRateScale))
            {
                groups[groups.Count - 1] = groups[groups.Count - 1] with { Length = groups[groups.Count - 1].Length + tensor.Length };
            }
            else
            {
                groups.Add(new LearningGroup(tensor.Parameter.LearningRateScale, tensor.Offset, tensor.Length));
            }
        }

        Groups = groups;
    }

    /// <summary>Parameters in the user's flat order.</summary>
    public IReadOnlyList<PackedTensor> Parameters { get; }

    /// <summary>Buffers in the user's flat order.</summary>
    public IReadOnlyList<PackedTensor> Buffers { get; }

    /// <summary>Tensors that are worked out from the others.</summary>
    public IReadOnlyList<PackedTensor> Derived { get; }

    /// <summary>Tensors that are one 64-bit integer each and lie in neither.</summary>
    public IReadOnlyList<Parameter> Counters { get; }

    public IReadOnlyList<LearningGroup> Groups { get; }

    public int PackedCount { get; }

    public int FlatCount { get; }

    /// <summary>Floats of the buffers and of what is derived, which lies behind them.</summary>
    public int BufferPackedCount { get; }

    public int BufferFlatCount { get; }

    /// <summary>Floats of gradients, and of each number that an optimizer keeps per parameter.</summary>
    public int LearningCount => Groups.Sum(group => group.Length);

    public PackedTensor this[Parameter parameter] => _tensors[parameter];

    private List<PackedTensor> Place(List<Parameter> tensors, int offset = 0)
    {
        var scales = tensors.Where(tensor => tensor.Learns).Select(tensor => tensor.LearningRateScale).Distinct().ToList();
        var flat = 0;
        var flatOffsets = new Dictionary<Parameter, int>();
        foreach (var tensor in tensors)
        {
            flatOffsets.Add(tensor, flat);
            flat += tensor.Length;
        }

        foreach (var tensor in tensors.OrderBy(tensor => tensor.Learns ? scales.IndexOf(tensor.LearningRateScale) : int.MaxValue))
        {
            var packed = Pack(tensor, offset, flatOffsets[tensor]);
            _tensors.Add(tensor, packed);
            offset += packed.Length;
        }

        return [.. tensors.Select(tensor => _tensors[tensor])];
    }

    private PackedTensor Pack(Parameter tensor, int offset, int flatOffset)
    {
        if (tensor.Form is ValueForm value)
        {
            return new PackedTensor(tensor, 1, PackedAxis.Of(value.Shape), false, offset, flatOffset);
        }

        var (gates, isRecurrent) = (WeightForm)tensor.Form;
        var units = tensor.Shape[0] / gates;
        var rows = tensor.Length / tensor.Shape[0];
        var taps = tensor.Shape.Count > 2 ? rows / tensor.Shape[1]
            : _flattened.TryGetValue(tensor, out var shape) && shape.IsChannelsFirst ? shape.Positions
            : 1;
        if (tensor.Shape.Count == 2 && !isRecurrent && SumOrder.RunsAlongInputs(rows, units))
        {
            return new PackedTensor(tensor, units, new PackedAxis(rows), true, offset, flatOffset, taps);
        }

        return new PackedTensor(tensor, rows, new PackedAxis(units, gates), false, offset, flatOffset, taps);
    }
}
