using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A forward pass: its steps and where its values lie.</summary>
/// <param name="Outputs">The values that go to the user, in the order of the outputs.</param>
/// <param name="Slots">Places of values in the scratch buffer; inputs and outputs are not there if the user's spans serve directly.</param>
/// <param name="ScratchPerRow">Floats of scratch per row.</param>
internal sealed record ForwardPlan(
    IReadOnlyList<ForwardStep> Steps, IReadOnlyList<Value> Outputs, IReadOnlyDictionary<Value, BufferSlot> Slots, int ScratchPerRow)
{
    /// <summary>Places for copies of inputs of which only the first steps are used.</summary>
    public IReadOnlyDictionary<Value, BufferSlot> UsedInputs { get; init; } = new Dictionary<Value, BufferSlot>();
}

/// <summary>Where a loss works.</summary>
/// <param name="Gradient">Receives ∂loss/∂output.</param>
/// <param name="Target">Padded rows of what the caller passed as the target; null where it passes none.</param>
/// <param name="Weights">Padded rows of factors, one per output; null where the loss has none.</param>
internal sealed record LossPlace(LossNode Loss, GradientBuffer Gradient, BufferSlot? Target, BufferSlot? Weights);

/// <summary>Forward and the losses, without gradients of anything else.</summary>
internal sealed record EvaluationPlan(ForwardPlan Forward, IReadOnlyList<LossPlace> Losses);

/// <summary>Forward and backward over a few rows at a time.</summary>
/// <param name="Losses">The losses that begin it; none where the caller supplies the gradient of every output.</param>
/// <param name="Starts">Where the gradients begin: one per loss, or one per output.</param>
/// <param name="Buffers">Every place for gradients, in the same scratch buffer as the values.</param>
/// <param name="InputGradients">Where ∂loss/∂input ends up, one per input; null where nothing reaches it.</param>
internal sealed record LearnPlan(
    ForwardPlan Forward,
    IReadOnlyList<LossPlace> Losses,
    IReadOnlyList<GradientBuffer> Starts,
    IReadOnlyList<BackwardStep> Backward,
    IReadOnlyList<GradientBuffer> Buffers,
    IReadOnlyList<GradientBuffer?> InputGradients,
    int ScratchPerRow);

/// <summary>What a network that learns does beside inference.</summary>
/// <param name="Evaluation">The losses alone, as the network is outside training.</param>
/// <param name="Losses">One training pass with the declared losses.</param>
/// <param name="Outputs">One training pass from gradients of the outputs, for losses of the caller's own.</param>
/// <param name="Inputs">From gradients of the outputs to those of the inputs, as the network is outside training.</param>
/// <param name="RowStep">A whole step on a single row; null where it takes Losses and an update.</param>
internal sealed record TrainingPlan(
    EvaluationPlan Evaluation, LearnPlan Losses, LearnPlan Outputs, LearnPlan Inputs, UpdateRule Update, RowStepPlan? RowStep)
{
    /// <summary>Floats per row that the learner's own scratch needs.</summary>
    public int ScratchPerRow => Math.Max(Losses.ScratchPerRow, Outputs.ScratchPerRow);
}

/// <summary>What recurrent layers remember from step to step.</summary>
/// <param name="Offsets">Where the h and the c of each lie.</param>
/// <param name="Floats">What all take together, a multiple of 16.</param>
internal sealed record StateLayout(IReadOnlyDictionary<Value, int> Offsets, int Floats);

