using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>One instance of a network, set to the case's initial parameters and buffers.</summary>
internal sealed class CaseSession
{
    private readonly ReferenceCase _reference;
    private readonly CaseReport _report;
    private readonly IReadOnlyList<TensorEntry> _entries;

    public CaseSession(ReferenceCase reference, ReferenceNetwork network, CaseReport report)
    {
        _reference = reference;
        Network = network;
        _report = report;
        _entries = network.Tensors;
        Rows = new CaseRows(reference);
        var initial = GuardedBuffer.Source(InitialParameters());
        if (reference.HasBatchStatistics)
        {
            // Running statistics come in the way they do for a user: from a file.
            network.Load(SafetensorsFile.Write(
                reference.Under("param").Concat(reference.Under("buffer")).Select(entry => entry.Tensor with { Name = entry.Name })));
        }
        else
        {
            network.LoadParameters(initial.Span);
        }

        report.Verify("LoadParameters", initial);
        report.RequireSameBits("CopyParametersTo after loading", Parameters(), initial.Span);
    }

    public ReferenceNetwork Network { get; }

    public CaseRows Rows { get; }

    public int OutputLength => Rows.Count * Network.OutputSize;

    /// <summary>Whether names, shapes and sizes are those of the case; nothing else makes sense where they are not.</summary>
    public static bool LayoutMatches(ReferenceCase reference, ReferenceNetwork network, CaseReport report)
    {
        var before = report.Problems.Count;
        RequireEqual("InputSize", network.InputSize, Product(reference.InputShape[1..]));
        RequireEqual("OutputSize", network.OutputSize, Product(reference.OutputShape[1..]));
        RequireEqual("ParameterCount", network.ParameterCount, reference.ParameterCount);
        var entries = network.Tensors.Where(entry => !entry.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)).ToList();
        RequireShapes("parameters", entries.Where(entry => !entry.IsBuffer), reference.Under("param"));
        RequireShapes("buffers", entries.Where(entry => entry.IsBuffer), reference.Under("buffer"));
        var offset = 0;
        foreach (var entry in entries.Where(entry => !entry.IsBuffer))
        {
            RequireEqual($"offset of {entry.Name}", entry.Offset, offset);
            RequireEqual($"length of {entry.Name}", entry.Length, Product(entry.Shape));
            offset += entry.Length;
        }

        return report.Problems.Count == before;

        void RequireEqual(string what, int actual, int expected) =>
            report.Require(actual == expected, $"{what} is {actual}, expected {expected}");

        void RequireShapes(string what, IEnumerable<TensorEntry> actual, IEnumerable<(string Name, ReferenceTensor Tensor)> expected)
        {
            string have = Listed(actual.Select(entry => (entry.Name, entry.Shape)));
            string want = Listed(expected.Select(entry => (entry.Name, entry.Tensor.Shape)));
            report.Require(have == want, $"Tensors lists the {what} {have}; expected {want}");
        }
    }

    public float[] Parameters() => Read("CopyParametersTo", Network.ParameterCount, Network.CopyParametersTo);

    public float[] Gradients() => Read("CopyGradientsTo", Network.ParameterCount, Network.CopyGradientsTo);

    /// <summary>Compares parameters and buffers with the tensors of a prefix: after1, after10 or final.</summary>
    public void CompareState(string prefix, string group)
    {
        var parameters = Parameters();
        float[] buffers = _reference.HasBatchStatistics ? Read("CopyBuffersTo", Network.BufferCount, Network.CopyBuffersTo) : [];
        Compare(prefix, group, entry => (entry.IsBuffer ? buffers : parameters).AsSpan(entry.Offset, entry.Length));
    }

    /// <summary>Compares one value a parameter, in the flat order, with the tensors of a prefix.</summary>
    public void CompareFlat(string prefix, string group, float[] values) =>
        Compare(prefix, group, entry => values.AsSpan(entry.Offset, entry.Length));

    public TensorEntry Entry(string name) => _entries.First(entry => entry.Name == name);

    /// <summary>Compares the outputs of ForwardBatch now with a recorded tensor.</summary>
    public void CompareOutputs(string tensor, string group)
    {
        if (_reference.Has(tensor))
        {
            _report.Compare(tensor, ForwardBatch(), _reference.Tensors[tensor], group);
        }
    }

    public float[] ForwardBatch()
    {
        var outputs = GuardedBuffer.Destination(OutputLength);
        Network.ForwardBatch(Rows.AllInputs, outputs.Span);
        _report.Verify("ForwardBatch", outputs);
        return outputs.Span.ToArray();
    }

    public float[] ForwardRowByRow()
    {
        var all = new float[OutputLength];
        for (var row = 0; row < Rows.Count; row++)
        {
            var output = GuardedBuffer.Destination(Network.OutputSize);
            Network.Forward(Rows.Inputs(row, 1), output.Span);
            _report.Verify($"Forward of row {row}", output);
            output.Span.CopyTo(all.AsSpan(row * Network.OutputSize));
        }

        return all;
    }

    public static int Product(IEnumerable<int> shape) => shape.Aggregate(1, (product, dimension) => product * dimension);

    private static string Listed(IEnumerable<(string Name, int[] Shape)> tensors) =>
        string.Join(", ", tensors
            .OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));

    private delegate void CopyTo(Span<float> destination);

    private delegate ReadOnlySpan<float> PartOf(TensorEntry entry);

    private float[] Read(string member, int length, CopyTo copy)
    {
        var destination = GuardedBuffer.Destination(length);
        copy(destination.Span);
        _report.Verify(member, destination);
        return destination.Span.ToArray();
    }

    private void Compare(string prefix, string group, PartOf part)
    {
        foreach (var (name, expected) in _reference.Under(prefix))
        {
            if (name != "input")
            {
                _report.Compare($"{prefix}.{name}", part(Entry(name)), expected, group);
            }
        }
    }

    private float[] InitialParameters()
    {
        var flat = new float[Network.ParameterCount];
        foreach (var (name, tensor) in _reference.Under("param"))
        {
            tensor.Values.CopyTo(flat, Entry(name).Offset);
        }

        return flat;
    }
}
