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
    /// <summary>One line for a person.</summary>
    /// <returns>Name and both descriptions.</returns>
    public override string ToString() => $"{Name} is {Found}, expected {Expected}";
}

/// <summary>What came of loading a file.</summary>
public sealed class LoadReport
{
    internal LoadReport(List<string> loaded, List<string> missing, List<string> unexpected, List<TensorMismatch> mismatched)
    {
        Loaded = loaded;
        Missing = missing;
        Unexpected = unexpected;
        Mismatched = mismatched;
    }

    /// <summary>Tensors taken from the file.</summary>
    public IReadOnlyList<string> Loaded { get; }

    /// <summary>Tensors of the network that the file lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Tensors of the file that the network lacks.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>Tensors of both that differ in shape or type.</summary>
    public IReadOnlyList<TensorMismatch> Mismatched { get; }

    internal bool Fits => Missing.Count == 0 && Unexpected.Count == 0 && Mismatched.Count == 0;

    /// <summary>Everything, line by line.</summary>
    /// <returns>Text for a person.</returns>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Loaded.Count).Append(" tensors loaded.");
        foreach (var name in Missing)
        {
            text.Append('\n').Append("Missing in the file: ").Append(name).Append('.');
        }

        foreach (var name in Unexpected)
        {
            text.Append('\n').Append("Only in the file: ").Append(name).Append('.');
        }

        foreach (var mismatch in Mismatched)
        {
            text.Append('\n').Append("Different: ").Append(mismatch).Append('.');
        }

        return text.ToString();
    }
}
