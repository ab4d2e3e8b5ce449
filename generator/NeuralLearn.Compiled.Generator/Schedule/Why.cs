using System.Globalization;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Schedule;

/// <summary>Why a step runs as it does, for those who read what is emitted: a sentence or two for each decision of the files beside this one.</summary>
internal static class Why
{
    public const string Elements = "No element needs another, so whole vectors of them go by.";
    public const string InPlace = "No element needs another, so whole vectors of them go by; dx takes the place of dy, which nobody reads again.";
    public const string Accumulated = "Added element by element in whole vectors: one gradient after the other, so that there is one order.";
    public const string RowSums = "Each row's sums run over 16 virtual lanes and are folded once: one order of additions at every vector width.";
    public const string ColumnSums = "Features side by side in vectors, row after row: no sum runs across lanes.";
    public const string Moves = "Nothing is worked out: values move to where the next layer reads them.";
    public const string AllAtOnce = "The layers stand in one method: a call between small layers would cost as much as a layer.";
    public const string OneLabel = "One row at a time: a label names one number of it, and the gradient is 0 elsewhere.";
    public const string OneRow = "One row at a time, so that each can have a weight; padding is left out of the sum.";
    public const string RowsTogether =
        "Rows lie one behind the other and fill vectors together: first what each output loses, then, in the same place, each row's sum over it.";

    public const string Exponentials = "The maximum is taken off first, so that no exponential overflows.";
    public const string Logarithm = "Worked out from the scores: never the logarithm of a probability that became 0.";
    public const string Dots = "Too few outputs to fill vectors: products run along the inputs in 16 virtual lanes, which are folded for all outputs together.";
    public const string DotRows =
        "The outputs of several rows fill a vector: they are folded, activated and stored together. A last tile may repeat rows of the one before; a few rows left over go one by one.";

    public const string WeightGradient = "A tile of the gradient stays in registers while all rows are added to it.";
    public const string ConvForward =
        "Neighbouring outputs share each weight loaded. Each output is one sum: the bias, then tap after tap, at each the channels; taps on padding are left out.";

    public const string ConvBackward = "Each is one sum, over the taps from last to first, at each over the outputs: a convolution again, with the same tiles.";
    public const string ConvWeightGradient = "A tile of the gradient stays in registers while the outputs go by; outputs whose tap is on padding are left out.";
    public const string Flip = "Copied once for all rows of a call, so that a number of dz multiplies whole vectors.";
    public const string PooledForward =
        "Windows beside each other share each weight loaded. Each sum begins with the bias and goes over the taps, at each over the channels; of equal sums the first counts.";

    public const string PooledWeightGradient = "A tile of the gradient stays in registers while the windows go by; dy counts in the lanes that an output of the window won.";
    public const string PooledFrame = "Read from the right place it covers what a window saw, whichever of its outputs was the largest. Copied once for all rows of a call.";
    public const string PooledInputGradient =
        "What a window saw stays in registers; the framed kernels cover all of it and have 0 where the largest had no tap, so nothing branches.";

    public const string Pool = "Channels side by side in vectors, window after window: taps on padding are left out.";
    public const string PoolGradient = "Channels side by side in vectors; windows in row-major order, so that inputs of several windows add in one order.";
    public const string RunningStatistics = "What a channel is multiplied by is worked out once per call and serves all rows: it costs little and can never be out of date.";
    public const string BatchStatistics = "Blocks of 64 rows and four partial sums each: short chains of additions, small rounding errors, one order for every vector width.";
    public const string SecondRun = "The variance is the mean of squared distances from the mean, in a second run: no digits are lost where the mean is large.";
    public const string Gates = "All sums are complete, so each unit is its own: whole vectors of units.";
    public const string StepsTogether =
        "What the inputs add to the gates is one product for all steps. Then step after step, all rows together: each weight loaded serves several of them.";

    public const string GatesAtOnce = "All gates are added up at once, each over partial sums of its own: enough independent additions to hide their latency.";
    public const string TurnedRound = "W is turned round first, so that a number of dz multiplies whole vectors and no sum runs across lanes.";
    public const string StepByStep = "Every step has its own gates and inputs, but all of them add to the same tile of the gradient.";
    public const string Rows = "A row of the table is one vector after the other; rows and steps in order, as the same one may come twice.";
    public const string Update = "Gradients and optimizer state lie as the parameters do, so one loop does all; padding stays 0, as its gradient is.";
    public const string Blocks = "Blocks of 1024 in 16 lanes each, blocks added in double precision: the norm of many parameters loses no digits.";

    /// <summary>How one sample is added up.</summary>
    public static string OfRow(int partialSums, bool isForward, bool hasBias) => partialSums == 1
        ? $"Each {(hasBias ? "output" : "result")} is one sum over the {(isForward ? "inputs" : "outputs")} in order."
        : $"Each output is {partialSums.ToString(CultureInfo.InvariantCulture)} interleaved partial sums, combined pairwise: enough independent additions to hide their latency.";

    /// <summary>What the declaration says of loops.</summary>
    public static string OfUnroll(Unroll unroll) => unroll switch
    {
        Unroll.Full => " Unroll.Full: products are written out as far as the JIT goes along.",
        Unroll.Never => " Unroll.Never: loops rather than more code.",
        _ => "",
    };

    /// <summary>How a batch goes by.</summary>
    public static string OfRows(int weights) =>
        "A tile of rows and outputs stays in registers, so that each weight loaded serves several rows. A last tile may repeat rows of the one before; a few rows left over go "
        + (BatchSchedule.HasFewTiles(weights) ? "in smaller tiles." : "one by one.");

    /// <summary>How the gradient of the inputs is added up.</summary>
    public static string OfInputGradient(int weights) =>
        "Products run along the outputs in 16 virtual lanes; the lanes of a vector full of inputs are folded together."
        + (InputGradientSchedule.GoesByGroups(weights) ? " All rows go by for such inputs before the next, whose weights stay in the first cache." : "");

    /// <summary>How a step on one row changes a layer.</summary>
    public static string OfWeightStep(bool passesOn) =>
        passesOn ? "One pass: each weight is loaded, multiplied for dx, changed and stored." : "One pass: each weight is loaded, changed and stored.";

    /// <summary>How the layers of one sample stand together.</summary>
    public static string OfPlacement(RowPlacement placement, int lanes) => !placement.InOneMethod ? "Each layer is a method: " + OfCalls(placement, lanes)
        : placement.InRegisters.Count > 0 ? AllAtOnce + " Between some of them values never leave the registers." : AllAtOnce;

    private static string OfCalls(RowPlacement placement, int lanes) =>
        lanes == 1 ? "plain loops gain nothing from their neighbours."
        : placement.Forward.Steps.Any(step => step.X.Shape.Positions > 1 || step.Y.Shape.Positions > 1) ? "what goes over positions is a loop, which gains nothing from its neighbours."
        : "together they would be more than the JIT optimises well.";

    /// <summary>How a merge runs.</summary>
    public static string OfMerge(Node merge) => merge is ConcatNode ? Moves : Elements;
}
