using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Conformance.Reference;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Fakes;

/// <summary>
/// Emits, for given cases of dense layers, every member that the tests use of them, each a call of the fake engine. It is also the place
/// to read what the tests ask of emitted code.
/// </summary>
#pragma warning disable RS1036, RS1038, RS1041 // Not a component to load into a compiler: the tests run it in their own process.
internal sealed class FakeGenerator(IReadOnlyCollection<TranslatedCase> cases, FakeFault fault, string extraMember = "")
    : IIncrementalGenerator
#pragma warning restore RS1036, RS1038, RS1041
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterPostInitializationOutput(output =>
        {
            foreach (var translated in cases)
            {
                output.AddSource(translated.ClassName + ".g.cs", Emit(translated));
            }
        });

    private string Emit(TranslatedCase translated)
    {
        ReferenceCase reference = translated.Reference;
        var engine = typeof(FakeEngine).FullName;
        return $$"""
            using System;
            namespace {{TranslatedCase.Namespace}}
            {
                public sealed partial class {{translated.ClassName}}
                {
                    private readonly {{engine}} _engine =
                        new {{engine}}("{{reference.Name}}", {{typeof(FakeFault).FullName}}.{{fault}});

                    public const int InputSize = {{CaseSession.Product(reference.InputShape[1..])}};
                    public const int OutputSize = {{CaseSession.Product(reference.OutputShape[1..])}};
                    public const int ParameterCount = {{reference.ParameterCount}};
                    public static ReadOnlySpan<{{typeof(TensorEntry).FullName}}> Tensors => {{engine}}.Tensors("{{reference.Name}}");

                    public ref struct Batch
                    {
                        public ReadOnlySpan<float> Input;
                        public ReadOnlySpan<float> Target;
                        public Span<float> Output, RowLoss, InputGradient;
                    }

                    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _engine.Forward(input, output);
                    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _engine.Forward(inputs, outputs);
                    public void CopyParametersTo(Span<float> destination) => _engine.CopyParametersTo(destination);
                    public void LoadParameters(ReadOnlySpan<float> source) => _engine.LoadParameters(source);
                    public void CopyGradientsTo(Span<float> destination) => _engine.CopyGradientsTo(destination);
                    public void ClearGradients() => _engine.ClearGradients();
                    public bool Update() => _engine.Update();
                    public float EvaluateBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _engine.Loss(inputs, targets);
                    public float Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> target) => BackwardBatch(input, target);
                    public float BackwardBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) =>
                        _engine.Backward(inputs, targets, default, default, default);
                    public float BackwardBatch(in Batch batch) =>
                        _engine.Backward(batch.Input, batch.Target, batch.Output, batch.RowLoss, batch.InputGradient);
                    public float TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
                    {
                        var loss = BackwardBatch(inputs, targets);
                        Update();
                        return loss;
                    }
                    {{extraMember}}
                }
            }
            """;
    }
}
