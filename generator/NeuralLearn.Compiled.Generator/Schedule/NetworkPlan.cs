using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Optimizers;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>A forward pass: its steps and where its values lie.</summary>
/// <param name="Slots">Places of values in the scratch buffer; input and output are not there if the user's spans serve directly.</param>
/// <param name="ScratchPerRow">Floats of scratch per row.</param>
internal sealed record ForwardPlan(
    IReadOnlyList<ForwardStep> Steps, IReadOnlyDictionary<Value, BufferSlot> Slots, int ScratchPerRow);

/// <summary>Forward, loss and backward over a few rows at a time.</summary>
/// <param name="Buffers">Every place for gradients, in the same scratch buffer as the values.</param>
/// <param name="OutputGradient">Where the loss writes.</param>
/// <param name="InputGradient">Where ∂loss/∂input ends up.</param>
internal sealed record LearnPlan(
    ForwardPlan Forward,
    IReadOnlyList<BackwardStep> Backward,
    IReadOnlyList<GradientBuffer> Buffers,
    GradientBuffer OutputGradient,
    GradientBuffer InputGradient,
    BufferSlot? Target,
    int ScratchPerRow);

/// <summary>Every decision about the network's code; the emitter prints it and decides nothing.</summary>
internal sealed class NetworkPlan(
    NetworkGraph graph, ParameterLayout layout, ForwardPlan inference, ForwardPlan? prediction, LearnPlan? learning, UpdateRule? update,
    bool copiesInput, bool portable)
{
    /// <summary>
    /// Rows worked on together: enough to reuse every weight that was loaded, few enough that their activations stay in the caches. A
    /// larger batch is cut into pieces of this size, so that memory does not grow with it.
    /// </summary>
    public const int ChunkRows = 32;

    /// <summary>Scratch of one sample up to this many floats is taken from the stack, more from a buffer per thread.</summary>
    public const int StackFloats = 1024;

    public NetworkGraph Graph { get; } = graph;

    public ParameterLayout Layout { get; } = layout;

    public ForwardPlan Inference { get; } = inference;

    /// <summary>Forward and what the loss implies; null where Predict is Forward.</summary>
    public ForwardPlan? Prediction { get; } = prediction;

    public LearnPlan? Learning { get; } = learning;

    public UpdateRule? Update { get; } = update;

    /// <summary>Whether input rows are copied into padded rows first, because a kernel reads them as vectors.</summary>
    public bool CopiesInput { get; } = copiesInput;

    public bool Portable { get; } = portable;

    public Value Input => Graph.Inputs[0];

    public Value Output => Graph.Outputs[0].Value;

    /// <summary>Floats between rows of a value as kernels see it.</summary>
    public int Stride(Value value) =>
        ReferenceEquals(value, Input) && !CopiesInput ? value.Size : new PackedAxis(value.Size).Stride;
}
