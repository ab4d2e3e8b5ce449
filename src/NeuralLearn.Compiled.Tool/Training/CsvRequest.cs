namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>What the command line says about a CSV file.</summary>
/// <param name="Path">Where it is.</param>
internal sealed record CsvRequest(string Path)
{
    /// <summary>Columns to be learnt, by name or place; none: the last one.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Columns to be left out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public string? RowWeight { get; init; }

    public char Separator { get; init; } = ',';

    public bool HasHeader { get; init; } = true;
}
