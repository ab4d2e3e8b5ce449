using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>What Load does with a file that does not fit exactly.</summary>
public enum LoadMode
{
    /// <summary>Every tensor must be there with its shape, and no other: else nothing is loaded.</summary>
    Strict,

    /// <summary>Takes the tensors whose name and shape fit and leaves the rest as they are.</summary>
    Matching,
}

/// <summary>A tensor that is in the file, but not as the network has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expected">What the network has: "F32 [128, 784]".</param>
/// <param name="Found">What the file has.</param>
public sealed record TensorMismatch(string Name, string Expected, string Found)
{
    /// <summary>What may be behind it, or nothing.</summary>
    public string Hint { get; init; } = "";

    /// <summary>One line for a person.</summary>
    /// <returns>Name, both descriptions and the hint.</returns>
    public override string ToString() =>
        $"{FileText.Printable(Name)} is {Found}, expected {Expected}" + (Hint.Length == 0 ? "" : $" ({Hint})");
}

/// <summary>What came of loading a file.</summary>
public sealed class LoadReport
{
    private readonly string _differences;

    internal LoadReport(List<string> loaded, List<TensorInfo> missing, List<SafeTensorsEntry> unexpected, List<TensorMismatch> mismatched)
    {
        Loaded = loaded.AsReadOnly();
        Missing = missing.ConvertAll(tensor => tensor.Name).AsReadOnly();
        Unexpected = unexpected.ConvertAll(entry => entry.Name).AsReadOnly();
        Mismatched = mismatched.AsReadOnly();
        _differences = Describe(missing, unexpected, mismatched);
    }

    /// <summary>Names of the tensors taken from the file.</summary>
    public IReadOnlyList<string> Loaded { get; }

    /// <summary>Names of the network's tensors that the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Names of the file's tensors that the network lacks.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Tensors of both that differ in shape or type.</summary>
    public IReadOnlyList<TensorMismatch> Mismatched { get; }

    internal bool Fits => Missing.Count == 0 && Unexpected.Count == 0 && Mismatched.Count == 0;

    /// <summary>Every difference on a line of its own, with a line break before each.</summary>
    internal string Differences => _differences;

    /// <summary>Everything, line by line.</summary>
    /// <returns>Text for a person.</returns>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Loaded.Count).Append(Loaded.Count == 1 ? " tensor loaded" : " tensors loaded");
        for (var i = 0; i < Loaded.Count; i++)
        {
            text.Append(i == 0 ? ": " : ", ").Append(Loaded[i]);
        }

        return text.Append('.').Append(_differences).ToString();
    }

    private static string Describe(List<TensorInfo> missing, List<SafeTensorsEntry> unexpected, List<TensorMismatch> mismatched)
    {
        var text = new StringBuilder();
        foreach (var tensor in missing)
        {
            text.Append("\nMissing in the file: ").Append(tensor).Append('.');
        }

        foreach (var entry in unexpected)
        {
            text.Append("\nOnly in the file: ").Append(FileText.Printable(entry.Name)).Append(' ').Append(entry.Describe()).Append('.');
        }

        foreach (var mismatch in mismatched)
        {
            text.Append("\nDifferent: ").Append(mismatch).Append('.');
        }

        return text.ToString();
    }
}
