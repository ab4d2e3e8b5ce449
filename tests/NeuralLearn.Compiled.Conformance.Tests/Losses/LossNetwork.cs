using System.Text;
using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;
using NeuralLearn.Compiled.Tests.Reference;

namespace NeuralLearn.Compiled.Conformance.Losses;

/// <summary>The text of a case of losses.json: its network, and an adapter that fills the fields of Batch that the case names.</summary>
internal sealed class LossNetwork(LossCase reference, ConformancePass pass) : INetworkSource
{
    public LossCase Reference { get; } = reference;

    public string ClassName => "Loss_" + Reference.Name;

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    /// <summary>Fields that hold whole numbers.</summary>
    public static bool IsInteger(string field) =>
        field.EndsWith("Label", StringComparison.Ordinal) || field.EndsWith("Selected", StringComparison.Ordinal);

    /// <summary>The field that receives an output's rows.</summary>
    public static string OutputField(string output) => output == "output" ? "Output" : char.ToUpperInvariant(output[0]) + output[1..] + "Output";

    /// <summary>The field that receives the gradient of an input.</summary>
    public static string GradientField(string input) => input == "Input" ? "InputGradient" : input + "Gradient";

    public string WriteText()
    {
        var text = new StringBuilder();
        text.Append("#nullable enable\nusing System;\nusing System.Collections.Generic;\nusing NeuralLearn.Compiled;\nusing ").Append(typeof(ReferenceNetwork).Namespace)
            .Append(";\nusing ").Append(typeof(IBatchNetwork).Namespace).Append(";\n\nnamespace ").Append(TranslatedCase.Namespace).Append("\n{\n");
        text.Append($"    [Network{(pass.Arithmetic is null ? "" : $"(Arithmetic = Arithmetic.{pass.Arithmetic})")}]\n");
        foreach (var line in Reference.Network)
        {
            text.Append($"    [{line}]\n");
        }

        var fields = Reference.Batch.Keys.Select(field => $"                {field} = call.{(IsInteger(field) ? "Integers" : "Floats")}[\"{field}\"],")
            .Concat(Reference.Outputs.Keys.Select(output => $"                {OutputField(output)} = call.Floats[\"{OutputField(output)}\"],"))
            .Append("                RowLoss = call.Floats[\"RowLoss\"],");
        var gradients = string.Join("\n", Reference.InputGradients.Keys.Select(input => $"            batch.{GradientField(input)} = call.Floats[\"{GradientField(input)}\"];"));
        text.Append($$"""
                public sealed partial class {{ClassName}}
                {
                }

                public sealed class {{AdapterName}} : ReferenceNetwork, IBatchNetwork
                {
                    private readonly {{ClassName}} _network = new {{ClassName}}();

                    public override int InputSize => {{ClassName}}.InputSize;
                    public override int OutputSize => {{ClassName}}.OutputSize;
                    public override int ParameterCount => {{ClassName}}.ParameterCount;
                    public override IReadOnlyList<TensorEntry> Tensors => throw new NotSupportedException();
                    IReadOnlyList<TensorInfo> IBatchNetwork.Tensors => {{ClassName}}.Tensors.ToArray();
                    public override void CopyParametersTo(Span<float> destination) => _network.CopyParametersTo(destination);
                    public override void LoadParameters(ReadOnlySpan<float> source) => _network.LoadParameters(source);
                    public override void CopyGradientsTo(Span<float> destination) => _network.CopyGradientsTo(destination);
                    public void LoadBuffers(ReadOnlySpan<float> buffers) => _network.LoadBuffers(buffers);
                    public override bool Update() => _network.Update();
                    public override void Forward(InputRows input, Span<float> output) => ((INetwork)_network).Forward(input.Values, output);
                    public override void ForwardBatch(InputRows inputs, Span<float> outputs) => ((INetwork)_network).ForwardBatch(inputs.Values, outputs);

                    public float Run(BatchCall call)
                    {
                        var batch = new {{ClassName}}.Batch
                        {
            {{string.Join("\n", fields)}}
                        };
                        if (call.IsEvaluation)
                        {
                            return _network.EvaluateBatch(in batch);
                        }

            {{gradients}}
                        return _network.BackwardBatch(in batch);
                    }
                }
            }

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }
}
