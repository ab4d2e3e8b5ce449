namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Parameters in and out, copies, files.</summary>
internal sealed partial class SurfaceEmitter
{
    private void PrintParameters()
    {
        Doc("Copies out all parameters.", ("destination", "Receives ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void CopyParametersTo({MutableFloats} destination)",
            Guard("AtLeast", "destination.Length", "ParameterCount", "destination"),
            $"{_own}.Passes.Unpack(ref _parameters.Start, destination, 1f);");

        Doc("Sets all parameters.", ("parameters", "ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void LoadParameters({Floats} parameters)",
            Guard("Length", "parameters.Length", "ParameterCount", "parameters"),
            $"{_own}.Passes.Pack(parameters, ref _parameters.Start);");

        Doc("Takes over the parameters of another network of this class. Nothing is allocated; an optimizer's memory stays.",
            ("other", "The network to copy from."));
        Member($"public void CopyFrom({_name} other)",
            "global::System.ArgumentNullException.ThrowIfNull(other);",
            "other._parameters.Span.CopyTo(_parameters.Span);");
    }

    private void PrintFiles()
    {
        const string Format = "safetensors, which PyTorch's load_state_dict takes";
        foreach (var (type, name, text) in new[]
        {
            ("global::System.IO.Stream", "destination", "Written to from where it stands; left open."),
            ("string", "path", "A file; an existing one is replaced only when the new one is complete."),
            ("global::System.Buffers.IBufferWriter<byte>", "destination", "Written to."),
        })
        {
            Doc($"Writes all parameters as {Format}.", (name, text));
            Member($"public void Save({type} {name})",
                "float[] flat = new float[ParameterCount];", "CopyParametersTo(flat);",
                $"global::NeuralLearn.Compiled.NetworkFile.Save({name}, Tensors, flat, default, {Literal.Text(_model.Declaration.Type.Name)});");
        }

        foreach (var (type, name, text) in new[]
        {
            ("global::System.IO.Stream", "source", "Read to its end."),
            ("string", "path", "The file."),
            ("global::System.ReadOnlySpan<byte>", "file", "The file's bytes."),
        })
        {
            Doc("Reads parameters from a safetensors file. It is checked as a whole first: if it does not fit, nothing changes.",
                (name, text), ("mode", "Strict: every tensor must be there with its shape and no other. Matching: takes those that fit."),
                ("returns", "What was loaded, missing, unexpected or of another shape."));
            _writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">The file is malformed or does not fit; the message lists every difference.</exception>");
            Member($"public global::NeuralLearn.Compiled.LoadReport Load({type} {name}, global::NeuralLearn.Compiled.LoadMode mode = global::NeuralLearn.Compiled.LoadMode.Strict)",
                "float[] flat = new float[ParameterCount];", "CopyParametersTo(flat);",
                $"global::NeuralLearn.Compiled.LoadReport report = global::NeuralLearn.Compiled.NetworkFile.Load({name}, mode, Tensors, flat, default);",
                "LoadParameters(flat);", "return report;");
        }
    }
}
