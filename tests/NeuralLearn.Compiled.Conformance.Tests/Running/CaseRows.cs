using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>The rows of a case, in guarded memory: no call may change them.</summary>
internal sealed class CaseRows
{
    private readonly ReferenceCase _reference;
    private readonly GuardedBuffer _input;
    private readonly GuardedBuffer _target;
    private readonly int[] _ids;
    private readonly int[] _labels;

    public CaseRows(ReferenceCase reference)
    {
        _reference = reference;
        _input = GuardedBuffer.Source(reference.HasIndexInput ? [] : reference.Tensors["input"].Values);
        _target = GuardedBuffer.Source(reference.HasTarget && !reference.HasLabels ? reference.Target.Values : []);
        _ids = reference.HasIndexInput ? WholeNumbers(reference.Tensors["input"]) : [];
        _labels = reference.HasLabels ? WholeNumbers(reference.Target) : [];
    }

    public int Count => _reference.Rows;

    public InputRows AllInputs => Inputs(0, Count);

    public TargetRows AllTargets => Targets(0, Count);

    public InputRows Inputs(int first, int count) => new(Rows<float>(_input.Span, first, count), Rows<int>(_ids, first, count));

    public TargetRows Targets(int first, int count) => new(Rows<float>(_target.Span, first, count), Rows<int>(_labels, first, count));

    public void Verify(CaseReport report)
    {
        report.Verify("input", _input);
        report.Verify("target", _target);
        int[] ids = _reference.HasIndexInput ? WholeNumbers(_reference.Tensors["input"]) : [];
        int[] labels = _reference.HasLabels ? WholeNumbers(_reference.Target) : [];
        report.Require(_ids.SequenceEqual(ids), "input: ids were changed");
        report.Require(_labels.SequenceEqual(labels), "target: labels were changed");
    }

    private static int[] WholeNumbers(ReferenceTensor tensor) => [.. tensor.Integers!.Select(value => checked((int)value))];

    private ReadOnlySpan<T> Rows<T>(ReadOnlySpan<T> all, int first, int count)
    {
        var size = all.Length / Count;
        return all.Slice(first * size, count * size);
    }
}
