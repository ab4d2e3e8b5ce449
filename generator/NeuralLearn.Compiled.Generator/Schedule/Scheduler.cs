using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Decides what runs when and where it keeps its values. A pure function of the graph.</summary>
internal sealed class Scheduler
{
    private readonly NetworkGraph _training;
    private readonly NetworkGraph _evaluation;
    private readonly HashSet<Value> _copiedInputs;
    private readonly InputViews _views;
    private bool _streams;

    private Scheduler(NetworkGraph graph, IReadOnlyDictionary<Parameter, Shape> flattened, IEnumerable<Value>? copied = null)
    {
        _training = FlattenedInputs.InMemoryOrder(graph, flattened);
        _evaluation = FlattenedInputs.InMemoryOrder(graph.ForEvaluation(), flattened);
        _views = InputViews.Of(graph);

        // Most affine kernels read their input one number at a time and so take the user's rows as they are; the others read vectors, and so do
        // losses that compare with an input: rows that do not fill their vectors are copied.
        _copiedInputs = copied is not null ? [.. copied] :
        [
            .. graph.Inputs.Select(input => input.Value).Concat(_views.Values).Where(value => !Axis(value).IsDense && (
                _training.Nodes.Concat(_evaluation.Nodes).Any(node => node.Reads(value) && !_views.Holds(node.Y) && !ReadsNumbers(node))
                || graph.Losses.Any(loss => ReferenceEquals(loss.Terms.OwnTarget, value))
                || graph.Outputs.Any(output => ReferenceEquals(output.Value, value)))),
        ];
    }

    /// <param name="predicts">What each output becomes when a prediction is asked for.</param>
    /// <param name="streams">Whether the network also runs step by step.</param>
    public static NetworkPlan Plan(NetworkGraph graph, UpdateRule? update, IReadOnlyList<Prediction> predicts, bool portable, bool streams = false, Unroll unroll = Unroll.Auto)
    {
        var flattened = FlattenedInputs.Of(graph);
        var scheduler = new Scheduler(graph, flattened) { _streams = streams };
        var layout = new ParameterLayout(graph.Tensors, flattened);
        return new NetworkPlan(
            scheduler._training,
            layout,
            scheduler.PlanInference([], [.. scheduler._evaluation.Outputs.Select(output => output.Value)]),
            scheduler.PlanPrediction(predicts),
            graph.Losses.Count == 0 ? null : scheduler.PlanTraining(layout, update!),
            scheduler._copiedInputs,
            scheduler._views,
            portable)
        {
            Unroll = unroll,
            Streaming = streams ? PlanStreaming(scheduler, layout, portable) with { Unroll = unroll } : null,
        };
    }

    /// <summary>One step of a stream: a network of its own on the same parameters, whose kernels are the window's where they can be.</summary>
    private static NetworkPlan PlanStreaming(Scheduler window, ParameterLayout layout, bool portable)
    {
        var graph = StreamingGraph.Of(window._evaluation);
        var scheduler = new Scheduler(graph, new Dictionary<Parameter, Shape>(), graph.Inputs.Where((_, index) => window._copiedInputs.Contains(window._training.Inputs[index].Value)).Select(input => input.Value));
        var offsets = new Dictionary<Value, int>();
        var size = 0;
        foreach (var node in graph.Nodes)
        {
            Value?[] remembered = node switch
            {
                RecurrentNode recurrent => [recurrent.Memory.Hidden, recurrent.Memory.Cell],
                HistoryNode history => [history.Y],
                _ => [],
            };
            foreach (var value in remembered.OfType<Value>())
            {
                offsets.Add(value, size);
                size += Axis(value).Stride;
            }
        }

        return new NetworkPlan(graph, layout, scheduler.PlanInference([], [.. graph.Outputs.Select(output => output.Value)]), null, null, scheduler._copiedInputs, scheduler._views, portable)
        {
            State = new StateLayout(offsets, (size + 15) / 16 * 16),
        };
    }

    private TrainingPlan PlanTraining(ParameterLayout layout, UpdateRule update)
    {
        var losses = PlanLearning(_training, [.. _training.Losses.Select(loss => loss.Output)], _training.Losses, forParameters: true);
        return new TrainingPlan(
            PlanEvaluation(),
            losses,
            PlanLearning(_training, [.. _training.Outputs.Select(output => output.Value)], [], forParameters: true),
            PlanLearning(_evaluation, [.. _evaluation.Outputs.Select(output => output.Value)], [], forParameters: false),
            update,
            RowStepPlan.Of(_training, layout, losses, update));
    }

