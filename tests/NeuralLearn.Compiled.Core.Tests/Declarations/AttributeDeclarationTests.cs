using NeuralLearn.Compiled.Generator.Declarations;

namespace NeuralLearn.Compiled.Core.Tests.Declarations;

public sealed class AttributeDeclarationTests
{
    [Fact]
    public void ArgumentGivenTwice_CountsAsTheLastOne() =>
        Assert.Equal(Activation.Tanh,
            Declared.Dense(4, ("Activation", Activation.ReLU), ("Activation", Activation.Tanh)).Enumeration<Activation>("Activation"));

    [Fact]
    public void EqualDeclarations_AreEqualAndHashAlike()
    {
        var one = Declared.Network(Declared.Input(4), Declared.Dense(2, ("Name", "a")));
        var two = Declared.Network(Declared.Input(4), Declared.Dense(2, ("Name", "a")));
        Assert.NotSame(one, two);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
    }

    [Fact]
    public void DifferentArguments_MakeDifferentDeclarations()
    {
        var one = Declared.Network(Declared.Input(4), Declared.Dense(2));
        Assert.NotEqual(one, Declared.Network(Declared.Input(4), Declared.Dense(3)));
        Assert.NotEqual(one, Declared.Network(Declared.Input(4), Declared.Dense(2, ("Bias", true))));
        Assert.NotEqual(one, Declared.Network(Declared.Input(4)));
    }

    [Fact]
    public void Attribute_IsWrittenAsAUserWould() =>
        Assert.Equal("[Dense(128, Activation.ReLU, Bias = false)]",
            AttributeText.Of(Declared.Dense(128, ("Activation", Activation.ReLU), ("Bias", false))));

    [Fact]
    public void AttributeWithoutArguments_IsWrittenWithoutBrackets() =>
        Assert.Equal("[Softmax]", AttributeText.Of(Declared.Line("Softmax")));
}
