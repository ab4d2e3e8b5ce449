namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>y[t] = row x[t] of the weight. The only operation that reads indices; it has no gradient for them.</summary>
internal sealed class EmbeddingNode(LayerLabel layer, Value x, Parameter weight, Value y) : Node(layer, x, y)
{
    /// <summary>[count, size].</summary>
    public Parameter Weight { get; } = weight;

    /// <summary>How many rows there are: indices are from 0 below this.</summary>
    public int Count => Weight.Shape[0];

    public int Features => Weight.Shape[1];

    public override bool Learns => Weight.Learns;

    public override Node With(IReadOnlyList<Value> inputs, Value y) => new EmbeddingNode(Layer, inputs[0], Weight, y);
}

internal enum RecurrentKind
{
    /// <summary>h = f(W_ih x + b_ih + W_hh h + b_hh), f = tanh or ReLU.</summary>
    Rnn,

    /// <summary>
    /// r = σ(…), z = σ(…), n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn)), h = (1 - z) ⊙ n + z ⊙ h. Gates in the order r, z, n.
    /// </summary>
    Gru,

    /// <summary>i = σ(…), f = σ(…), g = tanh(…), o = σ(…), c = f ⊙ c + i ⊙ g, h = o ⊙ tanh c. Gates in the order i, f, g, o.</summary>
    Lstm,
}

/// <summary>What a recurrent layer learns; without biases both are absent.</summary>
/// <param name="Input">weight_ih, [gates · units, features].</param>
/// <param name="Hidden">weight_hh, [gates · units, units].</param>
/// <param name="InputBias">bias_ih, [gates · units].</param>
/// <param name="HiddenBias">bias_hh, [gates · units].</param>
internal sealed record RecurrentWeights(Parameter Input, Parameter Hidden, Parameter? InputBias, Parameter? HiddenBias);

/// <summary>Memory of a recurrent operation beside its result.</summary>
/// <param name="Gates">
/// Of every step, a row of units per gate: what W_ih x + b_ih gives, in training then what the gates
/// made of it, and at last its gradient. In front of a Gru's stands the hidden part of n, W_hn h + b_hn.
/// </param>
/// <param name="Recurrent">W_hh h + b_hh of one step.</param>
/// <param name="Hidden">h.</param>
/// <param name="Cell">c; null where there is none.</param>
/// <param name="Kept">What the way back needs of every step besides: the h and the c that the step began with, and tanh of the c it ended with.</param>
internal sealed record RecurrentMemory(Value Gates, Value Recurrent, Value Hidden, Value? Cell, Value Kept);

/// <summary>One layer of a recurrent stack, step by step from a state of 0: a sequence becomes the sequence of its h, or the last h alone.</summary>
internal sealed class RecurrentNode(
    LayerLabel layer, RecurrentKind kind, int level, Value x, RecurrentWeights weights, Elementwise? activation, bool returnsSequence, RecurrentMemory memory, Value y)
    : Node(layer, x, y)
{
    public RecurrentKind Kind { get; } = kind;

    /// <summary>Its place in the stack, 0 the lowest: nodes of one stack share their layer's label.</summary>
    public int Level { get; } = level;

    public RecurrentWeights Weights { get; } = weights;

    /// <summary>f of an Rnn; null for the others, whose functions are given.</summary>
    public Elementwise? Activation { get; } = activation;

    /// <summary>Whether every step's h comes out, and not only the last.</summary>
    public bool ReturnsSequence { get; } = returnsSequence;

    public RecurrentMemory Memory { get; } = memory;

    /// <summary>It goes on from the h and the c that it is given, rather than from 0.</summary>
    public bool IsStreaming { get; private init; }

    public int Steps => X.Shape.Positions;

    public int Features => X.Shape.Channels;

    public int Units => Y.Shape.Channels;

    public int Gates => GatesOf(Kind);

    /// <summary>Whether there is a c beside h in the state.</summary>
    public bool HasCell => Kind == RecurrentKind.Lstm;

    public override bool Learns => Weights.Input.Learns;

    /// <summary>Rows of numbers that <see cref="RecurrentMemory.Gates"/> has for a step.</summary>
    public int GateSlots => SlotsOf(Kind);

    /// <summary>The first of them that belongs to W_ih; those of W_hh begin with 0.</summary>
    public int InputSlot => GateSlots - Gates;

    /// <summary>Rows of numbers that <see cref="RecurrentMemory.Kept"/> has for a step.</summary>
    public int KeptSlots => KeptOf(Kind);

    public static int KeptOf(RecurrentKind kind) => kind == RecurrentKind.Lstm ? 3 : 1;

    public static int SlotsOf(RecurrentKind kind) => kind == RecurrentKind.Gru ? 4 : GatesOf(kind);

    public static int GatesOf(RecurrentKind kind) => kind switch
    {
        RecurrentKind.Rnn => 1,
        RecurrentKind.Gru => 3,
        _ => 4,
    };

    /// <summary>The same for one step of a stream.</summary>
    /// <param name="memory">Makes a value of so many rows of units.</param>
    public RecurrentNode ForOneStep(Value x, Value y, Func<string, int, Value> memory) => new(
        Layer, Kind, Level, x, Weights, Activation, ReturnsSequence, new RecurrentMemory(
            memory(Memory.Gates.Name, GateSlots), memory(Memory.Recurrent.Name, Gates), memory(Memory.Hidden.Name, 1),
            Memory.Cell is null ? null : memory(Memory.Cell.Name, 1), Memory.Kept), y)
    { IsStreaming = true };

    public override Node With(IReadOnlyList<Value> inputs, Value y) =>
        new RecurrentNode(Layer, Kind, Level, inputs[0], Weights, Activation, ReturnsSequence, Memory, y);
}
