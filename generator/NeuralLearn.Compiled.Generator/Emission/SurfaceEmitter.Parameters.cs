using NeuralLearn.Compiled.Generator.Shapes;

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
            $"{_own}.Passes.Unpack(ref _parameters.Start, destination);");

        Doc("Sets all parameters.", ("parameters", "ParameterCount values in the order of Tensors."));
        LengthError();
        Member($"public void LoadParameters({Floats} parameters)",
            [Guard("Length", "parameters.Length", "ParameterCount", "parameters"), .. Owned(keep: false), $"{_own}.Passes.Pack(parameters, ref _parameters.Start);", .. Refolded]);

        Doc("Copies out what is measured rather than learnt.", ("destination", "Receives BufferCount values in the order of Tensors."));
        LengthError();
        Member($"public void CopyBuffersTo({MutableFloats} destination)",
            Guard("AtLeast", "destination.Length", "BufferCount", "destination"),
            HasBuffers ? $"{_own}.Passes.UnpackBuffers(ref _buffers.Start, destination);" : "");

        Doc($"Sets what is measured rather than learnt.{(Measuring.Any() ? " UpdateStandardize begins anew after it." : "")}", ("buffers", "BufferCount values in the order of Tensors."));
        LengthError();
        Member($"public void LoadBuffers({Floats} buffers)",
            [
                Guard("Length", "buffers.Length", "BufferCount", "buffers"),
                .. HasBuffers
                    ? Owned().Append($"{_own}.Passes.PackBuffers(buffers, ref _buffers.Start);").Concat(Measuring.Select(layer => MemberNames.Statistics(layer) + ".Clear();")).Concat(Refolded)
                    : [],
            ]);

        Doc($"Takes over the parameters{(HasBuffers ? " and buffers" : "")} of another network of this class. Nothing is allocated; {(_model.Learns ? "gradients and the optimizer's memory stay" : "both can be used on")}.",
            ("other", "The network to copy from."));
        NullError();
        Member($"public void CopyFrom({_name} other)",
            ["global::System.ArgumentNullException.ThrowIfNull(other);", .. Owned(), "other._parameters.Span.CopyTo(_parameters.Span);", .. CopyBuffers]);

        Doc("Moves every parameter towards that of another network of this class: θ ← θ + amount (other - θ).",
            ("other", "The network to move towards."), ("amount", "0 changes nothing, 1 copies exactly; finite."));
        NullError();
        _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The amount is not finite; nothing has changed.</exception>");
        Member($"public void BlendFrom({_name} other, float amount)",
            [
                "global::System.ArgumentNullException.ThrowIfNull(other);",
                $"{Library}Check.Finite(amount, nameof(amount));",
                "if (amount == 1f)", "{", "    CopyFrom(other);", "    return;", "}", "",
                .. Owned(), .. _plan is null || _plan.Layout.PackedCount > 0 ? new[] { $"{_own}.Kernels.Blend(ref _parameters.Start, ref other._parameters.Start, amount);" } : [],
                .. CopyBuffers, .. Refolded,
            ]);

        Doc("Adds a random number to parameters that can learn, element by element in the order of Tensors: the same random source gives the same change on every machine.",
            ("random", "Where the numbers come from; it moves on."),
            ("deviation", "The standard deviation of what is added, 0 or more."),
            ("probability", "The share of elements that change, from 0 to 1."));
        _writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A number is out of its range; nothing has changed.</exception>");
        Member($"public void Mutate(ref {Library}NetRandom random, float deviation, float probability = 1f)",
            [$"{Library}Check.Mutation(deviation, probability);", .. Owned(), $"{_own}.Passes.Mutate(ref _parameters.Start, ref random, deviation, probability);", .. Refolded]);
    }

    private static readonly string[] ResetOnRequest = ["if (resetOptimizer)", "{", "    _learner?.ResetOptimizer();", "}", ""];

    private IEnumerable<string> CopyBuffers =>
    [
        .. HasBuffers ? ["other._buffers.Span.CopyTo(_buffers.Span);"] : Array.Empty<string>(),
        .. HasCounters ? ["other._counters.CopyTo(_counters, 0);"] : Array.Empty<string>(),
        .. Measuring.Select(layer => $"{MemberNames.Statistics(layer)}.CopyFrom(other.{MemberNames.Statistics(layer)});"),
    ];

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
            Doc($"Writes all parameters{(HasBuffers ? " and buffers" : "")} as {Format}.", (name, text));
            Member($"public void Save({type} {name})",
                "float[] parameters = new float[ParameterCount];", "CopyParametersTo(parameters);",
                "float[] buffers = new float[BufferCount];", "CopyBuffersTo(buffers);",
                $"{Library}NetworkFile.Save({name}, Tensors, parameters, buffers, {Literal.Text(_model.Declaration.Type.Name)}{(HasCounters ? $", {_own}.Description.Counters, _counters" : "")});");
        }

        foreach (var (type, name, text) in new[]
        {
            ("global::System.IO.Stream", "source", "Read to its end."),
            ("string", "path", "The file."),
            ("global::System.ReadOnlySpan<byte>", "file", "The file's bytes."),
        })
        {
            var documentation = new List<(string, string)>
            {
                (name, text), ("mode", "Strict: every tensor must be there with its shape and no other. Matching: takes those that fit."),
            };
            if (_model.Learns)
            {
                documentation.Add(("resetOptimizer", "Whether the optimizer forgets what it knows of the weights before."));
            }

            documentation.Add(("returns", "What was loaded, missing, unexpected or of another shape."));
            Doc($"Reads parameters{(HasBuffers ? " and buffers" : "")} from a safetensors file. It is checked as a whole first: if it does not fit, nothing changes.", [.. documentation]);
            _writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">The file is malformed or does not fit; the message lists every difference.</exception>");
            Member($"public {Library}LoadReport Load({type} {name}, {Library}LoadMode mode = {Library}LoadMode.Strict{(_model.Learns ? ", bool resetOptimizer = false" : "")})",
                [
                    "float[] parameters = new float[ParameterCount];", "CopyParametersTo(parameters);",
                    "float[] buffers = new float[BufferCount];", "CopyBuffersTo(buffers);",
                    $"{Library}LoadReport report = {Library}NetworkFile.Load({name}, mode, Tensors, parameters, buffers{(HasCounters ? $", {_own}.Description.Counters, _counters" : "")});",
                    "LoadParameters(parameters);", "LoadBuffers(buffers);",
                    .. _model.Learns ? ResetOnRequest : [],
                    "return report;",
                ]);
        }
    }
}
