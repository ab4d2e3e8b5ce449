namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A line of a declaration and what it means.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="Arguments">All but names of results and its own.</param>
/// <param name="Sources">The results it reads; 0 is the input, n the nth line.</param>
/// <param name="Shape">Axes of its result.</param>
/// <param name="Tensors">How many numbers each of its parameters has, in the library's order.</param>
/// <param name="Formula">Its result.</param>
internal sealed record GraphNode(string Attribute, string Arguments, int[] Sources, GraphShape Shape, int[] Tensors, Formula Formula)
{
    /// <summary>How many numbers a sum of it has: weights are drawn the smaller the more there are.</summary>
    public int FanIn { get; init; } = 1;

    /// <summary>Whether its parameters do not learn: their gradient reads as 0.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether the names of what it reads are listed first, as in Add, instead of said by From.</summary>
    public bool IsMerge { get; init; }
}