/// <summary>Every decision about the network's code; the emitter prints it and decides nothing.</summary>
/// <param name="Graph">The network as it is in training.</param>
/// <param name="Inference">Forward outside training.</param>
/// <param name="Prediction">Forward and what the losses imply; null where Predict is Forward.</param>
/// <param name="Training">Null without a loss.</param>
/// <param name="CopiedInputs">Inputs, or views of them, whose rows are copied into padded rows first, because a kernel reads them as vectors.</param>
internal sealed record NetworkPlan(
    NetworkGraph Graph,
    ParameterLayout Layout,
    ForwardPlan Inference,
    ForwardPlan? Prediction,
    TrainingPlan? Training,
    IReadOnlyCollection<Value> CopiedInputs,
    InputViews Views,
    bool Portable)
{
    /// <summary>
    /// Rows worked on together: enough to reuse every weight that was loaded, few enough that their activations stay in the caches. A
    /// larger batch is cut into pieces of this size, so that memory does not grow with it.
    /// </summary>
    public const int ChunkRows = 32;

    /// <summary>Scratch of one sample up to this many floats is taken from the stack, more from a buffer per thread.</summary>
    public const int StackFloats = 1024;

    /// <summary>How much of the code for one sample is written out.</summary>
    public Unroll Unroll { get; init; }

    /// <summary>The same network for one step of a stream; null where it does not run that way.</summary>
    public NetworkPlan? Streaming { get; init; }

    /// <summary>What is remembered from step to step, of the plan for one step; else null.</summary>
    public StateLayout? State { get; init; }

    /// <summary>Whether rows may end before the window does: no step looks at a later one, and no row at another.</summary>
    public bool TakesLengths => Streaming is not null && !Graph.MeasuresBatches;

    /// <summary>Whether training may begin with a state: recurrent layers alone remember.</summary>
    public bool TakesStates => TakesLengths && Streaming!.Graph.Nodes.All(node => node is not ConvNode);

    /// <summary>
    /// Whether calls on one row take the first steps of a window alone: of the only input, where no output is a sequence that would be
    /// shorter too.
    /// </summary>
    public bool TakesShortRows => TakesLengths && Graph.Inputs.Count == 1
        && Graph.Inputs[0].Value.Shape is { Axes: Axes.Sequence or Axes.Indices, Positions: > 1 } && Graph.Outputs.All(output => output.Value.Shape.Positions == 1);

    /// <summary>What a layer of the window remembers from step to step, and where in a state.</summary>
    public IEnumerable<(Value Remembered, int Offset)> StateOf(RecurrentNode node)
    {
        var level = Graph.Nodes.OfType<RecurrentNode>().ToList().FindIndex(candidate => ReferenceEquals(candidate.Memory, node.Memory));
        var step = Streaming!.Graph.Nodes.OfType<RecurrentNode>().ElementAt(level).Memory;
        yield return (node.Memory.Hidden, Streaming.State!.Offsets[step.Hidden]);
        if (step.Cell is not null)
        {
            yield return (node.Memory.Cell!, Streaming.State.Offsets[step.Cell]);
        }
    }

    public bool HasBuffers => Layout.Buffers.Count > 0;

    /// <summary>Whether a loss of the caller's own sees copies of the outputs, because they are several or lie in another order than his.</summary>
    public bool HandsOutCopies => Graph.Outputs.Count > 1 || Graph.Outputs[0].Value.Shape.Positions > 1;

    /// <summary>Floats between rows of a value as kernels see it.</summary>
    public int Stride(Value value) => IsUsers(value) ? value.Size : PackedAxis.Of(value).Stride;

    /// <summary>And between its positions.</summary>
    public int PositionStride(Value value) => !IsUsers(value) ? GradientStride(value) : value.Shape.IsChannelsFirst ? 1 : value.Shape.Channels;

    /// <summary>And between the channels of one position.</summary>
    public int ChannelStride(Value value) => IsUsers(value) && value.Shape.IsChannelsFirst ? value.Shape.Positions : 1;

    /// <summary>Floats between positions of a value's gradient, which is always in memory of its own.</summary>
    public static int GradientStride(Value value) => value is FlattenedValue ? PackedAxis.Of(value).Stride : PackedAxis.Of(value).PositionStride;

    /// <summary>Whether kernels read the user's rows as they are.</summary>
    private bool IsUsers(Value value) => (Graph.IsInput(value) || Views.Holds(value)) && !CopiedInputs.Contains(value);

    /// <summary>All passes whose steps need kernels.</summary>
    public IEnumerable<ForwardStep> ForwardSteps => new[]
    {
        Inference, Prediction, Training?.Evaluation.Forward, Training?.Losses.Forward, Training?.Outputs.Forward, Training?.Inputs.Forward,
    }.Where(pass => pass is not null).SelectMany(pass => pass!.Steps);

    public IEnumerable<BackwardStep> BackwardSteps => Training is null
        ? []
        : new[] { Training.Losses, Training.Outputs, Training.Inputs }.SelectMany(pass => pass.Backward).Concat(Training.RowStep?.Backward ?? []);
}
