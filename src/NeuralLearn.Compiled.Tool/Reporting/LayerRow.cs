namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>A line of the layer table.</summary>
/// <param name="Name">The input's or the layer's name.</param>
/// <param name="Declared">The line that declares it.</param>
/// <param name="Inputs">Shapes of what it reads, in order; none of an input.</param>
/// <param name="Output">Its own shape.</param>
/// <param name="Parameters">Numbers learnt.</param>
/// <param name="MultiplyAdds">Of one row.</param>
internal sealed record LayerRow(string Name, string Declared, IReadOnlyList<string> Inputs, string Output, long Parameters, long MultiplyAdds)
{
    /// <summary>Such as "[64] → [10]".</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Shapes => Inputs.Count == 0 ? Output : $"{string.Join(" + ", Inputs)} → {Output}";
}
