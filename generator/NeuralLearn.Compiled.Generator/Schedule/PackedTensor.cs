using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>
/// Where a tensor lies. Weights are input-major: panel after panel of outputs, in a panel one row of lanes per input. So a kernel
/// reads them in one stream, each input multiplies whole vectors of outputs, and no sum runs across lanes. Where outputs are too few for
/// that, it is the other way round: panels of inputs, in a panel one row of lanes per output.
/// </summary>
/// <param name="Rows">Rows of a panel: inputs of a weight, or its outputs; 1 for a bias.</param>
/// <param name="Axis">What runs along the lanes.</param>
/// <param name="AlongInputs">Lanes are inputs.</param>
/// <param name="Offset">In the packed buffer, a multiple of 16 floats.</param>
/// <param name="FlatOffset">In the user's flat vector.</param>
internal sealed record PackedTensor(Parameter Parameter, int Rows, PackedAxis Axis, bool AlongInputs, int Offset, int FlatOffset)
{
    /// <summary>Floats taken, rounded up so that the next tensor is aligned to a cache line too.</summary>
    public int Length => ((Rows * Axis.Width) + 15) / 16 * 16;

    public int PanelOffset(Panel panel) => panel.Start * Rows;
}

/// <summary>Neighbouring tensors that learn at the same rate.</summary>
/// <param name="Scale">What the learning rate is multiplied by.</param>
internal sealed record LearningGroup(double Scale, int Offset, int Length);
