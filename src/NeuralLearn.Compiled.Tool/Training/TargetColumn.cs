namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>What is to be learnt, as far as the file tells.</summary>
/// <param name="IsClasses">Whether its values name classes; else they are amounts.</param>
/// <param name="Names">All its different values, sorted.</param>
internal sealed record TargetColumn(bool IsClasses, IReadOnlyList<string> Names);
