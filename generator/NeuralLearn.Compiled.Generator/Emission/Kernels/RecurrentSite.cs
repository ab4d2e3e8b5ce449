using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>What the kernels of one recurrent operation have in common: sizes, layout, and the matrix products that they are made of.</summary>
internal sealed class RecurrentSite
{
    private readonly bool _portable;

    public RecurrentSite(RecurrentNode node, NetworkPlan plan)
    {
        Node = node;
        Plan = plan;
        _portable = plan.Portable;
        Name = RecurrentStep.StemOf(node);
        Axis = new PackedAxis(node.Units);
        InputWeight = plan.Layout[node.Weights.Input];
        HiddenWeight = plan.Layout[node.Weights.Hidden];
        InputBias = node.Weights.InputBias is null ? null : plan.Layout[node.Weights.InputBias];
        HiddenBias = node.Weights.HiddenBias is null ? null : plan.Layout[node.Weights.HiddenBias];
    }

    public RecurrentNode Node { get; }

    public NetworkPlan Plan { get; }

    public string Name { get; }

    /// <summary>The units.</summary>
    public PackedAxis Axis { get; }

    /// <summary>Floats from one gate to the next, and from one row of h to the next.</summary>
    public int Room => Axis.Stride;

    /// <summary>Floats that the gates of one step take.</summary>
    public int GateStride => Node.GateSlots * Room;

    public int KeptStride => Node.KeptSlots * Room;

    public int Steps => Node.Steps;

    public bool HasBias => InputBias is not null;

    public PackedTensor InputWeight { get; }

    public PackedTensor HiddenWeight { get; }

    public PackedTensor? InputBias { get; }

    public PackedTensor? HiddenBias { get; }

    /// <summary>The gates lie one behind the other like outputs of one layer, so that one product gives them all; else each takes a call.</summary>
    public bool GatesAreOne => Node.Units % SumOrder.VirtualLanes == 0;

    public int GateCalls => GatesAreOne ? 1 : Node.Gates;

    private PackedAxis GateOutputs => GatesAreOne ? new PackedAxis(Node.Gates * Node.Units) : Axis;

    /// <summary>W_ih x + b_ih of every step.</summary>
    public AffineSite Input => new(
        Name + "Input", Node.Features, GateOutputs, InputWeight, InputBias, (Plan.PositionStride(Node.X), GateStride),
        SumOrder.GatePartialSums(Node.Features, Node.Gates, Node.Units), _portable)
    { Words = ("y", "W_ih x") };

    /// <summary>W_hh h + b_hh of one step.</summary>
    public AffineSite Hidden => new(
        Name + "Hidden", Node.Units, GateOutputs, HiddenWeight, HiddenBias, (Room, Node.Gates * Room),
        SumOrder.GatePartialSums(Node.Units, Node.Gates, Node.Units), _portable)
    { Words = ("y", "W_hh h") };

    /// <summary>W_hhᵀ dz of one step; the padding of dz is 0 and counts as inputs.</summary>
    public AffineSite HiddenBack => new(
        Name + "HiddenBack", Node.Gates * Room, Axis, Transposed(HiddenWeight, Axis), null, (Steps * GateStride, Room),
        SumOrder.PartialSums(Node.Gates * Room, Node.Units), _portable)
    { Words = ("dh", "W_hhᵀ dz") };

    /// <summary>W_ihᵀ dz of every step.</summary>
    public AffineSite InputBack => new(
        Name + "InputBack", Node.Gates * Room, new PackedAxis(Node.Features), Transposed(InputWeight, new PackedAxis(Node.Features)), null,
        (GateStride, PackedAxis.Of(Node.X.Shape).PositionStride), SumOrder.PartialSums(Node.Gates * Room, Node.Features), _portable)
    { Words = ("dx", "W_ihᵀ dz") };

    /// <summary>dW_ih += dz xᵀ of one gate.</summary>
    public AffineSite InputGradient => new(
        Name + "Input", Node.Features, Axis, InputWeight, InputBias, (Plan.PositionStride(Node.X), GateStride), 1, _portable);

    /// <summary>dW_hh += dz hᵀ of one gate.</summary>
    public AffineSite HiddenGradient => new(
        Name + "Hidden", Node.Units, Axis, HiddenWeight, HiddenBias, (KeptStride, GateStride), 1, _portable);

    /// <summary>A kernel's parameter for a bias, if there is one.</summary>
    public string Optional(string parameter) => HasBias ? parameter : "";

    public string OptionalCell(string parameter) => Node.HasCell ? parameter : "";

    /// <summary>One call per product of <see cref="GateCalls"/>: the arguments of the weight, of the bias and the distance in the gates.</summary>
    public IEnumerable<(string Weight, string Bias, int Offset)> Calls(PackedTensor weight, PackedTensor? bias, string weights, string biases)
    {
        for (var gate = 0; gate < GateCalls; gate++)
        {
            yield return (Dialect.RefAt(weights, gate * weight.PositionStride), bias is null ? "" : Dialect.RefAt(biases, gate * bias.PositionStride), gate * Room);
        }
    }

    private PackedTensor Transposed(PackedTensor weight, PackedAxis lanes) => new(weight.Parameter, Node.Gates * Room, lanes, false, 0, 0);
}
