using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

/// <summary>Where an activation's derivative is taken along by the step that makes the gradient of its output.</summary>
public sealed class ActivationBelowTests
{
    [Theory]
    [InlineData(nameof(Activation.ReLU))]
    [InlineData(nameof(Activation.Tanh))]
    [InlineData(nameof(Activation.ELU))]
    public void DerivativeByTheOutput_IsTakenAlong(string activation) =>
        Assert.Equal(["dense2 by dense1", "dense1"], Steps(Declared.Dense(32, ("Activation", Enum.Parse<Activation>(activation))), Declared.Dense(32)));

    [Fact]
    public void DerivativeByTheSum_IsAStepOfItsOwn() =>
        Assert.Equal(["dense2", "map dense1", "dense1"], Steps(Declared.Dense(32, ("Activation", Activation.GELU)), Declared.Dense(32)));

    [Fact]
    public void WeightsAlongTheInputs_LeaveItAStepOfItsOwn() =>
        Assert.Equal(["dense2", "map dense1", "dense1"], Steps(Declared.Dense(128, ("Activation", Activation.ReLU)), Declared.Dense(4)));

    [Fact]
    public void ValueWithTwoReaders_IsCompleteOnlyBehindTheirSum() => Assert.Equal(["dense3", "dense2", "map dense1", "dense1"], Steps(
        Declared.Dense(8, ("Activation", Activation.ReLU), ("Name", "dense1")), Declared.Dense(8, ("Name", "dense2")),
        Declared.Dense(8, ("From", "dense1"), ("Name", "dense3")), Declared.Line("Add", ("Names", Declared.List("dense2", "dense3")))));

    [Fact]
    public void StepOnOneRow_TakesItAlongToo()
    {
        var step = Training(Declared.Dense(32, ("Activation", Activation.Tanh)), Declared.Dense(32, ("Activation", Activation.ReLU)), Declared.Dense(4)).RowStep!;
        Assert.Equal(["dense3 dense2", "dense2 dense1", "dense1 "], step.Backward.Cast<WeightStep>().Select(weight => $"{weight.Affine.Layer.Name} {weight.Below?.Layer.Name}"));
    }

    /// <summary>Gradients of values, from the last layer to the first.</summary>
    private static IEnumerable<string> Steps(params AttributeDeclaration[] layers) => Training(layers).Losses.Backward
        .Select(step => step switch
        {
            InputGradientStep input => input.Affine.Layer.Name + (input.Below is { } below ? " by " + below.Layer.Name : ""),
            MapGradientStep map => "map " + map.Map.Layer.Name,
            _ => "",
        })
        .Where(text => text.Length > 0);

    private static TrainingPlan Training(params AttributeDeclaration[] layers)
    {
        var model = Declared.Model([Declared.Input(5), .. layers, Declared.Line("MeanSquaredErrorLoss"), Declared.Line("Sgd")]);
        Assert.Empty(model.Errors);
        return NetworkCompiler.Plan(model).Training!;
    }
}