    private ForwardPlan? PlanPrediction(IReadOnlyList<Prediction> predicts)
    {
        if (predicts.All(prediction => prediction == Prediction.AsIs))
        {
            return null;
        }

        var steps = new List<ForwardStep>();
        var results = new List<Value>();
        for (var i = 0; i < predicts.Count; i++)
        {
            var output = _evaluation.Outputs[i];
            var stem = _evaluation.Outputs.Count == 1 ? "" : "_" + output.Identifier;
            var probabilities = new Value(int.MaxValue - i, "probabilities" + stem, output.Value.Shape);
            var label = new LayerLabel("predict", "Predict" + stem, "the loss", $"{output.Value.Shape} -> {output.Value.Shape}", "what the loss makes of the output");
            if (predicts[i] == Prediction.AsIs)
            {
                results.Add(output.Value);
                continue;
            }

            steps.Add(predicts[i] switch
            {
                Prediction.Softmax => new SoftmaxStep(new SoftmaxNode(label, output.Value, probabilities)),
                Prediction.Sigmoid => new MapStep(new MapNode(label, Elementwise.Sigmoid, output.Value, probabilities)),
                _ => new MapStep(new MapNode(label, Elementwise.Exp, output.Value, probabilities)),
            });
            results.Add(probabilities);
        }

        return PlanInference(steps, results);
    }

    /// <summary>
    /// An activation right behind an affine operation is applied in its kernel, while the sums are in registers, unless training needs
    /// the sum itself for the derivative or somebody else reads it.
    /// </summary>
    /// <param name="keepStates">What recurrent layers remember of each step is kept, as rows may end at any of them.</param>
    private List<ForwardStep> Fuse(NetworkGraph graph, bool keepForGradient, bool keepStates = false)
    {
        var steps = new List<ForwardStep>();
        var fused = new HashSet<Node>();
        bool IsWanted(Value value) => graph.Outputs.Any(output => ReferenceEquals(output.Value, value))
            || graph.Losses.Any(loss => ReferenceEquals(loss.Terms.OwnTarget, value));
        (MapNode? Map, bool KeepsSum) Activation(Value sum)
        {
            var readers = graph.Nodes.Where(reader => reader.Reads(sum)).ToList();
            var map = readers.Count == 1 && !IsWanted(sum) ? readers[0] as MapNode : null;
            if (map is not null && keepForGradient && map.Function.GradientNeedsInput)
            {
                return (null, true);
            }

            if (map is not null)
            {
                fused.Add(map);
            }

            return (map, false);
        }

        foreach (var node in graph.Nodes.Where(node => !_views.Holds(node.Y)))
        {
            switch (node)
            {
                case AffineNode affine:
                    var (map, keepsSum) = Activation(affine.Y);
                    steps.Add(new AffineStep(affine, map, keepsSum));
                    break;
                case MapNode lone when !fused.Contains(lone):
                    steps.Add(new MapStep(lone));
                    break;
                case SlopeNode slope:
                    steps.Add(new SlopeStep(slope));
                    break;
                case StandardizeNode standardize:
                    steps.Add(new StandardizeStep(standardize));
                    break;
                case DropoutNode dropout:
                    steps.Add(new DropoutStep(dropout));
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
                case ConvNode conv when PooledConv.Of(graph, conv) is { } pooled:
                    fused.Add(pooled.Pool);
                    if (pooled.Activation is { } inside)
                    {
                        fused.Add(inside);
                    }

                    steps.Add(new PooledConvStep(pooled, keepForGradient));
                    break;
                case ConvNode conv:
                    var (behindConv, keepsConvSum) = Activation(conv.Y);
                    steps.Add(new ConvStep(conv, behindConv, keepsConvSum));
                    break;
                case HistoryNode history:
                    steps.Add(new HistoryStep(history));
                    break;
                case PoolNode pool when !fused.Contains(pool):
                    steps.Add(new PoolStep(pool));
                    break;
                case ReshapeNode or TransposeNode or FlattenNode:
                    steps.Add(AliasStep.Applies(node) ? new AliasStep(node) : new ReshapeStep(node));
                    break;
                case LayerNormNode layerNorm:
                    steps.Add(new LayerNormStep(layerNorm, keepForGradient));
                    break;
                case BatchNormNode batchNorm:
                    steps.Add(new BatchNormStep(batchNorm));
                    break;
                case RecurrentNode recurrent:
                    steps.Add(new RecurrentStep(recurrent, keepForGradient || keepStates));
                    break;
                case EmbeddingNode embedding:
                    steps.Add(new EmbeddingStep(embedding));
                    break;
            }
        }

        return steps;
    }

