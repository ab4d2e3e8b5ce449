namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>How many sums along the inputs are worked out at once for a batch: as many as one fold takes.</summary>
/// <param name="Rows">Samples.</param>
/// <param name="Outputs">Outputs of each.</param>
/// <param name="Stride">Lanes that one sample's outputs take in the folded vector: what they take in memory.</param>
/// <param name="SpreadsRows">A single output: the vector is full of samples, which then go to a row each.</param>
internal sealed record DotSchedule(int Rows, int Outputs, int Stride, bool SpreadsRows)
{
    public static DotSchedule Of(int outputs, int lanes)
    {
        if (outputs == 1)
        {
            return new DotSchedule(lanes, 1, 1, true);
        }

        var stride = Math.Min(InputGradientSchedule.FoldOf(outputs), lanes);
        return new DotSchedule(lanes / stride, OutputsOf(outputs, lanes), stride, false);
    }

    /// <summary>Outputs that are folded together for one sample.</summary>
    public static int OutputsOf(int outputs, int lanes) => Math.Min(lanes, InputGradientSchedule.FoldOf(outputs));
}
