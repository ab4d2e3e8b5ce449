using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How a loss over the outputs is worked out for a batch.</summary>
internal static class LossSchedule
{
    /// <summary>
    /// Whether rows share vectors: where all outputs fit one, most of a row's own would be padding, and a logarithm costs what it costs for
    /// a full one. Weights of outputs and one selected output are a row's own matter.
    /// </summary>
    public static bool TakesRowsTogether(LossNode loss) =>
        loss is ElementLossNode { OutputWeights: null } element && element.Terms.OwnTarget is null && element.Output.Shape.Channels <= SumOrder.VirtualLanes;
}
