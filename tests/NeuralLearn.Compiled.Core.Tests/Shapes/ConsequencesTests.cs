using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Shapes;
using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Shapes;

/// <summary>One mistake, one message: what follows from it is silent, and the network is wrong all the same.</summary>
public sealed class ConsequencesTests
{
    [Fact]
    public void UnknownName_IsReportedWhereItIsReadFirst() => Assert.Equal(["NLC1009 @3.From#0"],
        Problems(Input(4), Dense(3, ("Name", "other")), Dense(3, ("From", "body")), Line("Add", ("Names", List("body", "other"))), Line("Concat", ("Names", List("add1", "body")))));

    [Fact]
    public void TwoUnknownNames_AreTwoMistakes() => Assert.Equal(["NLC1009 @2.From#0", "NLC1009 @3.From#0"], Problems(Input(4), Dense(3, ("From", "a")), Dense(3, ("From", "b"))));

    [Fact]
    public void ShapeThatALayerComplainedAbout_IsNobodyElsesMistake() => Assert.Equal(["NLC1002 @3.Inputs"],
        Problems(Input(4), Dense(7, ("Name", "body")), Dense(3, ("Inputs", 8)), Dense(3, ("Inputs", 8), ("From", "body")), Line("Add", ("Names", List("dense2", "dense3")))));

    [Fact]
    public void OtherShapes_AreMeasuredAllTheSame() => Assert.Equal(["NLC1002 @2.Inputs", "NLC1002 @3.Inputs"], Problems(Input(4), Dense(7, ("Inputs", 5)), Dense(3, ("Inputs", 8))));

    [Fact]
    public void LossOnAnOutputThatIsNotThere_TakesNobodyElsesPlace() => Assert.Equal(["NLC0020 @5.Output"],
        Problems(Input(4), Dense(3), Line("Output", ("Name", "move")), Dense(1), Line("CrossEntropyLoss", ("Output", "nove")), Line("MeanSquaredErrorLoss", ("Output", "move"))));

    [Fact]
    public void OutputOfAnotherSize_IsCountedOnce() => Assert.Equal(["NLC1013 @4.ClassWeights"],
        Problems(Input(4), Dense(4), Line("Classes", ("Names", List("a", "b", "c"))), Line("CrossEntropyLoss", ("ClassWeights", Numbers("1", "2", "3")))));

    [Fact]
    public void DenseBelowAnUnknownSequence_GivesNobodyKnowsWhat() => Assert.Equal(["NLC0011 @1.A"], Problems(Sequence(0, 3), Dense(4), Line("Gru", ("Units", 3))));

    [Fact]
    public void IncompleteLines_LeaveOnlyWhatALineSaysAlone()
    {
        var declaration = Network(Input(4), Dense(0), Dense(3, ("Inputs", 9), ("From", "body")), Line("Add", ("Names", List("left", "right")))) with { IsIncomplete = true };
        Assert.Equal(["NLC0011 @2.Units"], Problems(declaration));
    }

    [Fact]
    public void SilentMistake_IsOneAllTheSame()
    {
        var model = ShapeInference.Infer(Network(Input(4), Dense(3, ("From", "body"))) with { IsIncomplete = true });
        Assert.Empty(model.Problems);
        Assert.True(model.HasErrors);
    }
}
