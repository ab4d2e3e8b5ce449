using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps;

/// <summary>The text of a network that learns, with an adapter that calls everything that sweeps compare.</summary>
internal static class LearningAdapter
{
    public static string Write(string className, IEnumerable<string> declaration, bool takesLabels, bool takesIndices = false)
    {
        var text = AdapterSource.Begin(className, declaration, takesIndices);
        var values = takesIndices ? "Ids" : "Values";
        var rows = $"inputs.{values}, targets.{(takesLabels ? "Labels" : "Values")}";
        var row = $"input.{values}, target.{(takesLabels ? "Labels[0]" : "Values")}";
        AdapterSource.Method(text, "float Backward(InputRows input, TargetRows target)", $"_network.Backward({row})");
        AdapterSource.Method(text, "float BackwardBatch(InputRows inputs, TargetRows targets)", $"_network.BackwardBatch({rows})");
        AdapterSource.Method(text, "float Evaluate(InputRows input, TargetRows target)", $"_network.Evaluate({row})");
        AdapterSource.Method(text, "float EvaluateBatch(InputRows inputs, TargetRows targets)", $"_network.EvaluateBatch({rows})");
        AdapterSource.Method(text, "float TrainBatch(InputRows inputs, TargetRows targets)", $"_network.TrainBatch({rows})");
        AdapterSource.Method(text, "bool Update()", "_network.Update()");
        AdapterSource.Method(text, "ulong StateHash()", "_network.StateHash()");
        AdapterSource.Method(text, "void CopyGradientsTo(Span<float> destination)", "_network.CopyGradientsTo(destination)");
        AdapterSource.Method(text, "void ClearGradients()", "_network.ClearGradients()");
        if (!takesIndices)
        {
            AdapterSource.Method(text, "void InputGradient(InputRows input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)",
                "_network.InputGradient(input.Values, outputGradient, inputGradient)");
        }

        AdapterSource.Method(text, "void Load(byte[] file)", "_network.Load(new ReadOnlySpan<byte>(file))");
        text.Append($$"""
                    public override byte[] Save()
                    {
                        using var file = new System.IO.MemoryStream();
                        _network.Save(file);
                        return file.ToArray();
                    }

                    public override float BackwardBatch(in BatchRequest request)
                    {
                        var batch = new {{className}}.Batch
                        {
                            Input = request.Input.{{values}},
                            {{(takesLabels ? "Label = request.Target.Labels" : "Target = request.Target.Values")}},
                            Output = request.Output,
                            RowLoss = request.RowLoss,
                            {{(takesIndices ? "" : "InputGradient = request.InputGradient,")}}
                        };
                        return _network.BackwardBatch(in batch);
                    }

            """.ReplaceLineEndings("\n"));
        return AdapterSource.End(text);
    }
}
