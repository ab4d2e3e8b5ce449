using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class LossScheduleTests
{
    [Fact]
    public void Rows_ShareVectorsWhereAllOutputsFitOne() => Assert.All(Sizes.All, outputs =>
    {
        Assert.Equal(outputs <= 16, TakesRowsTogether(outputs, "MeanSquaredErrorLoss"));
        Assert.Equal(outputs <= 16, TakesRowsTogether(outputs, "BinaryCrossEntropyLoss"));
    });

    [Fact]
    public void Rows_GoOneByOneWhereTheLossIsNotOneOfElements()
    {
        Assert.False(TakesRowsTogether(4, "CrossEntropyLoss"));
        Assert.False(TakesRowsTogether(4, "ExternalLoss"));
        Assert.False(TakesRowsTogether(4, "MeanSquaredErrorLoss", ("OutputWeights", Declared.Numbers("1", "2", "3", "4"))));
        Assert.False(TakesRowsTogether(4, "MeanSquaredErrorLoss", ("Target", "input")));
    }

    private static bool TakesRowsTogether(int outputs, string loss, params (string Slot, object Value)[] arguments)
    {
        var model = Declared.Model(Declared.Input(outputs), Declared.Dense(outputs), Declared.Line(loss, arguments), Declared.Line("Sgd"));
        Assert.Empty(model.Errors);
        return LossSchedule.TakesRowsTogether(NetworkCompiler.Plan(model).Graph.Losses[0]);
    }
}
