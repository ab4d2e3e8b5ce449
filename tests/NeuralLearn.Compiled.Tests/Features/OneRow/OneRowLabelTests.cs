namespace NeuralLearn.Compiled.Tests.Features.OneRow;

/// <summary>Rows that have no loss, and rows that are no rows.</summary>
public sealed class OneRowLabelTests
{
    private const int Ignored = -100;

    public static TheoryData<string, int> IgnoredLabels => new()
    {
        { "Scores by label", Ignored },
        { "Smoothed by label", Ignored },
        { "Margins by label", Ignored },
        { "Likelihood by label", Ignored },
        { "Signals by label", Ignored },
        { "WeightedClasses by label", Ignored },
        { "IgnoringAClass by label", 2 },
    };

    public static TheoryData<string, int> WrongLabels => new()
    {
        { "Scores by label", -1 },
        { "Scores by label", 18 },
        { "Scores by label", int.MaxValue },
        { "Scores by label", int.MinValue },
        { "Margins by label", 11 },
        { "Likelihood by label", 40 },
        { "Signals by label", 3 },
        { "WeightedClasses by label", 4 },
        { "IgnoringAClass by label", Ignored },
    };

    [Theory]
    [MemberData(nameof(IgnoredLabels))]
    public void IgnoredLabel_ChangesNothing(string name, int label)
    {
        var rows = OneRowCases.Of(name);
        var network = rows.Create(1);
        for (var step = 0; step < 3; step++)
        {
            // The first one meets a network that has never learnt.
            rows.SetLabel(step, label);
            var before = Parameters(network);
            Assert.Equal(0f, rows.TrainBatch(network, step));
            Assert.Equal(before, Parameters(network));
            Assert.False(network.Update());
            rows.SetLabel(40 + step, 1);
            rows.TrainBatch(network, 40 + step);
        }
    }

    [Theory]
    [MemberData(nameof(IgnoredLabels))]
    public void StepsBetweenIgnoredLabels_LeaveTheBitsOfBackwardAndUpdate(string name, int label)
    {
        var rows = OneRowCases.Of(name);
        ITrainableNetwork one = rows.Create(1), other = rows.Create(1);
        for (var step = 0; step < 30; step++)
        {
            if (step % 3 == 0)
            {
                rows.SetLabel(step, label);
            }

            var expected = rows.Backward(other, step);
            other.Update();
            Assert.Equal(expected, rows.TrainBatch(one, step));
            Assert.True(other.StateHash() == one.StateHash(), $"The states differ after step {step}.");
        }
    }

    /// <summary>A row without a loss counts for nothing, whatever stands in it.</summary>
    [Theory]
    [MemberData(nameof(IgnoredLabels))]
    public void IgnoredRowThatIsNoNumber_LeavesNoGradientBehind(string name, int label)
    {
        var rows = OneRowCases.Of(name);
        ITrainableNetwork one = rows.Create(1), other = rows.Create(1);
        rows.SetLabel(0, label);
        rows.SetLabel(1, 1);
        rows.Inputs.AsSpan(0, rows.Info.InputSize).Fill(float.NaN);
        rows.TrainBatch(one, 0);
        rows.Backward(other, 0);
        other.Update();
        Assert.Equal(other.StateHash(), one.StateHash());
        Assert.Equal(rows.Backward(other, 1), rows.TrainBatch(one, 1));
        other.Update();
        Assert.Equal(other.StateHash(), one.StateHash());
        Assert.DoesNotContain(Parameters(one), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(WrongLabels))]
    public void WrongLabel_IsRefusedAndChangesNothing(string name, int label)
    {
        var rows = OneRowCases.Of(name);
        var network = rows.Create(1);
        for (var step = 0; step < 3; step++)
        {
            rows.SetLabel(step, label);
            var before = network.StateHash();
            var expected = Assert.Throws<ArgumentOutOfRangeException>(() => rows.TrainBatch(network, step, 2)).Message;
            Assert.Equal(expected, Assert.Throws<ArgumentOutOfRangeException>(() => rows.TrainBatch(network, step)).Message);
            Assert.Equal(before, network.StateHash());
            rows.SetLabel(40 + step, 1);
            rows.TrainBatch(network, 40 + step);
        }
    }

    [Fact]
    public void WrongLengths_AreRefusedAndChangeNothing()
    {
        var network = new SmallOdd(1);
        network.TrainBatch([1, 2, 3], [1, 2]);
        var before = network.StateHash();
        Assert.Throws<ArgumentException>(() => network.TrainBatch([1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => network.TrainBatch([1, 2, 3], [1]));
        Assert.Throws<ArgumentException>(() => network.TrainBatch([1, 2, 3], [1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => network.TrainBatch([], [1, 2]));
        var labelled = new Scores(1);
        Assert.Throws<ArgumentException>(() => labelled.TrainBatch(new float[6], new int[2]));
        Assert.Throws<ArgumentException>(() => labelled.TrainBatch(new float[6], Array.Empty<int>()));
        Assert.Equal(before, network.StateHash());
    }

    [Fact]
    public void NoRows_AreNoStep()
    {
        var network = new SmallOdd(1);
        network.TrainBatch([1, 2, 3], [1, 2]);
        var before = network.StateHash();
        Assert.Equal(0f, network.TrainBatch([], []));
        Assert.Equal(before, network.StateHash());
    }

    [Fact]
    public void BatchOfOneRow_IsTheSameStep()
    {
        SmallOdd one = new(1), other = new(1);
        Scores labelled = new(1), batched = new(1);
        var loss = new float[1];
        for (var step = 0; step < 5; step++)
        {
            float[] input = [step, -1, 0.5f], target = [1, step], row = [step, 1, 2, 3, 4, 5];
            Assert.Equal(other.TrainBatch(new SmallOdd.Batch { Input = input, Target = target, RowLoss = loss }), one.TrainBatch(input, target));
            Assert.Equal(batched.TrainBatch(new Scores.Batch { Input = row, Label = [step], RowLoss = loss }), labelled.TrainBatch(row, [step]));
        }

        Assert.Equal(other.StateHash(), one.StateHash());
        Assert.Equal(batched.StateHash(), labelled.StateHash());
    }

    private static float[] Parameters(ITrainableNetwork network)
    {
        var parameters = new float[network.Info.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
