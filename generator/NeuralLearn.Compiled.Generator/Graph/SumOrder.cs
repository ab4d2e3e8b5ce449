namespace NeuralLearn.Compiled.Generator.Graph;

/// <summary>
/// The canonical order of sums. It is part of what a network means, a function of shapes alone: no schedule, vector width,
/// batch size or position in a batch may change it. An output of a convolution is a single sum, and so are its gradients: see
/// docs/architecture.md.
/// </summary>
internal static class SumOrder
{
    /// <summary>Lanes of the virtual vector over which packed axes are reduced: lane j sums elements j, j+16, j+32, …</summary>
    public const int VirtualLanes = 16;

    /// <summary>
    /// Over how many interleaved partial sums the products of W x are added: partial p sums inputs p, p+P, p+2P, … in order, the bias
    /// opens partial 0, and the partials are combined as ((0+1)+(2+3))+((4+5)+(6+7)).
    /// </summary>
    /// <remarks>
    /// An addition takes 4 cycles and two can start per cycle, so about 8 independent sums keep the hardware busy. Wide layers have them
    /// across their outputs; narrow ones get them by splitting the inputs, as long as every partial still has two products. With many inputs
    /// four are enough: each product then waits for the loads of its weights and its input.
    /// </remarks>
    public static int PartialSums(int inputs, int outputs) => PartialSums(inputs, outputs, 8);

    private static int PartialSums(int inputs, int outputs, int most)
    {
        var groups = (outputs + VirtualLanes - 1) / VirtualLanes;
        var partials = 1;
        while (partials < (inputs <= 2 * VirtualLanes ? 8 : 4) && partials * 2 * groups <= most && inputs >= partials * 4)
        {
            partials *= 2;
        }

        return partials;
    }

    /// <summary>
    /// The same of a recurrent layer: of W_ih x + b_ih with its features as inputs, of W_hh h + b_hh with its units. Both are complete sums of
    /// their own, and what goes into a gate is the first plus the second. All gates are added at the same time. A step waits for the one before,
    /// and a single gate for its longest sum: so up to twelve sums go on beside each other, as many as fit 16 registers.
    /// </summary>
    public static int GatePartialSums(int inputs, int gates, int units) =>
        PartialSums(inputs, gates * Vectors(units) * VirtualLanes, 12);

    /// <summary>
    /// Whether the products of W x run along the inputs, in virtual lanes that are folded for each output, rather than along the outputs. So
    /// it is where outputs are too few to fill vectors; the gradient of the input then needs no folding.
    /// </summary>
    /// <remarks>Counted in vectors of 16 products; folding 16 sums costs as much as some 45 of them.</remarks>
    public static bool RunsAlongInputs(int inputs, int outputs) => outputs <= VirtualLanes && inputs >= 2 * outputs
        && (outputs * Vectors(inputs)) + (45 * outputs / VirtualLanes) < inputs * Vectors(outputs);

    private static int Vectors(int length) => (length + VirtualLanes - 1) / VirtualLanes;
}
