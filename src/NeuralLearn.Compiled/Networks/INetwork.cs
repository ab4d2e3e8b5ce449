namespace NeuralLearn.Compiled;

/// <summary>
/// Any network, without its class being known: what a field, a list or a tool can hold. Every generated class implements it. Several
/// inputs lie one behind the other in a row, in the order of their declaration, and so do several outputs.
/// </summary>
public interface INetwork
{
    /// <summary>Names, sizes and shapes.</summary>
    NetworkInfo Info { get; }

    /// <summary>Runs the network on one row. Nothing is allocated; any number of threads may do this at once.</summary>
    /// <param name="input">One row: <see cref="NetworkInfo.InputSize"/> values.</param>
    /// <param name="output">Receives <see cref="NetworkInfo.OutputSize"/> values.</param>
    /// <exception cref="ArgumentException">A span has another length; nothing has changed.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Runs the network on many rows; each gets the bits that <see cref="Forward"/> gives it.</summary>
    /// <param name="inputs">Rows one behind the other; none is fine.</param>
    /// <param name="outputs">Receives as many rows of output.</param>
    /// <exception cref="ArgumentException">A span has another length; nothing has changed.</exception>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Runs the network on one row and applies what its loss implies: softmax, sigmoid, exp, or nothing.</summary>
    /// <param name="input">One row: <see cref="NetworkInfo.InputSize"/> values.</param>
    /// <param name="output">Receives <see cref="NetworkInfo.OutputSize"/> values.</param>
    /// <exception cref="ArgumentException">A span has another length; nothing has changed.</exception>
    void Predict(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Copies out all parameters.</summary>
    /// <param name="destination">Receives <see cref="NetworkInfo.ParameterCount"/> values in the order of <see cref="NetworkInfo.Tensors"/>.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    void CopyParametersTo(Span<float> destination);

    /// <summary>Sets all parameters.</summary>
    /// <param name="parameters"><see cref="NetworkInfo.ParameterCount"/> values in the order of <see cref="NetworkInfo.Tensors"/>.</param>
    /// <exception cref="ArgumentException">It has another length; nothing has changed.</exception>
    void LoadParameters(ReadOnlySpan<float> parameters);

    /// <summary>Copies out what is measured rather than learnt, such as the mean and deviation of a standardisation.</summary>
    /// <param name="destination">Receives <see cref="NetworkInfo.BufferCount"/> values in the order of <see cref="NetworkInfo.Tensors"/>.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    void CopyBuffersTo(Span<float> destination);

    /// <summary>Sets what is measured rather than learnt.</summary>
    /// <param name="buffers"><see cref="NetworkInfo.BufferCount"/> values in the order of <see cref="NetworkInfo.Tensors"/>.</param>
    /// <exception cref="ArgumentException">It has another length; nothing has changed.</exception>
    void LoadBuffers(ReadOnlySpan<float> buffers);

    /// <summary>Writes parameters and buffers as safetensors, which PyTorch's load_state_dict takes.</summary>
    /// <param name="destination">Written to from where it stands; left open.</param>
    void Save(Stream destination);

    /// <summary>Reads parameters and buffers from safetensors. The file is checked as a whole first: if it does not fit, nothing changes.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="mode">Strict: every tensor must be there with its shape and no other. Matching: takes those that fit.</param>
    /// <returns>What was loaded, missing, unexpected or of another shape.</returns>
    /// <exception cref="InvalidDataException">The file is malformed or does not fit; the message lists every difference.</exception>
    LoadReport Load(Stream source, LoadMode mode = LoadMode.Strict);
}
