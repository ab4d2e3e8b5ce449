namespace NeuralLearn.Compiled;

/// <summary>What a network says about itself: names, sizes, shapes.</summary>
public sealed class NetworkInfo
{
    private readonly TensorInfo[] _tensors;

    /// <summary>Describes a network. Generated code does this.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="inputs">Its inputs in the order of their declaration.</param>
    /// <param name="outputs">Its outputs in the order of their declaration.</param>
    /// <param name="tensors">Parameters and buffers in flat order.</param>
    /// <param name="summary">The layer table.</param>
    public NetworkInfo(string name, IReadOnlyList<NetworkInput> inputs, IReadOnlyList<NetworkOutput> outputs, TensorInfo[] tensors, string summary)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        _tensors = tensors;
        Summary = summary;
        foreach (var input in inputs)
        {
            InputSize += input.Size;
        }

        foreach (var output in outputs)
        {
            OutputSize += output.Size;
        }

        foreach (var tensor in tensors)
        {
            if (tensor.IsBuffer)
            {
                BufferCount += tensor.Length;
            }
            else
            {
                ParameterCount += tensor.Length;
            }
        }
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>Its inputs in the order of their declaration.</summary>
    public IReadOnlyList<NetworkInput> Inputs { get; }

    /// <summary>Its outputs in the order of their declaration.</summary>
    public IReadOnlyList<NetworkOutput> Outputs { get; }

    /// <summary>Parameters and buffers in flat order.</summary>
    public ReadOnlySpan<TensorInfo> Tensors => _tensors;

    /// <summary>The layer table.</summary>
    public string Summary { get; }

    /// <summary>Values in one row of input, all inputs together.</summary>
    public int InputSize { get; }

    /// <summary>Values in one row of output, all outputs together.</summary>
    public int OutputSize { get; }

    /// <summary>Values in all parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>Values in all buffers.</summary>
    public int BufferCount { get; }

    /// <summary>Values in one row of targets; 0 where labels are the only target, the network makes its own, or nothing is learnt.</summary>
    public int TargetSize { get; init; }

    /// <summary>Whether a row's target can be a class, given as a label.</summary>
    public bool TakesLabels { get; init; }

    /// <summary>Whether there is nothing to be told beside the inputs: the target is a result of the network itself.</summary>
    public bool MakesItsTarget { get; init; }

    /// <summary>The label of rows that no loss is taken of, unless the declaration sets another: PyTorch's.</summary>
    public int IgnoredLabel { get; init; } = -100;
}
