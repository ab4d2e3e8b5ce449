using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Decides what runs when and where it keeps its values. A pure function of the graph.</summary>
internal sealed class Scheduler
{
    private readonly NetworkGraph _graph;
    private readonly bool _copiesInput;

    private Scheduler(NetworkGraph graph)
    {
        _graph = graph;

        // Affine kernels read their input one number at a time and so take the user's rows as they are.
        _copiesInput = graph.Nodes.Any(node => node.Reads(graph.Inputs[0]) && node is not AffineNode);
    }

    public static NetworkPlan Plan(NetworkGraph graph, UpdateRule? update, Prediction predicts, bool portable)
    {
        var scheduler = new Scheduler(graph);
        var inference = scheduler.PlanForward(scheduler.Fuse(graph.Nodes, keepForGradient: false));
        ForwardPlan? prediction = null;
        if (predicts != Prediction.AsIs)
        {
            var output = graph.Outputs[0].Value;
            var probabilities = new Value(int.MaxValue, "probabilities", output.Shape);
            var label = new LayerLabel("predict", "Predict", "the loss");
            ForwardStep last = predicts switch
            {
                Prediction.Softmax => new SoftmaxStep(new SoftmaxNode(label, output, probabilities)),
                Prediction.Sigmoid => new MapStep(new MapNode(label, Elementwise.Sigmoid, output, probabilities)),
                _ => new MapStep(new MapNode(label, Elementwise.Exp, output, probabilities)),
            };
            prediction = scheduler.PlanForward([.. scheduler.Fuse(graph.Nodes, false), last]);
        }

        var learning = graph.Losses.Count == 0 ? null : scheduler.PlanLearning();
        return new NetworkPlan(graph, new ParameterLayout(graph.Parameters), inference, prediction, learning, update,
            scheduler._copiesInput, portable);
    }

    /// <summary>
    /// An activation right behind an affine operation is applied in its kernel, while the sums are in registers, unless training needs
    /// the sum itself for the derivative or somebody else reads it.
    /// </summary>
    private List<ForwardStep> Fuse(IReadOnlyList<Node> nodes, bool keepForGradient)
    {
        var steps = new List<ForwardStep>();
        var fused = new HashSet<Node>();
        foreach (var node in nodes)
        {
            switch (node)
            {
                case AffineNode affine:
                    var readers = nodes.Where(reader => reader.Reads(affine.Y)).ToList();
                    var map = readers.Count == 1 && !_graph.Outputs.Any(output => ReferenceEquals(output.Value, affine.Y))
                        ? readers[0] as MapNode
                        : null;
                    var keepsSum = map is not null && keepForGradient && map.Function.GradientNeedsInput;
                    if (keepsSum)
                    {
                        map = null;
                    }

                    if (map is not null)
                    {
                        fused.Add(map);
                    }

                    steps.Add(new AffineStep(affine, map, keepsSum));
                    break;
                case MapNode lone when !fused.Contains(lone):
                    steps.Add(new MapStep(lone));
                    break;
                case SoftmaxNode softmax:
                    steps.Add(new SoftmaxStep(softmax));
                    break;
                case LogSoftmaxNode logSoftmax:
                    steps.Add(new LogSoftmaxStep(logSoftmax));
                    break;
                case AddNode or MultiplyNode or ConcatNode:
                    steps.Add(new MergeStep(node));
                    break;
            }
        }

        return steps;
    }

    private ForwardPlan PlanForward(List<ForwardStep> steps)
    {
        var planner = new BufferPlanner();
        var slots = new Dictionary<Value, BufferSlot>();
        var last = steps.Count == 0 ? _graph.Inputs[0] : steps[steps.Count - 1].Y;
        if (_copiesInput)
        {
            slots[_graph.Inputs[0]] = planner.Take(Axis(_graph.Inputs[0]));
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var y = steps[i].Y;
            if (!ReferenceEquals(y, last) || !Axis(y).IsDense)
            {
                slots[y] = planner.Take(Axis(y));
            }

            foreach (var x in steps[i].Node.Inputs.Distinct())
            {
                var neededLater = steps.Skip(i + 1).Any(step => step.Reads(x));
                if (!neededLater && slots.TryGetValue(x, out var done) && !ReferenceEquals(x, last))
                {
                    planner.Release(done);
                }
            }
        }

        return new ForwardPlan(steps, slots, planner.Size);
    }

    private LearnPlan PlanLearning()
    {
        // Backward reads every activation, so each keeps its own place; gradients share.
        var planner = new BufferPlanner();
        var steps = Fuse(_graph.Nodes, keepForGradient: true);
        var slots = new Dictionary<Value, BufferSlot>();
        if (_copiesInput)
        {
            slots[_graph.Inputs[0]] = planner.Take(Axis(_graph.Inputs[0]));
        }

        foreach (var step in steps)
        {
            slots[step.Y] = planner.Take(Axis(step.Y));
        }

        var output = _graph.Outputs[0].Value;
        BufferSlot? target = _graph.Losses[0].Target is TargetKind.Gradient or TargetKind.Labels ? null : planner.Take(Axis(output));
        var backward = BackwardPlanner.Plan(_graph, planner);
        return new LearnPlan(
            new ForwardPlan(steps, slots, planner.Size), backward.Steps, backward.Buffers, backward.OutputGradient, backward.InputGradient,
            target, planner.Size);
    }

    private static PackedAxis Axis(Value value) => new(value.Size);
}
