using NeuralLearn.Compiled.Tests.Networks;
using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Features.OneRow;

/// <summary>
/// TrainBatch of a single row takes a step without gradients in memory where it can. It must leave what Backward and Update leave, to the
/// bit: parameters, the optimizer's memory, counters, even what stands in the padding.
/// </summary>
public sealed class OneRowStepTests
{
    private const int Steps = 50;

    public static TheoryData<string> Networks => [.. OneRowCases.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void FiftySteps_LeaveTheBitsOfBackwardAndUpdate(string name)
    {
        var (rows, one, other) = Twins(name);
        var before = one.StateHash();
        for (var step = 0; step < Steps; step++)
        {
            AssertSameStep(rows, one, other, step, step);
        }

        Assert.NotEqual(before, one.StateHash());
        Assert.DoesNotContain(Parameters(one), value => !float.IsFinite(value));
        Assert.Equal(Numbers.Bits(Parameters(other)), Numbers.Bits(Parameters(one)));
        Assert.Equal(State(other), State(one));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void StepWithoutGradients_IsThereWhereItCanBe(string name)
    {
        var rows = OneRowCases.Of(name);
        Assert.Equal(rows.HasRowStep, rows.EmitsRowStep);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void PendingGradients_AreAddedTo(string name)
    {
        var (rows, one, other) = Twins(name);
        for (var step = 0; step < 5; step++)
        {
            // At first there is no memory of the optimizer yet; later there is.
            AssertSame(rows.Backward(other, step), rows.Backward(one, step));
            rows.Backward(one, step + 20);
            rows.Backward(other, step + 20);
            AssertSameStep(rows, one, other, step + 40, step);
            AssertSameStep(rows, one, other, step + 45, step);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientsThatWereSet_AreAddedTo(string name)
    {
        var (rows, one, other) = Twins(name);
        var gradients = Numbers.Uniform(rows.Info.ParameterCount, 9);
        OneRowCase.LoadGradients(one, gradients);
        OneRowCase.LoadGradients(other, gradients);
        AssertSameStep(rows, one, other, 0, 0);
        OneRowCase.LoadGradients(one, gradients);
        OneRowCase.ClearGradients(one);
        AssertSameStep(rows, one, other, 1, 1);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ChangedLearningRate_IsThatOfTheNextStep(string name)
    {
        var (rows, one, other) = Twins(name);
        float[] rates = [1e-3f, 0.1f, 0f, 7e-5f, 0.02f];
        for (var step = 0; step < rates.Length; step++)
        {
            one.LearningRate = other.LearningRate = rates[step];
            AssertSameStep(rows, one, other, step, step);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BatchesBetweenSteps_ChangeNothing(string name)
    {
        var (rows, one, other) = Twins(name);
        for (var step = 0; step < 12; step++)
        {
            AssertSameStep(rows, one, other, step, step);
            var batch = 2 + (step * 3);
            AssertSame(rows.TrainBatch(other, step, batch), rows.TrainBatch(one, step, batch));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void RestoredLearner_TakesTheSameSteps(string name)
    {
        var (rows, one, other) = Twins(name);
        for (var step = 0; step < 5; step++)
        {
            rows.TrainBatch(one, step);
        }

        other.Initialize(99);
        other.RestoreState(State(one));
        for (var step = 5; step < 10; step++)
        {
            AssertSameStep(rows, one, other, step, step);
        }
    }

    /// <summary>What is not a number stays none both ways, in the same places; which one it is may differ.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void NumbersThatAreNone_LeaveTheSameBits(string name)
    {
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f, -1e20f, 1e-42f])
        {
            var (rows, one, other) = Twins(name);
            for (var step = 0; step < 6; step++)
            {
                // Two usual steps first: there is something that can be spoilt.
                if (step >= 2)
                {
                    var size = rows.Info.Inputs[0].Size;
                    rows.Inputs[(step * size) + (step % size)] = value;
                }

                AssertSameStep(rows, one, other, step, step);
            }

            Assert.Equal(Parameters(other), Parameters(one));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Step_AllocatesNothing(string name)
    {
        var (rows, one, _) = Twins(name);
        rows.TrainBatch(one, 0);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var row = 0; row < 20; row++)
            {
                rows.TrainBatch(one, row);
            }
        }));
    }

    private static (OneRowCase Rows, ITrainableNetwork One, ITrainableNetwork Other) Twins(string name)
    {
        var rows = OneRowCases.Of(name);
        return (rows, rows.Create(5), rows.Create(5));
    }

    private static void AssertSameStep(OneRowCase rows, ITrainableNetwork one, ITrainableNetwork other, int row, int step)
    {
        var expected = rows.Backward(other, row);
        other.Update();
        AssertSame(expected, rows.TrainBatch(one, row));
        if (other.StateHash() != one.StateHash())
        {
            // Numbers that a caller never sees are part of the state: it helps to know whether only those differ.
            var visible = Parameters(other).AsSpan().SequenceEqual(Parameters(one)) ? "the padding, the optimizer or a counter" : "the parameters";
            Assert.Fail($"The states differ after step {step}: {visible}.");
        }
    }

    /// <summary>The bits, but NaN is NaN.</summary>
    private static void AssertSame(float expected, float actual) =>
        Assert.True(Numbers.Bits([expected])[0] == Numbers.Bits([actual])[0] || (float.IsNaN(expected) && float.IsNaN(actual)), $"{actual} instead of {expected}");

    private static float[] Parameters(ITrainableNetwork network)
    {
        var parameters = new float[network.Info.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    private static byte[] State(ITrainableNetwork network)
    {
        var state = new byte[network.StateBytes];
        network.SaveState(state);
        return state;
    }
}
