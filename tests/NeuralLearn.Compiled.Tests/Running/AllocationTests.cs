using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

public sealed class AllocationTests
{
    private const int Calls = 1000;
    private const int Rows = 37;

    private readonly float[] _inputs = Numbers.Uniform(Rows * Classification.InputSize, 1);
    private readonly float[] _outputs = new float[Rows * Classification.OutputSize];
    private readonly float[] _targets = new float[Rows * Classification.OutputSize];
    private readonly int[] _labels = Numbers.Labels(Rows, Classification.OutputSize, 2);
    private readonly float[] _parameters = new float[Classification.ParameterCount];
    private readonly float[] _rowLoss = new float[Rows];
    private readonly float[] _inputGradient = new float[Rows * Classification.InputSize];
    private readonly Classification _network = new(3);

    public static TheoryData<string> Members =>
    [
        "Forward", "ForwardBatch", "Predict", "Classify", "ClassifyBatch", "Backward target", "Backward label", "BackwardBatch targets",
        "BackwardBatch labels", "BackwardBatch batch", "Update", "TrainBatch", "Evaluate", "EvaluateBatch", "InputGradient",
        "CopyParametersTo", "LoadParameters", "CopyGradientsTo", "LoadGradients", "ClearGradients", "CopyFrom",
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public void HotMember_CalledAThousandTimes_AllocatesNothing(string member)
    {
        var action = Action(member);
        action();

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < Calls; i++)
            {
                action();
            }
        }));
    }

    [Fact]
    public void FirstTrainingCall_AfterPrepareTraining_AllocatesNothing()
    {
        // The warm-up instance pays for what a process pays once; the second one shows what an instance pays.
        new Classification(1).TrainBatch(_inputs, _labels);
        var fresh = new Stack<Classification>();
        for (var i = 0; i < 3; i++)
        {
            fresh.Push(new Classification(2));
            fresh.Peek().PrepareTraining(Rows);
        }

        Assert.Equal(0, Allocations.Least(() => fresh.Pop().TrainBatch(_inputs, _labels)));
    }

    [Fact]
    public void LargeNetwork_BeyondTheStackBudget_AllocatesOnlyOncePerThread()
    {
        var network = new Large(1);
        var input = Numbers.Uniform(Large.InputSize, 5);
        var output = new float[Large.OutputSize];
        network.Forward(input, output);
        network.Classify(input);
        Assert.Equal(0, Allocations.Least(() =>
        {
            network.Forward(input, output);
            network.Classify(input);
        }));
    }

    private Action Action(string member)
    {
        var size = Classification.InputSize;
        var outputs = Classification.OutputSize;
        var other = new Classification(4);
        return member switch
        {
            "Forward" => () => _network.Forward(_inputs.AsSpan(0, size), _outputs.AsSpan(0, outputs)),
            "ForwardBatch" => () => _network.ForwardBatch(_inputs, _outputs),
            "Predict" => () => _network.Predict(_inputs.AsSpan(0, size), _outputs.AsSpan(0, outputs)),
            "Classify" => () => _network.Classify(_inputs.AsSpan(0, size)),
            "ClassifyBatch" => () => _network.ClassifyBatch(_inputs, _labels),
            "Backward target" => () => _network.Backward(_inputs.AsSpan(0, size), _targets.AsSpan(0, outputs)),
            "Backward label" => () => _network.Backward(_inputs.AsSpan(0, size), 2),
            "BackwardBatch targets" => () => _network.BackwardBatch(_inputs, _targets),
            "BackwardBatch labels" => () => _network.BackwardBatch(_inputs, _labels),
            "BackwardBatch batch" => () => _network.BackwardBatch(new Classification.Batch
            {
                Input = _inputs,
                Label = _labels,
                Output = _outputs,
                RowLoss = _rowLoss,
                InputGradient = _inputGradient,
            }),
            "Update" => () =>
            {
                _network.Backward(_inputs.AsSpan(0, size), 2);
                _network.Update();
            }
            ,
            "TrainBatch" => () => _network.TrainBatch(_inputs, _labels),
            "Evaluate" => () => _network.Evaluate(_inputs.AsSpan(0, size), 1),
            "EvaluateBatch" => () => _network.EvaluateBatch(_inputs, _labels),
            "InputGradient" => () => _network.InputGradient(_inputs.AsSpan(0, size), _targets.AsSpan(0, outputs), _inputGradient.AsSpan(0, size)),
            "CopyParametersTo" => () => _network.CopyParametersTo(_parameters),
            "LoadParameters" => () => _network.LoadParameters(_parameters),
            "CopyGradientsTo" => () => _network.CopyGradientsTo(_parameters),
            "LoadGradients" => () => _network.LoadGradients(_parameters),
            "ClearGradients" => _network.ClearGradients,
            "CopyFrom" => () => _network.CopyFrom(other),
            _ => throw new ArgumentOutOfRangeException(nameof(member), member, "No such member."),
        };
    }
}
