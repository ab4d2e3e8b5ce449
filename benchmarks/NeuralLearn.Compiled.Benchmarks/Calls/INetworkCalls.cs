namespace NeuralLearn.Compiled.Benchmarks.Calls;

/// <summary>
/// The calls of one emitted network. Structs implement it, so that the JIT compiles timing loops for each with direct calls.
/// </summary>
public interface INetworkCalls
{
    /// <summary>The network's name in tables.</summary>
    static abstract string Name { get; }

    /// <summary>The network that runs.</summary>
    INetwork Runner { get; }

    /// <summary>The network that learns: the same one, or one with the same parameters whose loss contains the softmax.</summary>
    INetwork Learner { get; }

    /// <summary>Runs one row.</summary>
    /// <param name="input">The row.</param>
    /// <param name="output">Gets the result.</param>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Runs many rows.</summary>
    /// <param name="inputs">Rows one behind the other.</param>
    /// <param name="outputs">Gets the results.</param>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Takes a training step.</summary>
    /// <param name="inputs">Rows one behind the other.</param>
    /// <param name="targets">Numbers to come to, for a network that learns numbers.</param>
    /// <param name="labels">Classes, for a network that learns classes.</param>
    void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels);
}
