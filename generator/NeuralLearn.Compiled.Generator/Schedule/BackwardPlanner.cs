using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Walks the graph backwards. When a node's turn comes, all readers of its output have been, so its gradient is complete; what the node
/// passes on is the whole gradient of its input, or a part that is added to those of other readers. What only leads to gradients of
/// inputs, as nothing below learns, is marked as such.
/// </summary>
internal sealed class BackwardPlanner
{
    private readonly NetworkGraph _graph;
    private readonly BufferPlanner _planner;
    private readonly bool _forParameters;
    private readonly List<BackwardStep> _steps = [];
    private readonly List<GradientBuffer> _buffers = [];
    private readonly Dictionary<Value, GradientBuffer> _gradients = [];

    private BackwardPlanner(NetworkGraph graph, BufferPlanner planner, bool forParameters)
    {
        _graph = graph;
        _planner = planner;
        _forParameters = forParameters;
    }

    public IReadOnlyList<BackwardStep> Steps => _steps;

    public IReadOnlyList<GradientBuffer> Buffers => _buffers;

    /// <summary>Where the gradients begin, one for each start.</summary>
    public IReadOnlyList<GradientBuffer> Starts { get; private set; } = [];

    /// <summary>Where the gradient of each input ends up; null where none reaches it.</summary>
    public IReadOnlyList<GradientBuffer?> InputGradients { get; private set; } = [];

    /// <param name="starts">The values whose gradients are given, one after the other; the same value twice adds up.</param>
    /// <param name="forParameters">Whether gradients of parameters are wanted, and not only those of inputs.</param>
    public static BackwardPlanner Plan(NetworkGraph graph, BufferPlanner planner, IReadOnlyList<Value> starts, bool forParameters)
    {
        var plan = new BackwardPlanner(graph, planner, forParameters);
        plan.Run(starts);
        return plan;
    }

    private void Run(IReadOnlyList<Value> starts)
    {
        // All are written before the first step, so none may take another's place.
        Starts = [.. starts.Select(Take)];
        var lastNode = _graph.Nodes[_graph.Nodes.Count - 1];
        for (var i = 0; i < starts.Count; i++)
        {
            PassOn(_graph.Nodes.FirstOrDefault(node => ReferenceEquals(node.Y, starts[i])) ?? lastNode, starts[i], Starts[i]);
        }

        foreach (var node in _graph.Nodes.Reverse())
        {
            // A branch that leads nowhere has no gradient.
            if (_gradients.TryGetValue(node.Y, out var dy))
            {
                Add(node, dy);
            }
        }

        InputGradients = [.. _graph.Inputs.Select(input => _gradients.TryGetValue(input.Value, out var reached) ? reached : null)];
    }

    private void Add(Node node, GradientBuffer dy)
    {
        var inputOnly = InputOnly(node.X);
        switch (node)
        {
            case MapNode map:
                PassThrough(map, dy, inputOnly);
                break;
            case SoftmaxNode softmax:
                InPlace(new SoftmaxGradientStep(softmax, dy, inputOnly));
                break;
            case LogSoftmaxNode logSoftmax:
                InPlace(new LogSoftmaxGradientStep(logSoftmax, dy, inputOnly));
                break;
            case StandardizeNode standardize:
                InPlace(new StandardizeGradientStep(standardize, dy, inputOnly));
                break;
            case DropoutNode dropout:
                InPlace(new DropoutGradientStep(dropout, dy, inputOnly));
                break;
            case SlopeNode slope:
                if (_forParameters && slope.Learns)
                {
                    _steps.Add(new SlopeWeightGradientStep(slope, dy));
                }

                InPlace(new SlopeGradientStep(slope, dy, inputOnly));
                break;
            case AffineNode affine:
                if (_forParameters && affine.Learns)
                {
                    _steps.Add(new WeightGradientStep(affine, dy));
                }

                var dx = Take(affine.X);
                _steps.Add(new InputGradientStep(affine, dy, dx, null, inputOnly));
                _planner.Release(dy.Slot);
                PassOn(node, affine.X, dx);
                break;
            default:
                for (var i = 0; i < node.Inputs.Count; i++)
                {
                    var part = Take(node.Inputs[i]);
                    _steps.Add(new MergeGradientStep(node, i, dy, part, InputOnly(node.Inputs[i])));
                    PassOn(node, node.Inputs[i], part);
                }

                _planner.Release(dy.Slot);
                break;
        }
    }

    /// <summary>
    /// Right behind the step that makes dy, the derivative is that step's matter, unless it needs more than the value that the affine operation
    /// has read. Where weights lie along the inputs, dy comes from kernels that know of forward activations only.
    /// </summary>
    private void PassThrough(MapNode map, GradientBuffer dy, bool inputOnly)
    {
        if (!map.Function.GradientNeedsInput && _steps.Count > 0 && _steps[_steps.Count - 1] is InputGradientStep { Below: null } above
            && ReferenceEquals(above.Dx, dy) && ReferenceEquals(above.Affine.X, map.Y)
            && !SumOrder.RunsAlongInputs(above.Affine.X.Size, above.Affine.Y.Size))
        {
            _steps[_steps.Count - 1] = above with { Below = map };
            PassOn(map, map.X, dy);
            return;
        }

        InPlace(new MapGradientStep(map, dy, inputOnly));
    }

    private void InPlace(BackwardStep step)
    {
        _steps.Add(step);
        PassOn(step.Node, step.Node.X, step.Dy);
    }

    /// <summary>Nothing that learns has a part in the value: its gradient serves the inputs' gradients alone.</summary>
    private bool InputOnly(Value value) => _forParameters && !_graph.DependsOnLearning(value);

    private GradientBuffer Take(Value value)
    {
        var axis = new PackedAxis(value.Size);
        var buffer = new GradientBuffer(value.Name + "Gradient", _planner.Take(axis), axis);
        _buffers.Add(buffer);
        return buffer;
    }

    private void PassOn(Node node, Value value, GradientBuffer part)
    {
        if (!_gradients.TryGetValue(value, out var whole))
        {
            _gradients[value] = part;
            return;
        }

        _steps.Add(new AccumulateStep(node, whole, part, InputOnly(value)));
        _planner.Release(part.Slot);
    }
}
