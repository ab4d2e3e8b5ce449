namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC2001 to NLC2999: what a network costs.</summary>
internal static class CostRules
{
    public static readonly Rule BudgetExceeded = new("NLC2001", "A budget is exceeded",
        "{0} of [Budget] is {1}, but the network comes to {2}; {3} has the largest part, {4}: make it smaller or raise the budget");

    public static readonly Rule MemoryTooLarge = new("NLC2002", "The network needs more memory than can be addressed",
        "{0} would take {1} bytes, more than the {2} that one block of memory can hold; {3} has the largest part: make it smaller{4}");

    public static readonly Rule NoInstructionSet = new("NLC2003", "NativeAOT without an instruction set",
        "NativeAOT compiles '{0}' for processors without AVX2 and FMA unless told otherwise, and leaves these unused where they are; set <IlcInstructionSet>x86-x64-v3</IlcInstructionSet>, or native for this machine",
        RuleSeverity.Warning)
    { IsOfProject = true };

    public static readonly Rule TooMuchToUnroll = new("NLC2004", "More than can be written out",
        "{0} takes {1} products of vectors of 256 bits for a sample, and the JIT compiles no more than about {2} in a method well; the layer keeps its loops, so take Unroll.Auto or a smaller layer",
        RuleSeverity.Warning);

    public static IReadOnlyList<Rule> All { get; } = [BudgetExceeded, MemoryTooLarge, NoInstructionSet, TooMuchToUnroll];
}
