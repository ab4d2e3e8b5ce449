using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>What came out of one case, measured with the tolerances that the case records.</summary>
internal sealed class CaseReport(ReferenceCase reference) : Report
{
    private readonly List<string> _notCompared = [];

    /// <summary>Recorded tensors that have no counterpart in an emitted class.</summary>
    public IReadOnlyList<string> NotCompared => _notCompared;

    public void Compare(string tensor, ReadOnlySpan<float> actual, ReferenceTensor expected, string group) =>
        Add(Comparison.Of(tensor, actual, expected, reference.Tolerance(group)));

    public void LeaveOut(IEnumerable<string> tensors) => _notCompared.AddRange(tensors);
}
