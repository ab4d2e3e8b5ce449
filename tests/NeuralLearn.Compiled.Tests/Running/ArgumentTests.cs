using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

/// <summary>Wrong lengths and labels: an exception that names the argument and both numbers, and nothing changed.</summary>
public sealed class ArgumentTests
{
    private const int In = Classification.InputSize;
    private const int Out = Classification.OutputSize;

    public static TheoryData<string, Action<Classification>, string, string[]> WrongCalls => new()
    {
        { "input short", n => n.Forward(new float[In - 1], new float[Out]), "input", ["8", "9"] },
        { "input long", n => n.Forward(new float[In + 1], new float[Out]), "input", ["10", "9"] },
        { "input empty", n => n.Forward(default, new float[Out]), "input", ["0", "9"] },
        { "output short", n => n.Forward(new float[In], new float[Out - 1]), "output", ["5", "6"] },
        { "predict", n => n.Predict(new float[In], new float[Out + 2]), "output", ["8", "6"] },
        { "classify", n => n.Classify(new float[3]), "input", ["3", "9"] },
        { "inputs not whole rows", n => n.ForwardBatch(new float[In + 4], new float[Out]), "inputs", ["13", "9"] },
        { "outputs of other rows", n => n.ForwardBatch(new float[In * 2], new float[Out * 3]), "outputs", ["18", "12"] },
        { "labels of other rows", n => n.BackwardBatch(new float[In * 2], new int[3]), "labels", ["3", "2"] },
        { "targets of other rows", n => n.BackwardBatch(new float[In * 2], new float[Out]), "targets", ["6", "12"] },
        { "label negative", n => n.Backward(new float[In], -1), "Label", ["-1", "5"] },
        { "label too large", n => n.Backward(new float[In], Out), "Label", ["6", "5"] },
        { "label largest int", n => n.Evaluate(new float[In], int.MaxValue), "Label", ["2147483647", "5"] },
        { "second label wrong", n => n.TrainBatch(new float[In * 2], [1, 99]), "Label", ["99", "row 1"] },
        { "target short", n => n.Backward(new float[In], new float[Out - 2]), "target", ["4", "6"] },
        { "row loss", n => n.BackwardBatch(new Classification.Batch { Input = new float[In * 2], Label = new int[2], RowLoss = new float[3] }), "RowLoss", ["3", "2"] },
        { "batch output", n => n.EvaluateBatch(new Classification.Batch { Input = new float[In], Label = new int[1], Output = new float[1] }), "Output", ["1", "6"] },
        { "no target", n => n.BackwardBatch(new Classification.Batch { Input = new float[In] }), "Target", ["0", "6"] },
        { "parameters", n => n.LoadParameters(new float[10]), "parameters", ["10", "1487"] },
        { "parameters out", n => n.CopyParametersTo(new float[10]), "destination", ["10", "1487"] },
        { "gradients", n => n.LoadGradients(new float[1488]), "gradients", ["1488", "1487"] },
        { "gradients out", n => n.CopyGradientsTo(new float[1]), "destination", ["1", "1487"] },
        { "input gradient", n => n.InputGradient(new float[In], new float[Out], new float[1]), "inputGradient", ["1", "9"] },
        { "prepare", n => n.PrepareTraining(0), "maximumBatch", ["0", "1"] },
    };

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public void WrongCall_IsRefusedWithNameAndNumbers_AndChangesNothing(string what, Action<Classification> call, string argument, string[] words)
    {
        var network = new Classification(5);
        network.Backward(Numbers.Uniform(In, 1), 2);
        var before = State(network);
        var error = Assert.ThrowsAny<ArgumentException>(() => call(network));
        Assert.Contains(argument, error.ParamName, StringComparison.Ordinal);
        foreach (var word in words)
        {
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, State(network));
        Assert.NotEmpty(what);
    }

    [Fact]
    public void EvaluateBatch_AskedForInputGradients_SaysThatItHasNone()
    {
        var network = new Classification(5);
        var error = Assert.Throws<ArgumentException>(() =>
            network.EvaluateBatch(new Classification.Batch { Input = new float[In], Label = [1], InputGradient = new float[In] }));
        Assert.Contains("BackwardBatch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CopyFrom_Nothing_IsRefused() => Assert.Throws<ArgumentNullException>(() => new Classification(1).CopyFrom(null!));

    private static uint[] State(Classification network)
    {
        var values = new float[2 * Classification.ParameterCount];
        network.CopyParametersTo(values);
        network.CopyGradientsTo(values.AsSpan(Classification.ParameterCount));
        return Numbers.Bits(values);
    }
}
