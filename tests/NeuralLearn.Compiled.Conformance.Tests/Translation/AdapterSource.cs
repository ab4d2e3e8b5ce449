using System.Text;
using NeuralLearn.Compiled.Conformance.Running;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>
/// The text of one case: the user's class, and the adapter that calls what the generator adds to it. Only members that the case
/// compares are called. The text is C# 9, since that is the oldest language that the emitted code promises (which on .NET 10 excludes
/// foreach over a span: its enumerator has interfaces, and those need C# 13).
/// </summary>
internal static class AdapterSource
{
    public static string AdapterName(string className) => className + "_Adapter";

    public static string Write(TranslatedCase translated)
    {
        var text = Begin(translated.ClassName, translated.Declaration, translated.Reference.HasIndexInput);
        if (translated.Reference.HasBatchStatistics)
        {
            Method(text, "int BufferCount", $"{translated.ClassName}.BufferCount");
            Method(text, "void CopyBuffersTo(Span<float> destination)", "_network.CopyBuffersTo(destination)");
            Method(text, "void Load(byte[] file)", "_network.Load(new ReadOnlySpan<byte>(file))");
        }

        if (translated.Learns)
        {
            AppendLearning(text, translated);
        }

        return End(text);
    }

    /// <summary>The user's class, and its adapter up to what any network has; members of the adapter can follow.</summary>
    public static StringBuilder Begin(string className, IEnumerable<string> declaration, bool hasIndexInput)
    {
        var text = new StringBuilder();
        text.Append("#nullable enable\nusing System;\nusing NeuralLearn.Compiled;\nusing ").Append(typeof(ReferenceNetwork).Namespace)
            .Append(";\n\nnamespace ").Append(TranslatedCase.Namespace).Append("\n{\n");
        foreach (var line in declaration)
        {
            text.Append("    ").Append(line).Append('\n');
        }

        text.Append("    public sealed partial class ").Append(className).Append("\n    {\n    }\n\n");
        text.Append("    public sealed class ").Append(AdapterName(className)).Append(" : ReferenceNetwork\n    {\n");
        AppendInference(text, className, hasIndexInput ? "Ids" : "Values");
        return text;
    }

    public static string End(StringBuilder text) => text.Append("    }\n}\n").ToString();

    public static void Method(StringBuilder text, string signature, string body) =>
        text.Append("        public override ").Append(signature).Append(" => ").Append(body).Append(";\n");

    private static void AppendInference(StringBuilder text, string network, string input)
    {
        text.Append($$"""
                    private readonly {{network}} _network = new {{network}}();

                    public override int InputSize => {{network}}.InputSize;
                    public override int OutputSize => {{network}}.OutputSize;
                    public override int ParameterCount => {{network}}.ParameterCount;

                    public override System.Collections.Generic.IReadOnlyList<TensorEntry> Tensors
                    {
                        get
                        {
                            var entries = new System.Collections.Generic.List<TensorEntry>();
                            for (var i = 0; i < {{network}}.Tensors.Length; i++)
                            {
                                var tensor = {{network}}.Tensors[i];
                                int[] shape = TensorEntry.Dimensions(tensor.Shape);
                                entries.Add(new TensorEntry(tensor.Name, shape, tensor.Offset, tensor.Length));
                            }

                            return entries;
                        }
                    }


            """.ReplaceLineEndings("\n"));
        Method(text, "void CopyParametersTo(Span<float> destination)", "_network.CopyParametersTo(destination)");
        Method(text, "void LoadParameters(ReadOnlySpan<float> source)", "_network.LoadParameters(source)");
        Method(text, "void Forward(InputRows input, Span<float> output)", $"_network.Forward(input.{input}, output)");
        Method(text, "void ForwardBatch(InputRows inputs, Span<float> outputs)", $"_network.ForwardBatch(inputs.{input}, outputs)");
    }

    private static void AppendLearning(StringBuilder text, TranslatedCase translated)
    {
        var reference = translated.Reference;
        var rows = $"inputs.{(reference.HasIndexInput ? "Ids" : "Values")}, targets.{(reference.HasLabels ? "Labels" : "Values")}";
        if (!reference.HasUpstreamGradient)
        {
            Method(text, "float EvaluateBatch(InputRows inputs, TargetRows targets)", $"_network.EvaluateBatch({rows})");
        }

        // In evaluation mode only the input's gradient exists: a network with dropout or batch statistics learns in training mode.
        if (reference is { IsEvaluation: true, HasTrainingOnlyBehaviour: true })
        {
            Method(text, "void InputGradient(InputRows input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)",
                "_network.InputGradient(input.Values, outputGradient, inputGradient)");
            return;
        }

        Method(text, "float BackwardBatch(InputRows inputs, TargetRows targets)", $"_network.BackwardBatch({rows})");
        Method(text, "float TrainBatch(InputRows inputs, TargetRows targets)", $"_network.TrainBatch({rows})");
        Method(text, "bool Update()", "_network.Update()");
        Method(text, "void CopyGradientsTo(Span<float> destination)", "_network.CopyGradientsTo(destination)");
        Method(text, "void ClearGradients()", "_network.ClearGradients()");

        // One row has no batch statistics, and a label a step has no one-row form.
        if (!reference.HasBatchStatistics && (!reference.HasLabels || reference.HasOneLabelPerRow))
        {
            var row = $"input.{(reference.HasIndexInput ? "Ids" : "Values")}, target.{(reference.HasLabels ? "Labels[0]" : "Values")}";
            Method(text, "float Backward(InputRows input, TargetRows target)", $"_network.Backward({row})");
        }

        AppendBatch(text, translated);
    }

    private static void AppendBatch(StringBuilder text, TranslatedCase translated)
    {
        var reference = translated.Reference;
        text.Append($$"""
                    public override float BackwardBatch(in BatchRequest request)
                    {
                        var batch = new {{translated.ClassName}}.Batch
                        {
                            Input = request.Input.{{(reference.HasIndexInput ? "Ids" : "Values")}},
                            {{(reference.HasLabels ? "Label = request.Target.Labels" : "Target = request.Target.Values")}},
                            Output = request.Output,
                            RowLoss = request.RowLoss,

            """.ReplaceLineEndings("\n"));
        if (!reference.HasIndexInput)
        {
            text.Append("                InputGradient = request.InputGradient,\n");
        }

        text.Append("            };\n            return _network.BackwardBatch(in batch);\n        }\n");
    }
}