    /// <summary>Forward outside training: values share their places as soon as nobody needs them any more.</summary>
    private ForwardPlan PlanInference(IReadOnlyList<ForwardStep> behind, IReadOnlyList<Value> outputs)
    {
        // A result that nobody reads on and that needs no padding is written where the user wants it.
        List<ForwardStep> steps = [.. Fuse(_evaluation, keepForGradient: false), .. behind];
        bool IsDirect(Value value) => Axis(value).IsDense && !steps.Any(step => step.Reads(value))
            && outputs.Count(output => ReferenceEquals(output, value)) == 1;
        var (slots, size) = LifetimePlacement.Of(steps, outputs, _copiedInputs, IsDirect);
        return new ForwardPlan(steps, outputs, slots, size);
    }

    private EvaluationPlan PlanEvaluation()
    {
        var planner = new BufferPlanner();
        var forward = PlaceAll(planner, _evaluation, keepForGradient: false) with { UsedInputs = PlaceUsedInputs(planner) };
        var losses = _evaluation.Losses.Select(loss =>
        {
            var axis = Axis(loss.Output);
            return Place(loss, new GradientBuffer(loss.Output.Name + "Gradient", planner.Take(axis), axis), planner);
        }).ToList();
        return new EvaluationPlan(forward with { ScratchPerRow = planner.Size }, losses);
    }

    private LearnPlan PlanLearning(NetworkGraph graph, IReadOnlyList<Value> starts, IReadOnlyList<LossNode> losses, bool forParameters)
    {
        // Backward reads every activation, so each keeps its own place; gradients share.
        var planner = new BufferPlanner();
        var forward = PlaceAll(planner, graph, keepForGradient: true) with { UsedInputs = forParameters ? PlaceUsedInputs(planner) : new Dictionary<Value, BufferSlot>() };
        var places = losses.Select(loss => (Loss: loss, Rows: Place(loss, null!, planner))).ToList();
        var backward = BackwardPlanner.Plan(graph, planner, starts, forParameters);
        return new LearnPlan(
            forward with { ScratchPerRow = planner.Size },
            [.. places.Select((place, index) => place.Rows with { Gradient = backward.Starts[index] })],
            backward.Starts, backward.Steps, backward.Buffers, backward.InputGradients, planner.Size);
    }

    private static LossPlace Place(LossNode loss, GradientBuffer gradient, BufferPlanner planner)
    {
        var axis = Axis(loss.Output);
        var passesRows = loss.Terms.OwnTarget is null && (loss.Target is TargetKind.Values or TargetKind.Classes);
        return new LossPlace(loss, gradient, passesRows ? planner.Take(axis) : null, loss is ElementLossNode ? planner.Take(axis) : null);
    }

    private ForwardPlan PlaceAll(BufferPlanner planner, NetworkGraph graph, bool keepForGradient)
    {
        var steps = Fuse(graph, keepForGradient, keepStates: true);
        var slots = PlaceInputs(planner);
        foreach (var step in steps)
        {
            if (step is AliasStep)
            {
                if (slots.TryGetValue(step.X, out var shared))
                {
                    slots[step.Y] = shared;
                }

                continue;
            }

            slots[step.Y] = planner.Take(Axis(step.Y));
            if (step is DropoutStep dropout)
            {
                slots[dropout.Dropout.Mask] = planner.Take(Axis(step.Y));
            }

            foreach (var value in step.Workspace)
            {
                slots[value] = planner.Take(Axis(value));
            }
        }

        return new ForwardPlan(steps, [.. graph.Outputs.Select(output => output.Value)], slots, planner.Size);
    }

    /// <summary>Copies of sequences whose rows end before the window does.</summary>
    private Dictionary<Value, BufferSlot> PlaceUsedInputs(BufferPlanner planner) => _streams
        ? _training.Inputs.Where(input => input.Value.Shape.Positions > 1).ToDictionary(input => input.Value, input => planner.Take(new PackedAxis(input.Value.Size)))
        : [];

    private Dictionary<Value, BufferSlot> PlaceInputs(BufferPlanner planner)
    {
        var slots = new Dictionary<Value, BufferSlot>();
        foreach (var input in _copiedInputs)
        {
            slots[input] = planner.Take(Axis(input));
        }

        return slots;
    }

    private static bool ReadsNumbers(Node node) => node switch
    {
        RecurrentNode or EmbeddingNode => true,
        AffineNode => !SumOrder.RunsAlongInputs(node.X.Shape.Channels, node.Y.Shape.Channels),
        HistoryNode => true,
        ConvNode conv => ConvSchedule.FormOf(conv.GroupInputs, conv.GroupOutputs, conv.Groups) != ConvForm.Depthwise,
        _ => false,
    };

    private static PackedAxis Axis(Value value) => PackedAxis.Of(value);
}
