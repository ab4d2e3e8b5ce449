using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Walks the graph backwards. When a node's turn comes, all readers of its output have been, so its gradient is complete; what the node
/// passes on is the whole gradient of its input, or a part that is added to those of other readers.
/// </summary>
internal sealed class BackwardPlanner
{
    private readonly NetworkGraph _graph;
    private readonly BufferPlanner _planner;
    private readonly List<BackwardStep> _steps = [];
    private readonly List<GradientBuffer> _buffers = [];
    private readonly Dictionary<Value, GradientBuffer> _gradients = [];

    private BackwardPlanner(NetworkGraph graph, BufferPlanner planner)
    {
        _graph = graph;
        _planner = planner;
    }

    public IReadOnlyList<BackwardStep> Steps => _steps;

    public IReadOnlyList<GradientBuffer> Buffers => _buffers;

    public GradientBuffer OutputGradient { get; private set; } = null!;

    public GradientBuffer InputGradient { get; private set; } = null!;

    public static BackwardPlanner Plan(NetworkGraph graph, BufferPlanner planner)
    {
        var plan = new BackwardPlanner(graph, planner);
        plan.Run();
        return plan;
    }

    private void Run()
    {
        var output = _graph.Outputs[0].Value;
        OutputGradient = _gradients[output] = Take(output);
        foreach (var node in _graph.Nodes.Reverse())
        {
            // A branch that leads nowhere has no gradient.
            if (!_gradients.TryGetValue(node.Y, out var dy))
            {
                continue;
            }

            switch (node)
            {
                case MapNode map:
                    _steps.Add(new MapGradientStep(map, dy));
                    PassOn(node, node.X, dy);
                    break;
                case SoftmaxNode softmax:
                    _steps.Add(new SoftmaxGradientStep(softmax, dy));
                    PassOn(node, node.X, dy);
                    break;
                case LogSoftmaxNode logSoftmax:
                    _steps.Add(new LogSoftmaxGradientStep(logSoftmax, dy));
                    PassOn(node, node.X, dy);
                    break;
                case AffineNode affine:
                    _steps.Add(new WeightGradientStep(affine, dy));
                    var dx = Take(affine.X);
                    _steps.Add(new InputGradientStep(affine, dy, dx, IsInput(affine.X)));
                    _planner.Release(dy.Slot);
                    PassOn(node, affine.X, dx);
                    break;
                default:
                    for (var i = 0; i < node.Inputs.Count; i++)
                    {
                        var part = Take(node.Inputs[i]);
                        _steps.Add(new MergeGradientStep(node, i, dy, part, IsInput(node.Inputs[i])));
                        PassOn(node, node.Inputs[i], part);
                    }

                    _planner.Release(dy.Slot);
                    break;
            }
        }

        var input = _graph.Inputs[0];
        InputGradient = _gradients.TryGetValue(input, out var reached) ? reached : Take(input);
    }

    private bool IsInput(Value value) => ReferenceEquals(value, _graph.Inputs[0]);

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

        _steps.Add(new AccumulateStep(node, whole, part, IsInput(value)));
        _planner.Release(part.Slot);
    }
}
